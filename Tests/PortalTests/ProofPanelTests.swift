import Digests
import Ledger
import Project
import TestSupport
import Testing

@testable import Portal

/// What opens from the mark of a block.
struct ProofPanelTests {
  private func record(
    _ block: Int, _ language: String, _ code: String, _ verdict: Verdict, output: String? = nil
  ) -> Ledger.Record {
    Ledger.Record(
      page: "my page.md", block: block, code: SHA256.hex(Array("\(language)\n\(code)".utf8)), key: "",
      verdict: verdict, output: output)
  }

  private func panels(_ text: String, _ records: [Ledger.Record]) async throws -> [String] {
    let portal = try await TinyPortal(["my page.md": text], ledger: Ledger(records: records))
    return portal["my page.html"].components(separatedBy: "<details class=\"proof\">").dropFirst().map {
      $0.components(separatedBy: "</details>")[0]
    }
  }

  @Test func commandNamesTheLineOfTheBlock() async throws {
    let panels = try await panels("# T\n\n```sh\nls\n```\n", [record(0, "sh", "ls\n", .ran)])
    #expect(panels.count == 1)
    #expect(panels[0].contains("<code>flowdocs verify &quot;my page.md:3&quot;</code>"))
  }

  @Test func changedBlockSaysHowItIsVerified() async throws {
    let panels = try await panels("# T\n\n```sh\nls\n```\n", [record(0, "sh", "ls -l\n", .ran)])
    #expect(panels[0].contains("has changed since it was verified.</p>\n<dl><dt>To verify</dt>"))
  }

  @Test func exitCodeIsThatOfTheFence() async throws {
    let panels = try await panels(
      "# T\n\n```sh exit=3\nexit 3\n```\n\n```sh fails=\"no such\"\nls x\n```\n",
      [record(0, "sh", "exit 3\n", .failedAsStated), record(1, "sh", "ls x\n", .failedAsStated)])
    #expect(panels[0].contains("<dt>Exit code</dt><dd>3</dd>"))
    #expect(!panels[1].contains("Exit code"))
  }

  @Test func actualAnswerIsShownWhereThePageHasAnother() async throws {
    let panels = try await panels(
      "# T\n\n```json title=Response\n{\"at\": \"…\"}\n```\n\n```json\n{}\n```\n",
      [
        record(0, "json", "{\"at\": \"…\"}\n", .ran, output: "{\"at\": \"noon\"}\n"),
        record(1, "json", "{}\n", .ran, output: "{}\n"),
      ])
    #expect(panels[0].contains("<dt>Answer</dt><dd><code>{&quot;at&quot;: &quot;noon&quot;}"))
    #expect(!panels[1].contains("Answer"))
  }

  @Test(arguments: [
    ("Authorization: Bearer abc.def", "Authorization: Bearer [token]"),
    ("token eyJhbGciOi.eyJzdWIi.c2ln", "token [token]"), ("see /home/ann/cups/a.py", "see ~/cups/a.py"),
    ("/Users/ann: denied", "~: denied"), ("/root/.cache", "~/.cache"), ("/rooted home/", "/rooted home/"),
  ])
  func answersHaveNoTokensAndHomeFolders(answer: String, published: String) {
    #expect(PublishedText.masked(answer) == published)
  }

  @Test func longAnswersAreCut() {
    let lines = String(repeating: "a\n", count: 60)
    #expect(PublishedText.masked(lines) == String(repeating: "a\n", count: 40) + "…\n")
  }
}
