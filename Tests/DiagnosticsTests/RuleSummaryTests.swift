import Diagnostics
import TestSupport
import Testing

/// Reports of many findings.
struct RuleSummaryTests {
  private func findings(_ rule: String, _ count: Int, in path: String) -> [Diagnostic] {
    let text = SourceText(path: path, text: String(repeating: "x\n", count: count))
    return (0..<count).map { index in
      Diagnostic(Rule(rule, .error, ""), "Wrong \(index)", at: text.span(ofLine: index + 1))
    }
  }

  @Test func manyFindingsAreCountedByRule() {
    let all = findings("b", 3, in: "a.md") + findings("a", 100, in: "a.md") + findings("a", 20, in: "b.md")
    #expect(RuleSummary.table(all) == "120 a (2 files)\n  3 b (1 file)")
    #expect(RuleSummary.table(findings("a", 3, in: "a.md")) == nil)
    #expect(RuleSummary.table(findings("a", 30, in: "a.md")) == nil)
  }

  @Test func equalFindingsAreShownOnce() {
    let text = SourceText(path: "a.md", text: String(repeating: "x\n", count: 12))
    let equal = (1...8).map {
      Diagnostic(Rule("a", .error, ""), "Wrong", at: text.span(ofLine: $0), fix: "mend it")
    }
    let other = Diagnostic(Rule("a", .error, ""), "Wrong", at: text.span(ofLine: 12))
    expectText(
      ConsoleRenderer().render(equal + [other]),
      """
      a.md:1:1: error: Wrong [a]
       1 | x
         | ^
         = note: The same at a.md:2:1, a.md:3:1, a.md:4:1, a.md:5:1, a.md:6:1 and 2 more places
         = fix: mend it

      a.md:12:1: error: Wrong [a]
       12 | x
          | ^

      """)
    // Three of them are seen at once.
    #expect(!ConsoleRenderer().render(Array(equal.prefix(3))).contains("The same"))
  }
}
