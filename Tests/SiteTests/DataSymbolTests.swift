import Diagnostics
import Site
import Symbols
import TestSupport
import Testing

/// Names that a data file of the project defines.
struct DataSymbolTests {
  private func site(_ data: String, _ file: String = "[{name: fast, summary: Faster, anchor: fast}, slow]")
    async throws
    -> Site
  {
    try await TestProject.portal(
      "# A\n",
      [
        "site/portal.yml": "symbols:\n  flag: {label: flag, page: page.md, from: \(data)}\n",
        "docs/flags.yml": "flags: \(file)\n",
      ]
    ).site()
  }

  @Test func rowsAreNamesOfTheirKind() async throws {
    let symbols = try await site("{file: docs/flags.yml, rows: /flags}").symbols
    let fast = try #require(symbols.symbols.first { $0.name == "fast" })
    #expect(fast.summary == "Faster")
    #expect(fast.destination == .page(SymbolPlace(page: "page.md", anchor: "fast")))
    #expect(symbols.symbols.first { $0.name == "slow" }?.destination == .pageOfKind)
  }

  @Test(arguments: [
    (
      "{file: docs/flags.yml, rows: /flgs}", "No value at `/flgs` in `docs/flags.yml`", "site/portal.yml:2:73"
    ),
    ("{file: docs/flags.yml}", "A row of `docs/flags.yml` has no `name`", "site/portal.yml:2:51"),
  ])
  func whatIsMissingIsReportedInTheSettings(data: String, message: String, place: String) async throws {
    let findings = try await site(data).findings
    #expect(findings.map(\.message) == [message])
    #expect(findings.map { $0.span?.label } == [place])
  }

  @Test(arguments: [
    ("{rows: /flags}", "`from` needs `file`"),
    ("{file: docs/flgs.yml}", "`file` names `docs/flgs.yml`, but there is no such file"),
    ("{file: docs/flags.yml, rows: flags}", "`rows` must be a JSON Pointer"),
    ("docs/flags.yml", "`from` must be a mapping"),
  ])
  func settingsThatNameNoRowsAreErrors(data: String, message: String) async throws {
    let error = await #expect(throws: DiagnosticError.self) { try await site(data) }
    #expect(error?.diagnostics.map(\.message) == [message])
  }
}
