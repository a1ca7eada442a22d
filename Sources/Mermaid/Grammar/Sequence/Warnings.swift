import Diagnostics

extension Rule {
  public static let mermaidNoEffect = Rule(
    "mermaid-no-effect", .warning, "A Mermaid statement is read but has no effect as it is written")
}

extension Findings {
  /// Reports something that is read and comes to nothing. Warnings take at most half the places, so that
  /// there is always room for an error.
  mutating func warn(_ message: String, at range: Range<Int>, fix: String? = nil) {
    guard diagnostics.count < max(1, limit / 2) else { return }
    report(.mermaidNoEffect, message, at: range, fix: fix)
  }
}
