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
  /// No further error will be kept: a grammar may stop reading.
  var isFull: Bool { count(of: .error) >= limit }

  private func count(of severity: Severity) -> Int { diagnostics.count { $0.severity == severity } }

  /// - Parameter range: bytes of the file, see `DiagramText.range(in:)`.
  mutating func report(
    _ rule: Rule, _ message: String, at range: Range<Int>, fix: String? = nil
  ) {
    guard count(of: rule.severity) < limit else { return }
    let span = source.span(range)
    // One place says one thing; a second complaint about it would be a consequence.
    guard !diagnostics.contains(where: { $0.rule == rule && $0.span?.start == span.start }) else { return }
    diagnostics.append(Diagnostic(rule, message, at: span, fix: fix))
  }

  /// Reports something that is read and comes to nothing. Warnings take at most half the places, so that
  /// there is always room for an error.
  mutating func warn(_ message: String, at range: Range<Int>, fix: String? = nil) {
    guard diagnostics.count < max(1, limit / 2) else { return }
    report(.mermaidNoEffect, message, at: range, fix: fix)
  }
}
