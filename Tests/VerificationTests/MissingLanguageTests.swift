import Diagnostics
import Languages
import Processes
import Testing
import Verification

/// Blocks in languages whose programs are not installed.
@Suite struct MissingLanguageTests {
  /// As if a program were not there.
  private func without(_ program: String) -> ProcessStarter {
    ProcessStarter(
      find: { name, path in name == program ? nil : ProcessStarter.direct.find(name, path) },
      run: { request throws(ProcessError) in
        if request.program == program { throw .notFound(program) }
        return try await ProcessStarter.direct.run(request)
      })
  }

  private let page = "```go run\nfmt.Println(1)\n```\n\n```output\n1\n```\n\n```sh\necho 1\n```\n"

  @Test func blocksAreNotRunAndOtherSessionsAre() async throws {
    let report = try await ProjectFolder(["page.md": page]).verify(starter: without("go"))
    #expect(report.verdicts(of: "page.md") == ["skipped", "skipped", "ran"])
    #expect(
      report.lines == ["page.md:1:1 warning tool-missing: This block was not run: Go is not installed"])
    #expect(
      report.diagnostics.first?.fix
        == "install it, so that `go` is on the PATH, or write `skip=` with the reason")
    #expect(report.ledger.records.first?.reason == "Go is not installed")
  }

  @Test func itIsAnErrorWhereToolsAreRequired() async throws {
    var options = VerificationOptions()
    options.requiresTools = true
    let report = try await ProjectFolder(["page.md": page]).verify(options, starter: without("go"))
    #expect(
      report.lines == ["page.md:1:1 error tool-missing: This block was not run: Go is not installed"])
  }

  @Test(arguments: [
    ("swiftc", "```swift compile\nlet a = 1\n```\n", "Swift"),
    ("swiftc", "```swift fails=\"cannot\"\nlet a: Int = 1.5\n```\n", "Swift"),
    ("python3", "```python\nprint(1)\n```\n", "Python"),
    ("bash", "```sh\necho 1\n```\n", "Shell"),
  ])
  func everyLanguageSaysIt(program: String, page: String, label: String) async throws {
    let report = try await ProjectFolder(["page.md": page]).verify(starter: without(program))
    #expect(
      report.lines == [
        "page.md:1:1 warning tool-missing: This block was not run: \(label) is not installed"
      ])
  }
}
