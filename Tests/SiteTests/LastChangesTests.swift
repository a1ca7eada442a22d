import Project
import TestSupport
import Testing

@testable import Site

struct LastChangesTests {
  private let log =
    "\u{1}2026-05-06 a1 b2\0\nb.md\0\u{1}2026-05-07 a1\0\nb.md\0c.md\0\u{1}2026-01-02 \0\na.md\0b.md\0"

  @Test func theNewestCommitOfEachFileCounts() {
    let changes = LastChanges(log: Array(log.utf8), isShallow: false)
    #expect(
      ["a.md", "b.md", "c.md", "d.md"].map { changes[$0]?.description }
        == ["2026-01-02", "2026-05-06", "2026-05-07", nil])
  }

  /// Its first commit has all files, whenever they changed.
  @Test func theFirstCommitOfAShallowCloneSaysNothing() {
    let changes = LastChanges(log: Array(log.utf8), isShallow: true)
    #expect(
      ["a.md", "b.md", "c.md"].map { changes[$0]?.description } == [nil, "2026-05-06", "2026-05-07"])
  }

  /// A commit of another branch is listed after it, and is older than what it hides.
  @Test func anOlderCommitDoesNotStandForThatOfAShallowClone() {
    let log = "\u{1}2026-05-06 \0\nb.md\0\u{1}2026-05-01 a1\0\nb.md\0"
    #expect(LastChanges(log: Array(log.utf8), isShallow: true)["b.md"] == nil)
    #expect(LastChanges(log: Array(log.utf8), isShallow: false)["b.md"]?.description == "2026-05-06")
  }

  @Test func aFolderOutsideOfARepositoryHasNoDays() async throws {
    let folder = try TestFolder(["a.md": "# A\n"])
    #expect(await LastChanges.read(Project(root: folder.root, content: "."))["a.md"] == nil)
  }
}
