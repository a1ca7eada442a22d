import Diagnostics
import JSON

/// The document of a contract with what it refers to in other files, after the checks of its size, its structure and its
/// references.
package struct CheckedContract {
  package var sources: ContractSources
  package var document: JSON
  /// What is read although the specification does not allow it.
  package var readingFindings: [Diagnostic]

  /// - Parameter text: what the source contains.
  /// - Throws: the errors that make a contract unusable.
  package init(
    _ source: SourceText, _ text: JSON, at path: String, files: ContractFiles, specification: Specification
  ) throws(DiagnosticError) {
    var bundler = Bundler(
      source, text, path: path, files: files, specification: specification)
    document = bundler.bundled()
    sources = bundler.sources
    readingFindings = bundler.diagnostics
    try Self.throwErrors(bundler.diagnostics)
    try Self.throwErrors(
      [ContractLimits.finding(document, bundler.otherDocuments, sources)].compactMap(\.self))
    var checker = StructureChecker(sources: sources, document: document, specification: specification)
    checker.check()
    try Self.throwErrors(checker.diagnostics)
  }

  private static func throwErrors(_ diagnostics: [Diagnostic]) throws(DiagnosticError) {
    if diagnostics.hasErrors { throw DiagnosticError(diagnostics.sortedByPlace()) }
  }
}
