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
    _ rule: Rule, _ message: String, at range: Range<Int>, notes: [Diagnostic.Note] = [], fix: String? = nil
  ) {
    guard count(of: rule.severity) < limit else { return }
    let span = source.span(range)
    // One place says one thing; a second complaint about it would be a consequence.
    guard !diagnostics.contains(where: { $0.rule == rule && $0.span?.start == span.start }) else { return }
    diagnostics.append(Diagnostic(rule, message, at: span, notes: notes, fix: fix))
  }
}
