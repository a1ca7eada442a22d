import Diagnostics
import JSON
import YAML

/// The text of a contract, or of a file that it refers to: YAML if its name says so, else JSON.
package enum ContractText {
  /// The endings of the files that a contract may be in, or refer to.
  package static let endings = [".json", ".yaml", ".yml"]

  /// - Parameter base: is added to all places.
  package static func read(_ source: SourceText, base: Int = 0) throws(DiagnosticError) -> JSON {
    guard isYAML(source.path) else { return try JSONParser.parse(source, base: base) }
    let text = YAMLText(source)
    guard let root = try text.root() else {
      throw DiagnosticError(Diagnostic(.invalidYAML, "The file is empty", at: source.span(0..<0)))
    }
    let limits = YAMLLimits(values: ContractLimits.values, rule: .contractSize)
    return try text.value(of: root, base: base, limits: limits)
  }

  private static func isYAML(_ path: String) -> Bool { path.hasSuffix(".yaml") || path.hasSuffix(".yml") }
}
