import Diagnostics
import Project
import YAML
import Yams

/// A value of the front matter, with the place for findings about it.
final class FrontMatterValue {
  let name: String
  /// The text of a scalar; `nil` for a list or a mapping.
  let scalar: String?
  private let node: Node?
  private let yaml: YAMLText?
  private let isConfigured: Bool
  private(set) var findings: [Diagnostic] = []
  /// Whether the value is invalid, reported or not.
  private(set) var isWrong = false

  /// A value that a YAML parser has read.
  init(_ name: String, _ node: Node, _ yaml: YAMLText, isConfigured: Bool) {
    self.name = name
    self.node = node
    self.yaml = yaml
    self.isConfigured = isConfigured
    scalar = node.scalar?.string
  }

  /// Plain text that needs no YAML parser.
  init(_ name: String, words: String) {
    self.name = name
    scalar = words
    node = nil
    yaml = nil
    isConfigured = false
  }

  /// Reports a mistake in the value. Outside of a portal the key may be meant for another tool.
  func fail(_ message: String, fix: String?) {
    isWrong = true
    guard isConfigured, let node, let yaml else { return }
    findings.append(Diagnostic(.badFrontMatter, message, at: yaml.span(node), fix: fix))
  }

  func fail(_ message: String, written: String, guess: NearMiss.Guess?) {
    isWrong = true
    guard isConfigured, let node, let yaml else { return }
    findings.append(
      Diagnostic(.badFrontMatter, message, at: yaml.span(node), name: written, guess: guess))
  }

  func text() -> String? {
    if let scalar, !scalar.isEmpty { return scalar }
    fail("`\(name)` must be a string", fix: "write text after `\(name):`")
    return nil
  }

  /// A list of strings, or one string.
  func texts() -> [String] {
    if case .sequence(let items)? = node {
      let texts = items.compactMap { $0.scalar?.string }.filter { !$0.isEmpty }
      if texts.count < items.count {
        fail("`\(name)` must be a list of strings", fix: "write `\(name): [first, second]`")
      }
      return texts
    }
    return text().map { [$0] } ?? []
  }

  /// A mapping with a name and the reason for it on each line.
  func ignoredSymbols() -> [IgnoredSymbol] {
    guard let node, let yaml else { return [] }
    let fix = "write a line `NAME: reason` for each name below `\(name):`"
    guard case .mapping(let mapping) = node else {
      findings.append(
        Diagnostic(.badFrontMatter, "`\(name)` must be a mapping", at: yaml.span(node), fix: fix))
      return []
    }
    return mapping.compactMap { key, value in
      let symbol = key.scalar?.string ?? ""
      guard let reason = value.scalar?.string, !reason.isEmpty, value.null == nil else {
        findings.append(
          Diagnostic(
            .badFrontMatter, "`\(symbol)` is ignored without a reason", at: yaml.span(key), fix: fix))
        return nil
      }
      return IgnoredSymbol(name: symbol, reason: reason, span: yaml.span(key))
    }
  }
}
