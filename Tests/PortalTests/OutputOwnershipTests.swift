import Files
import Foundation
import TestSupport
import Testing

@testable import Portal

/// Whose the files of an output folder are: what FlowDocs did not write is neither removed nor replaced, whatever the
/// manifest says.
struct OutputOwnershipTests {
  let temporary: TestFolder
  let folder: OutputFolder

  init() throws {
    temporary = try TestFolder()
    folder = OutputFolder(path: temporary.root + "/site")
  }

  private func write(_ files: [String: String]) async throws -> OutputFolder.Summary {
    try await folder.write(
      files.sorted { $0.key < $1.key }.map { OutputFile(path: $0.key, bytes: Array($0.value.utf8)) })
  }

  /// What a build says, which has to leave everything as it was.
  private func failure(_ files: [String: String]) async throws -> String {
    let before = contents
    var message = "(written)"
    do {
      _ = try await write(files)
    } catch {
      message = "\(error)".replacing(temporary.root + "/", with: "")
    }
    #expect(contents == before)
    return message
  }

  /// Every file with its text.
  private var contents: [String: String] {
    Dictionary(uniqueKeysWithValues: temporary.listing.map { ($0, temporary.read($0) ?? "(folder)") })
  }

  private func notes(_ summary: OutputFolder.Summary) -> [String] {
    summary.notes(on: folder).map { $0.replacing(temporary.root + "/", with: "") }
  }

  @Test(arguments: [
    "CNAME\n", manifestLine("CNAME", "another text"),
    manifestLine("../precious", "keep") + manifestLine(".env", "keep"),
    manifestLine("CNAME", "") + manifestLine("CNAME", "docs.example.co"), "\0\n",
    String(repeating: "CNAME\n", count: 1000),
  ])
  func linesAddedToTheManifestRemoveNothing(added: String) async throws {
    _ = try await write(["a.html": "1", "old/b.html": "1"])
    try temporary.write("site/CNAME", "docs.example.com")
    try temporary.write("site/own/x.html", "mine")
    try temporary.makeFolder("site/own/empty")
    try temporary.write("site/.env", "keep")
    try temporary.write("precious", "keep")
    try temporary.write(
      "site/.flowdocs-manifest", (temporary.read("site/.flowdocs-manifest") ?? "") + added)
    let summary = try await write(["a.html": "1"])
    #expect((summary.written, summary.unchanged, summary.removed) == (0, 1, 1))
    #expect(
      contents == [
        "precious": "keep", "site": "(folder)", "site/.env": "keep",
        "site/.flowdocs-manifest": manifestLine("a.html", "1"), "site/CNAME": "docs.example.com",
        "site/a.html": "1", "site/own": "(folder)", "site/own/empty": "(folder)", "site/own/x.html": "mine",
      ])
  }

  @Test(arguments: ["CNAME\n", manifestLine("CNAME", "another text")])
  func linesAddedToTheManifestReplaceNothing(added: String) async throws {
    _ = try await write(["a.html": "1"])
    try temporary.write("site/CNAME", "docs.example.com")
    try temporary.write("site/.flowdocs-manifest", manifestLine("a.html", "1") + added)
    let message = try await failure(["a.html": "2", "CNAME": "evil.example"])
    #expect(
      message
        == (added == "CNAME\n"
          ? "`site/.flowdocs-manifest` is damaged or of another version of FlowDocs, so who wrote `site/CNAME` is unknown; move or remove the folder"
          : "`site/CNAME` was changed after FlowDocs wrote it, and the portal has a new version of it; move or remove it")
    )
  }

  @Test func aFileThatWasEditedIsNotReplaced() async throws {
    _ = try await write(["a.html": "1", "b.html": "1", "c.html": "1"])
    try temporary.write("site/b.html", "1, and my correction")
    #expect(
      try await failure(["a.html": "2", "b.html": "2", "c.html": "2"])
        == "`site/b.html` was changed after FlowDocs wrote it, and the portal has a new version of it; move or remove it"
    )
    try temporary.write("site/c.html", "mine, too")
    #expect(
      try await failure(["a.html": "2", "b.html": "2", "c.html": "2"])
        == "`site/b.html` and 1 other file were changed after FlowDocs wrote them, and the portal has new versions of them; move or remove them"
    )
    // Also when the page itself has not changed: what is in the folder would be replaced all the same.
    #expect(
      try await failure(["a.html": "1", "b.html": "1", "c.html": "1"]).hasPrefix("`site/b.html` and 1 other"))
    // The new version in its place is nobody's loss.
    try temporary.write("site/b.html", "2")
    try temporary.write("site/c.html", "2")
    #expect(
      try await write(["a.html": "2", "b.html": "2", "c.html": "2"]) == .init(written: 1, unchanged: 2))
    // From then on it is FlowDocs' own, which a later build replaces.
    #expect(
      try await write(["a.html": "2", "b.html": "3", "c.html": "2"]) == .init(written: 1, unchanged: 2))
  }

  @Test func aFileThatWasEditedIsKeptWhenItsPageIsGone() async throws {
    _ = try await write(["a.html": "1", "old/b.html": "1", "old/c.html": "1"])
    try temporary.write("site/old/b.html", "1, and my notes")
    let summary = try await write(["a.html": "2"])
    #expect((summary.written, summary.removed, summary.kept) == (1, 1, ["old/b.html"]))
    #expect(
      notes(summary) == [
        "`site/old/b.html` was changed after FlowDocs wrote it, so it is kept; the portal has no such file any more"
      ])
    #expect(temporary.read("site/old/b.html") == "1, and my notes")
    #expect(temporary.read("site/.flowdocs-manifest") == manifestLine("a.html", "2"))
    // From now on it is a file like others that FlowDocs did not write.
    #expect(try await write(["a.html": "2"]) == .init(unchanged: 1))
    #expect(
      try await failure(["old/b.html": "3"])
        == "`site/old/b.html` is a file that FlowDocs did not write, and the portal has a file of that name; move or remove it"
    )
  }

  @Test func aListedFileThatBecameAnotherThingIsKept() async throws {
    _ = try await write(["a.html": "1", "b.html": "1", "c.html": "1"])
    for name in ["a.html", "b.html", "c.html"] {
      try FileManager.default.removeItem(atPath: folder.path + "/" + name)
    }
    try temporary.write("target", "keep")
    try temporary.link("site/a.html", to: "../target")
    try temporary.write("site/b.html/mine.txt", "mine")
    #expect(mkfifo(folder.path + "/c.html", 0o600) == 0)
    let summary = try await write(["new.html": "1"])
    #expect(summary.kept == ["a.html", "b.html", "c.html"])
    #expect(temporary.read("site/b.html/mine.txt") == "mine")
    #expect(temporary.read("target") == "keep")
    #expect(
      temporary.listing == [
        "site", "site/.flowdocs-manifest", "site/a.html", "site/b.html", "site/b.html/mine.txt",
        "site/c.html", "site/new.html", "target",
      ])
  }

  @Test func aManifestOfAnotherVersionIsSaid() async throws {
    try temporary.write("site/.flowdocs-manifest", "a.html\nold.html\n")
    for name in ["a.html", "old.html"] { try temporary.write("site/" + name, "1") }
    #expect(
      try await failure(["a.html": "2"])
        == "`site/.flowdocs-manifest` is damaged or of another version of FlowDocs, so who wrote `site/a.html` is unknown; move or remove the folder"
    )
    let summary = try await write(["a.html": "1"])
    #expect((summary.unchanged, summary.removed, summary.unreadableLines) == (1, 0, 2))
    #expect(
      notes(summary) == [
        "`site/.flowdocs-manifest` was damaged or of another version of FlowDocs; files that it named unreadably are kept, and a new one was written"
      ])
    #expect(temporary.read("site/old.html") == "1")
    #expect(try await write(["a.html": "2"]) == .init(written: 1))
  }

  @Test func aHugeManifestIsNotRead() async throws {
    try temporary.write("site/.flowdocs-manifest", "")
    #expect(truncate(folder.path + "/.flowdocs-manifest", off_t(OutputManifest.largest + 1)) == 0)
    try temporary.write("site/mine.txt", "mine")
    let summary = try await write(["a.html": "1"])
    #expect((summary.written, summary.unreadableLines) == (1, 1))
    #expect(temporary.read("site/mine.txt") == "mine")
    #expect(temporary.read("site/.flowdocs-manifest") == manifestLine("a.html", "1"))
  }

  @Test func aHugeFileInPlaceOfAListedOneIsNotRead() async throws {
    _ = try await write(["a.html": "1", "b.html": "1"])
    for name in ["a.html", "b.html"] { #expect(truncate(folder.path + "/" + name, 1 << 40) == 0) }
    let message = await #expect(throws: OutputFolder.Failure.self) { try await write(["a.html": "2"]) }
    #expect(message == .changed([folder.path + "/a.html"]))
  }

  @Test func aFileWhoseNameIsNotUTF8IsAnError() async throws {
    _ = try await write(["a.html": "1"])
    let name = Array((folder.path + "/x").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
    let descriptor = open(name, O_WRONLY | O_CREAT, 0o600)
    #expect(descriptor >= 0 && close(descriptor) == 0)
    let failure = await #expect(throws: FileFailure.self) { try await write(["a.html": "2"]) }
    #expect(
      failure?.description.replacing(temporary.root + "/", with: "")
        == "the name of `site/x\u{FFFD}` is not UTF-8; rename or remove it")
    #expect(temporary.read("site/a.html") == "1")
    #expect(access(name, F_OK) == 0)
  }

  /// A build that replaces files one by one and is interrupted leaves the old version of some and the new one of others.
  @Test func bothVersionsOfAnInterruptedBuildAreItsOwn() async throws {
    try temporary.write(
      "site/.flowdocs-manifest",
      ["a.html", "b.html"].flatMap { [manifestLine($0, "1"), manifestLine($0, "2")] }.joined())
    try temporary.write("site/a.html", "2")
    try temporary.write("site/b.html", "1")
    #expect(try await write(["a.html": "3", "b.html": "3"]) == .init(written: 2))
    #expect(
      temporary.read("site/.flowdocs-manifest") == manifestLine("a.html", "3") + manifestLine("b.html", "3"))
  }

  @Test func aFailedBuildLeavesNoWorkingFolder() async throws {
    _ = try await write(["a.html": "1"])
    try temporary.write("site/z.html", "mine")
    _ = try await failure(["a.html": "2", "z.html": "2"])
    #expect(temporary.listing == ["site", "site/.flowdocs-manifest", "site/a.html", "site/z.html"])
  }
}
