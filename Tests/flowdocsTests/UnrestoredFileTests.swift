import TestSupport
import Testing

@testable import Files
@testable import flowdocs

/// What somebody saved while a run was killed is put back, or named.
struct UnrestoredFileTests {
  private let program = ProgramTests()

  /// The page is a link, and was written where it leads.
  private func project(page: String, aside: String) throws -> (folder: TestFolder, aside: String) {
    let exchanged = ExchangedFile(for: "page.md", of: Array("old".utf8), with: Array("new".utf8))
    // Its process has ended.
    let name = exchanged.name.replacing(/exchanged-\d+-\d+-\w+-/, with: "exchanged-0-1-abc-")
    let folder = try TestFolder([
      "site/portal.yml": "title: T\n", "texts/page.md": page, "texts/\(name)": aside,
      "content/index.md": "# Home\n",
    ])
    try folder.link("content/page.md", to: "../texts/page.md")
    return (folder, "texts/" + name)
  }

  @Test func whatWasSavedIsPutBackWhereALinkLeads() async throws {
    let (folder, aside) = try project(page: "new", aside: "saved")
    let result = try await program.flowdocs("verify", in: folder)
    #expect(folder.read("texts/page.md") == "saved")
    #expect(!folder.listing.contains(aside))
    #expect(!result.errorText.contains("note:"))
  }

  @Test func whatIsKeptIsNamed() async throws {
    let (folder, aside) = try project(page: "# Changed since\n", aside: "saved")
    let result = try await program.flowdocs("verify", in: folder)
    #expect(
      result.errorText.contains(
        "note: `\(aside)` is what somebody saved while a run that was killed was writing `page.md`, "
          + "which has changed since: compare the two, and delete it\n"))
    #expect(folder.read(aside) == "saved")
  }
}
