import Foundation
import TestSupport
import Testing

@testable import Files

struct FolderTests {
  let scratch: TestFolder
  let folder: Folder

  init() throws {
    scratch = try TestFolder()
    folder = try Folder(at: scratch.root + "/in", creating: true)
  }

  @Test func createsIntermediateFoldersAndReadsFilesBack() throws {
    try folder.create("a/b/c.txt", Array("one".utf8))
    try folder.replace("a/b/c.txt", Array("two".utf8))
    #expect(try folder.read("a/b/c.txt") == Array("two".utf8))
    #expect(try folder.read("a/none") == nil)
    #expect(try folder.read("a/b/c.txt/none") == nil)
    #expect(folder.holds("a/b/c.txt", Array("two".utf8)))
    #expect(!folder.holds("a/b/c.txt", Array("tow".utf8)))
    #expect(try folder.entries().map(\.name) == ["a"])
    #expect(scratch.listing == ["in", "in/a", "in/a/b", "in/a/b/c.txt"])
  }

  @Test func neverFollowsSymbolicLinks() throws {
    try scratch.write("out/secret", "secret")
    try scratch.link("in/file", to: "../out/secret")
    try scratch.link("in/folder", to: "../out")
    try scratch.link("in/inside", to: "real")
    try folder.create("real/x", [])
    for path in ["file", "folder/secret", "folder/new", "inside/x"] {
      let link = FileFailure.link(folder.path + "/" + String(path.split(separator: "/")[0]))
      #expect(throws: link, "\(path)") { try folder.read(path) }
      #expect(throws: link, "\(path)") { try folder.replace(path, []) }
      #expect(throws: link, "\(path)") { try folder.create(path, []) }
    }
    #expect(throws: FileFailure.link(folder.path + "/folder")) { try folder.removeTree("folder") }
    #expect(throws: FileFailure.link(folder.path + "/folder")) { try folder.remove("folder/secret") }
    #expect(throws: FileFailure.link(folder.path + "/folder")) { try folder.makeFolder("folder/new") }
    #expect(throws: FileFailure.link(folder.path + "/folder")) { try Folder(at: folder.path + "/folder") }
    #expect(scratch.listing.filter { $0.hasPrefix("out") } == ["out", "out/secret"])
    #expect(scratch.read("out/secret") == "secret")
  }

  @Test(arguments: ["../x", "/tmp/x", "a/../../x", "", "a//b", "."])
  func refusesPathsThatEscapeTheFolder(path: String) throws {
    #expect(throws: FileFailure.badPath(folder.path + "/" + path)) { try folder.create(path, []) }
    #expect(throws: FileFailure.badPath(folder.path + "/" + path)) { try folder.read(path) }
  }

  @Test func refusesPipesWithoutBlocking() throws {
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    #expect(throws: FileFailure.special(folder.path + "/pipe")) { try folder.read("pipe") }
    #expect(throws: FileFailure.special(folder.path + "/pipe")) { try folder.replace("pipe", []) }
    #expect(!folder.holds("pipe", []))
  }

  @Test func errorsNameAFileInPlaceOfAFolderAndTheReverse() throws {
    try folder.create("file", [])
    try folder.create("folder/x", [])
    #expect(throws: FileFailure.notAFolder(folder.path + "/file")) { try folder.create("file/x", []) }
    #expect(throws: FileFailure.isAFolder(folder.path + "/folder")) { try folder.replace("folder", []) }
    #expect(throws: FileFailure.isAFolder(folder.path + "/folder")) { try folder.remove("folder") }
  }

  @Test func removingATreeDeletesLinksButNotTheirTargets() throws {
    try scratch.write("out/secret", "secret")
    try folder.create("tree/a/b", [])
    try scratch.link("in/tree/a/link", to: scratch.root + "/out")
    try scratch.link("in/tree/loop", to: ".")
    var deep = try folder.folder("tree")
    for _ in 0..<300 {
      try deep.makeFolder("d")
      deep = try deep.folder("d")
    }
    try deep.create("leaf", [])
    chmod(folder.path + "/tree/a", 0o500)
    try folder.removeTree("tree")
    #expect(scratch.listing == ["in", "out", "out/secret"])
  }

  @Test func failedWriteKeepsTheOldFileAndLeavesNoTemporaryFile() throws {
    let long = String(repeating: "n", count: 300)
    #expect(throws: FileFailure.self) { try folder.replace(long, []) }
    #expect(throws: FileFailure.self) { try folder.create("a/" + long, []) }
    #expect(scratch.listing == ["in", "in/a"])
  }

  @Test(.enabled(if: FileManager.default.isWritableFile(atPath: "/dev/shm"), "there is no second device"))
  func movesAFileAcrossDevices() throws {
    let other = try Folder(at: "/dev/shm/" + UUID().uuidString, creating: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: other.path) } }
    try other.create("a.txt", Array("new".utf8))
    try folder.create("b/a.txt", Array("old".utf8))
    try other.move("a.txt", to: "b/a.txt", in: folder)
    #expect(scratch.read("in/b/a.txt") == "new")
    #expect(try other.entries().isEmpty)
  }

  @Test func errorMessagesNameThePathAndTheRemedy() {
    #expect(
      FileFailure.link("_site/x").description
        == "`_site/x` is a symbolic link, and FlowDocs does not write through links; remove it")
    #expect(
      FileFailure.system(operation: "write", path: "a", number: ENOSPC).description
        == "cannot write `a`: No space left on device")
  }

  @Test func waitsForALockedFolderEvenWhenItIsReplaced() async throws {
    let above = try Folder(at: scratch.root)
    let path = folder.path
    var first: Folder? = try await Folder.locked(
      { () throws(FileFailure) in try Folder(at: path) }, waiting: {})
    let replacement = try above.folder("new", creating: true)
    let second = Task {
      try await Folder.locked({ () throws(FileFailure) in try Folder(at: path) }, waiting: {})
    }
    try await Task.sleep(for: .milliseconds(120))
    try above.exchange("in", with: "new")
    withExtendedLifetime(first) {}
    first = nil
    #expect(try await second.value.isSame(as: replacement))
  }

  /// What an example may leave behind.
  @Test func removesFoldersWithAnyNames() throws {
    let names: [[UInt8]] = [
      [0xFF], [0xC3, 0x28], [0x0A], Array("\u{E9}".utf8), Array("e\u{301}".utf8), [0x2D],
    ]
    for name in names {
      let inner = Array((folder.path + "/tree/").utf8) + name
      try folder.makeFolder("tree")
      #expect(mkdir(inner.map { CChar(bitPattern: $0) } + [0], 0o700) == 0)
      let file = inner + Array("/".utf8) + name
      let descriptor = open(file.map { CChar(bitPattern: $0) } + [0], O_WRONLY | O_CREAT, 0o600)
      #expect(descriptor >= 0 && close(descriptor) == 0)
    }
    #expect(throws: FileFailure.notUTF8(folder.path + "/tree/\u{FFFD}")) { try folder.tree() }
    try folder.removeTree("tree")
    #expect(scratch.listing == ["in"])
  }

  /// No process has the number 0.
  private static let ended = ".flowdocs-0-1-abc"

  @Test func removesWhatAKilledRunWasWriting() throws {
    let kept = [".flowdocs-1-x-y", ".flowdocs-new", ".flowdocs-0-1", "flowdocs-0-1-abc", "x" + Self.ended]
    for name in kept + [Self.ended, "a/b/" + Self.ended, "a/b/c/" + Self.ended] {
      try folder.create(name, Array("half".utf8))
    }
    try folder.makeFolder(".flowdocs-0-1-folder")
    try scratch.link("in/.flowdocs-0-1-link", to: "x")
    folder.removeUnfinished(depth: 2)
    #expect(
      scratch.listing
        == (["in"] + (kept + [".flowdocs-0-1-folder", ".flowdocs-0-1-link"]).map { "in/" + $0 }
        + ["in/a", "in/a/b", "in/a/b/c", "in/a/b/c/" + Self.ended]).sorted())
  }

  /// A run is killed after it has exchanged its new page for the old one. When somebody had saved the page at that moment,
  /// what it put aside is not the old one.
  @Test(arguments: [("old", "new", "new"), ("new", "old", "old"), ("saved", "new", "saved")])
  func whatAKilledRunExchangedIsPutBack(aside: String, page: String, result: String) throws {
    let (old, new) = (Array("old".utf8), Array("new".utf8))
    // As `write(_:over:)` names it, by a process that has ended.
    let name = ExchangedFile(for: "page.md", of: old, with: new).name.replacing(
      /exchanged-\d+-\d+-\w+-/, with: "exchanged-0-1-abc-")
    try folder.create(name, Array(aside.utf8))
    try folder.create("page.md", Array(page.utf8))
    // Another page with the same text.
    try folder.create("copy.md", Array(page.utf8))
    folder.removeUnfinished()
    #expect(try folder.entries().map(\.name) == ["copy.md", "page.md"])
    #expect(try folder.read("page.md") == Array(result.utf8))
    #expect(try folder.read("copy.md") == Array(page.utf8))
  }

  /// The page was changed after the kill as well, so that neither may be lost.
  @Test func whatCannotBePutBackIsKept() throws {
    let name = ExchangedFile(for: "page.md", of: [1], with: [2]).name.replacing(
      /exchanged-\d+-\d+-\w+-/, with: "exchanged-0-1-abc-")
    try folder.create("docs/" + name, [3])
    try folder.create("docs/page.md", [4])
    #expect(folder.removeUnfinished(depth: 1) == [UnrestoredFile(path: "docs/" + name, other: "page.md")])
    #expect(try folder.read("docs/" + name) == [3])
    #expect(try folder.read("docs/page.md") == [4])
    try folder.remove("docs/page.md")
    #expect(folder.removeUnfinished(depth: 1) == [UnrestoredFile(path: "docs/" + name, other: nil)])
  }

  @Test func aFileThatIsBeingWrittenStays() throws {
    let own = ".flowdocs-" + ProcessMark.make()
    try folder.create(own, [])
    try folder.create(Self.ended, [])
    // Its writer is in a container where it has another number.
    let writer = open(folder.path + "/" + Self.ended, O_RDONLY)
    #expect(flock(writer, LOCK_EX) == 0)
    folder.removeUnfinished()
    #expect(try folder.entries().map(\.name) == [Self.ended, own].sorted())
    close(writer)
    folder.removeUnfinished()
    #expect(try folder.entries().map(\.name) == [own])
  }

  @Test(arguments: [
    ("0-1-a", true), ("0-1", false), ("", false), ("1-x-a", false), ("-1-1-a", false), ("new", false),
  ])
  func marksOfProcesses(mark: String, hasEnded: Bool) {
    #expect(ProcessMark.hasEnded(mark) == hasEnded)
    #expect(!ProcessMark.hasEnded(ProcessMark.make()))
  }
}
