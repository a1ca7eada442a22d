import Diagnostics
import Testing

/// One report of several.
struct ReportMergingTests {
  private let rule = Rule("dead-link", .error, "A link leads nowhere")

  private func part(_ index: Int, of count: Int, pages: [String], all: [String] = ["a.md", "b.md", "c.md"])
    -> Report
  {
    let findings = pages.map { Diagnostic(rule, "No page", at: SourceText(path: $0, text: "x").span(0..<1)) }
    let blocks = pages.map {
      Report.Block(
        path: $0, line: 3, endLine: 5, language: "sh", verdict: "ran", status: .passed, seconds: 0.5)
    }
    return Report(
      findings, pages: pages, blocks: blocks, part: Report.Part(index: index, count: count, all: all))
  }

  private func refusal(_ reports: [Report]) -> String? {
    do throws(Report.Incomplete) {
      _ = try Report.merging(reports)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func partsMakeOneReportInTheOrderOfPages() throws {
    let merged = try Report.merging([
      part(2, of: 2, pages: ["b.md"]), part(1, of: 2, pages: ["a.md", "c.md"]),
    ])
    #expect(merged.pages == ["a.md", "b.md", "c.md"])
    #expect(merged.findings.map { $0.span?.path } == ["a.md", "b.md", "c.md"])
    #expect(merged.blocks.map(\.path) == ["a.md", "b.md", "c.md"])
    #expect(merged.part == nil)
  }

  @Test func whatSeveralReportsSayIsThereOnce() throws {
    let general = Diagnostic(rule, "The cache was damaged")
    let check = Report([general], pages: ["a.md"], failsOn: .warning)
    let merged = try Report.merging([check, Report([general], pages: ["a.md"]), check])
    #expect(merged.findings == [general])
    #expect(merged.pages == ["a.md"])
    #expect(merged.failsOn == .warning)
  }

  /// Without this, a machine that died would look like pages without findings.
  @Test func aMissingPartIsAnError() {
    #expect(
      refusal([part(1, of: 3, pages: ["a.md"]), part(2, of: 3, pages: ["b.md"])])
        == "part 3/3 is missing")
    #expect(refusal([part(1, of: 3, pages: ["a.md"])]) == "parts 2/3, 3/3 are missing")
    #expect(
      refusal([part(1, of: 2, pages: ["a.md"]), part(2, of: 3, pages: ["b.md"])])
        == "one report is a part of 2, another a part of 3")
  }

  @Test func aPageThatIsInNoPartIsAnError() {
    #expect(
      refusal([part(1, of: 2, pages: ["a.md"]), part(2, of: 2, pages: ["a.md"])])
        == "no part contains `b.md`, `c.md`: the parts were divided by different recorded times; give all machines the same "
        + "`.flowdocs/cache`, or none")
    let all = (1...9).map { "p\($0).md" }
    #expect(
      refusal([part(1, of: 1, pages: [], all: all)])?.hasPrefix(
        "no part contains `p1.md`, `p2.md`, `p3.md`, `p4.md`, `p5.md` and 4 more pages: ") == true)
  }
}
