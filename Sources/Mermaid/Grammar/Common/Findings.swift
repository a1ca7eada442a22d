import Diagnostics

/// Collects what is wrong with one diagram, up to a limit.
struct Findings: Sendable {
  private(set) var diagnostics: [Diagnostic] = []
  let source: SourceText
  let limit: Int

  init(source: SourceText, limit: Int) {
    self.source = source
    self.limit = limit
  }

  var hasErrors: Bool { diagnostics.hasErrors }
  /// No further finding will be kept: a grammar may stop reading.
  var isFull: Bool { diagnostics.count >= limit }

  /// - Parameter range: bytes of the file, see `DiagramText.range(in:)`.
  mutating func report(
    _ rule: Rule, _ message: String, at range: Range<Int>, notes: [Diagnostic.Note] = [], fix: String? = nil
  ) {
    guard !isFull else { return }
    let span = source.span(range)
    // One place says one thing; a second complaint about it would be a consequence.
    guard !diagnostics.contains(where: { $0.rule == rule && $0.span?.start == span.start }) else { return }
    diagnostics.append(Diagnostic(rule, message, at: span, notes: notes, fix: fix))
  }
}
