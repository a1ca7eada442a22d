import Diagnostics

/// Collects what is wrong with one diagram, up to a limit of errors and as many warnings.
struct Findings: Sendable {
  private(set) var diagnostics: [Diagnostic] = []
  let source: SourceText
  let limit: Int

  init(source: SourceText, limit: Int) {
    self.source = source
    self.limit = limit
  }

  var hasErrors: Bool { diagnostics.hasErrors }
  /// There are errors, and no further one will be kept: a grammar may stop reading.
  var isFull: Bool { hasErrors && count(of: .error) >= limit }

  private func count(of severity: Severity) -> Int { diagnostics.count { $0.severity == severity } }

  /// - Parameter range: bytes of the file, see `DiagramText.range(in:)`.
  mutating func report(
    _ rule: Rule, _ message: String, at range: Range<Int>, fix: String? = nil
  ) {
    add(Diagnostic(rule, message, at: source.span(range), fix: fix))
  }

  /// Reports a name that is not known, with the nearest known one as its fix.
  ///
  /// - Parameter fix: what to do when no known name is near.
  mutating func report(
    _ rule: Rule, _ message: String, at range: Range<Int>, name: String, among known: [String],
    fallbackFix fix: String
  ) {
    add(
      Diagnostic(
        rule, message, at: source.span(range), name: name, guess: NearMiss.guess(for: name, in: known),
        otherwise: fix))
  }

  private mutating func add(_ diagnostic: Diagnostic) {
    guard count(of: diagnostic.rule.severity) < limit else { return }
    // One place says one thing; a second complaint about it would be a consequence.
    guard
      !diagnostics.contains(where: {
        $0.rule == diagnostic.rule && $0.span?.start == diagnostic.span?.start
      })
    else { return }
    diagnostics.append(diagnostic)
  }

  /// Reports something that is read and comes to nothing. Warnings take at most half the places, so that
  /// there is always room for an error.
  mutating func warn(_ message: String, at range: Range<Int>, fix: String? = nil) {
    guard diagnostics.count < max(1, limit / 2) else { return }
    report(.mermaidNoEffect, message, at: range, fix: fix)
  }
}
