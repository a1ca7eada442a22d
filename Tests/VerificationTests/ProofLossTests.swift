import Ledger
import TestSupport
import Testing
import Verification

/// What an earlier verification proved.
struct ProofLossTests {
  /// The findings of a page compared with what it was.
  private func losses(_ before: String, _ after: String) async throws -> [String] {
    let project = try ProjectFolder(["page.md": before])
    let baseline = try await project.verify().ledger
    try project.write("page.md", after)
    let report = try await project.verify()
    let pages = try await project.site().pages
    return ProofLoss.findings(pages, now: report.ledger.records, before: baseline).map {
      "\($0.span?.start.line ?? 0): \($0.message)"
    }
  }

  private let example = "# A\n\n```sh\necho one\n```\n"

  @Test func aBlockThatIsOnlyParsedNowIsLost() async throws {
    #expect(
      try await losses(example, example.replacing("```sh", with: "```sh parse")) == [
        "3: In the baseline this block has the verdict `ran`, now it has `parsed`"
      ])
    #expect(
      try await losses(example, example.replacing("```sh", with: "```sh skip=\"slow\"")) == [
        "3: In the baseline this block has the verdict `ran`, now it has `skipped`"
      ])
  }

  @Test func anExampleThatBecameTextIsLost() async throws {
    #expect(
      try await losses(example, "# A\n\n```text\necho one\n```\n") == [
        "3: This block has the verdict `text`, and a block of the baseline that was proven is gone"
      ])
  }

  /// Blocks move, change and go, and new ones come.
  @Test(arguments: [
    "# A\n\nWords.\n\n```sh\necho one\n```\n",
    "# A\n\n```sh\necho two\n```\n",
    "# A\n",
    "# A\n\n```text\nwords\n```\n\n```sh\necho one\n```\n",
    "# A\n\n```text\nwords\n```\n\n```sh\necho two\n```\n",
  ])
  func nothingIsLostByOtherChanges(after: String) async throws {
    #expect(try await losses(example, after) == [])
  }

  /// It has a finding of its own.
  @Test(arguments: [
    "# A\n\n```sh exit=0\necho one\nfalse\n```\n",
    // The same code, which the ledger recognizes.
    "# A\n\n```sh exit=3\necho one\n```\n",
  ])
  func aBlockThatFailsIsNotReportedTwice(after: String) async throws {
    #expect(try await losses(example, after) == [])
  }

  @Test func moreProofIsNoLoss() async throws {
    #expect(try await losses(example.replacing("```sh", with: "```sh parse"), example) == [])
  }
}
