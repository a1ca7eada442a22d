import Diagnostics
import Foundation
import Project
import Site
import TestSupport
import Testing

/// Symbolic links to folders among the pages.
struct LinkedFolderTests {
  /// A project in `repository/project` with links in its content: the place of each and where it leads.
  private func folder(_ files: [String: String], links: [String: String]) throws -> TestFolder {
    let always = ["repository/.git/HEAD": "", "repository/project/site/portal.yml": "content: content\n"]
    let folder = try TestFolder(always.merging(files) { $1 })
    for (link, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: folder.root + "/repository/project/" + link, withDestinationPath: target)
    }
    return folder
  }

  private func site(in folder: TestFolder) async throws -> Site {
    let root = folder.root + "/repository/project"
    return try await Site.open(root: root, files: .disk(root: root))
  }

  /// `place: message → fix`, with places from the root of the project.
  private func lines(in folder: TestFolder) async throws -> [String] {
    let root = folder.root + "/repository/project/"
    return try await site(in: folder).findings.map { finding in
      let line = "\(finding.span?.path ?? ""): \(finding.message) → \(finding.fix ?? "")"
      return line.replacing(root, with: "")
    }
  }

  @Test func aLinkToPagesOutsideOfTheContentIsAFinding() async throws {
    let folder = try folder(
      ["repository/project/content/index.md": "# A\n", "repository/project/other/in.md": "# B\n"],
      links: ["content/linked": "../other"])
    #expect(
      try await lines(in: folder) == [
        "content/linked: `content/linked` is a symbolic link to the folder `other`, and such links are not followed: "
          + "pages like `other/in.md` are not read → move `other` to the place of the link, or remove the link"
      ])
  }

  @Test func aLinkOutOfTheProjectIsAFinding() async throws {
    let message =
      "content/linked: `content/linked` is a symbolic link to a folder outside of the project: its pages are not read → "
      + "copy the folder to the place of the link, or remove the link"
    let page = ["repository/project/content/index.md": "# A\n"]
    let outside = try folder(
      page.merging(["outside/in.md": ""]) { $1 }, links: ["content/linked": "../../../outside"])
    #expect(try await lines(in: outside) == [message])
    let beside = try folder(
      page.merging(["repository/shared/in.md": ""]) { $1 }, links: ["content/linked": "../../shared"])
    #expect(try await lines(in: beside) == [message])
  }

  /// A link is reported only where pages are lost.
  @Test(arguments: [
    // Its pages are read at their own paths.
    ("real", "content/real/a.md"), (".", "content/a.md"),
    // There are none.
    ("../pictures", "pictures/a.png"), ("../../pictures", "../pictures/a.png"), ("../none", "a.txt"),
    // It is a link to a file.
    ("../a.txt", "a.txt"),
  ])
  func aLinkThatLosesNoPageIsRight(_ target: String, _ file: String) async throws {
    let folder = try folder(
      ["repository/project/content/index.md": "# A\n", "repository/project/" + file: "# B\n"],
      links: ["content/linked": target])
    #expect(try await lines(in: folder) == [])
  }

  @Test func linksThroughALinkedFolderLeadToItsPages() async throws {
    let folder = try folder(
      [
        "repository/project/content/index.md": "# A\n", "repository/project/content/real/a.md": "# B\n",
        "repository/project/content/real/a.txt": "",
      ], links: ["content/linked": "real", "content/self": "."])
    let links = try await site(in: folder).links
    #expect(links.target(of: "linked/a.md", on: "index.md") == .page("real/a.md", isExact: false))
    #expect(links.target(of: "self/self/real/a.md", on: "index.md") == .page("real/a.md", isExact: false))
    #expect(links.target(of: "linked/a.txt", on: "index.md") == .file("content/linked/a.txt"))
    #expect(links.target(of: "linked/b.md", on: "index.md") == .missing)
  }

  /// Readers get pages, and never Markdown in their place.
  @Test func pagesOfALinkedFolderAreNotPublishedAsFiles() async throws {
    let folder = try folder(
      [
        "repository/project/content/index.md": "# A\n", "repository/project/other/in.md": "# B\n",
        "repository/project/other/in.txt": "",
      ], links: ["content/linked": "../other"])
    let published = try await site(in: folder).published
    #expect(published.refusal(of: "content/linked/in.md") == .linkedFolder("content/linked"))
    #expect(published.refusal(of: "content/linked/in.txt") == nil)
    #expect(published.refusal(of: "other/in.md") == nil)
  }

  /// Commands note what they read, so that a run can be repeated.
  @Test func linkedFoldersAreNoted() throws {
    let folder = try folder(
      ["repository/project/content/index.md": "", "repository/project/other/in.txt": ""], links: [:])
    let root = folder.root + "/repository/project"
    let files = FileReader.disk(root: root)
    let trace = InputTrace()
    #expect(files.traced(by: trace).linkedFolders("content") == [])
    let answers = try #require(trace.answers)
    func holds() -> Bool { answers.allSatisfy { files.answer(to: $0.key) == $0.value } }
    #expect(holds())
    try FileManager.default.createSymbolicLink(
      atPath: root + "/content/linked", withDestinationPath: "../other")
    #expect(!holds())
  }
}
