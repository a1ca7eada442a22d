import Foundation
import TestSupport
import Testing

@testable import PortalServer

/// What Linux reports of a folder, as `serve` waits for it.
struct FolderChangesTests {
  let project: TestFolder
  var changes: FolderChanges
  private var edits = 0

  init() throws {
    project = try TestFolder(["a.md": "one", "part/b.md": "two", "_site/a.html": "one", "serve.log": ""])
    var status = stat()
    #expect(stat(project.root + "/serve.log", &status) == 0)
    changes = FolderChanges(
      FolderWatch(
        folders: [project.root], ignored: [project.root + "/_site"],
        included: [project.root + "/.flowdocs/ledger.json"], written: [FileIdentity(status)]))
  }

  /// Makes an edit, and compares the paths that are reported.
  private mutating func expect(_ paths: [String], _ edit: (TestFolder) throws -> Void) async throws {
    try edit(project)
    // Written last, so that there is an end to wait for: on a busy machine one edit may be reported in several parts.
    edits += 1
    let end = project.root + "/end\(edits).md"
    try project.write("end\(edits).md", "end")
    var changed: Set<String> = []
    while !changed.contains(end) {
      let next = try await changes.next()
      changed.formUnion(next)
    }
    let names = changed.map { String($0.dropFirst(project.root.count + 1)) }
    #expect(names.filter { !$0.hasPrefix("end") }.sorted() == paths)
  }

  @Test mutating func savedFilesAreReported() async throws {
    #expect(changes.isNotified)
    try await expect(["a.md"]) { try $0.write("a.md", "two") }
    try await expect(["part/b.md"]) { try $0.write("part/b.md", "three") }
    try await expect(["a.md"]) { try FileManager.default.removeItem(atPath: $0.root + "/a.md") }
  }

  @Test mutating func aFileInANewFolderIsReportedAndWatched() async throws {
    try await expect(["new/deep", "new/deep/c.md"]) { try $0.write("new/deep/c.md", "one") }
    try await expect(["new/deep/c.md"]) { try $0.write("new/deep/c.md", "two") }
  }

  @Test mutating func aMovedFolderIsWatchedWhereItIs() async throws {
    try await expect(["part", "section/b.md"]) {
      try FileManager.default.moveItem(atPath: $0.root + "/part", toPath: $0.root + "/section")
    }
    try await expect(["section/b.md"]) { try $0.write("section/b.md", "three") }
  }

  @Test mutating func ofHiddenFilesOnlyTheLedgerIsReported() async throws {
    try await expect([".flowdocs/ledger.json"]) {
      try $0.write(".flowdocs/ledger.json", "{}")
      try $0.write(".flowdocs/cache/syntax", "x")
      try $0.write(".hidden.md", "x")
    }
    try await expect([]) { try $0.write(".flowdocs/other", "x") }
  }

  @Test mutating func whatTheProgramWritesIsNotReported() async throws {
    try await expect([]) {
      try $0.write("_site/a.html", "two")
      let log = try #require(FileHandle(forWritingAtPath: $0.root + "/serve.log"))
      try log.write(contentsOf: Data("changed".utf8))
      try log.close()
    }
  }
}
