import Files
import Foundation
import Processes
import Testing

struct TemporaryFolderTests {
  @Test func folderIsRemovedWithItsOwner() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder).path
    #expect((path as NSString).lastPathComponent.hasPrefix("flowdocs-\(getpid())-"))
    try Data().write(to: URL(fileURLWithPath: path + "/file"))
    #expect(FileManager.default.fileExists(atPath: path))
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func foldersOfDeadProcessesAreRemoved() throws {
    let parent = try TemporaryFolder()
    // No process has this number; this one has another start; a word that is not a number is not ours.
    let dead = ["flowdocs-4194305-1-abc", "flowdocs-\(getpid())-1-abc"]
    let kept = ["flowdocs-notes", "flowdocs-1-2", "other-4194305-1-abc"]
    for name in dead + kept {
      try FileManager.default.createDirectory(
        atPath: parent.path + "/" + name + "/a", withIntermediateDirectories: true)
      chmod(parent.path + "/" + name + "/a", 0)
    }
    let held = parent.path + "/flowdocs-4194305-2-held"
    try FileManager.default.createDirectory(atPath: held, withIntermediateDirectories: true)
    let lock = open(held, O_RDONLY | O_DIRECTORY)
    #expect(flock(lock, LOCK_EX) == 0)
    let own = try TemporaryFolder(in: parent.path)
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: parent.path))
    #expect(names == Set(kept + ["flowdocs-4194305-2-held", (own.path as NSString).lastPathComponent]))
    close(lock)
    _ = try TemporaryFolder(in: parent.path)
    #expect(!FileManager.default.fileExists(atPath: held))
  }

  /// Go's module cache is made of folders without permission to write.
  @Test func readOnlyFoldersAreRemoved() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/mod/a/b", withIntermediateDirectories: true)
    try Data().write(to: URL(fileURLWithPath: folder.path + "/mod/a/b/file"))
    for path in ["/mod/a/b/file", "/mod/a/b", "/mod/a", "/mod"] { chmod(folder.path + path, 0o500) }
    chmod(folder.path + "/mod/a", 0)
    folder.remove()
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  /// 3,000 folders with names of 100 characters: a path of 300,000, where 4,096 is the most that one call takes.
  @Test(.timeLimit(.minutes(1))) func deepFoldersAreRemoved() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "d", count: 100)
    var current = open(folder.path, O_RDONLY | O_DIRECTORY)
    for _ in 0..<3000 {
      #expect(mkdirat(current, name, 0o700) == 0)
      let next = openat(current, name, O_RDONLY | O_DIRECTORY)
      close(openat(current, "file", O_CREAT | O_WRONLY, 0o400))
      close(current)
      current = next
    }
    close(current)
    folder.remove()
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func linksAreRemovedAndNotFollowed() throws {
    let outside = try TemporaryFolder()
    try Data("kept".utf8).write(to: URL(fileURLWithPath: outside.path + "/file"))
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/a", withIntermediateDirectories: true)
    for path in ["/link", "/a/link"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + path, withDestinationPath: outside.path)
    }
    chmod(folder.path + "/a", 0o500)
    folder.remove()
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    #expect(try Folder(at: outside.path).read("file") == Array("kept".utf8))
  }
}
