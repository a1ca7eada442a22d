import Files
import Foundation
import TestSupport
import Testing

struct NamedFileTests {
  @Test func aLinkGoesOnPointingWhereItPoints() throws {
    let project = try TestFolder(["pages/real.md": "old"])
    let link = project.root + "/link.md"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "pages/real.md")
    try NamedFile(path: link).write(Array("new".utf8))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "pages/real.md")
    #expect(project.read("pages/real.md") == "new")
  }

  @Test func aProgramStaysAProgram() throws {
    let project = try TestFolder(["run": "old"])
    let path = project.root + "/run"
    #expect(chmod(path, 0o755) == 0)
    try NamedFile(path: path).write(Array("new".utf8))
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o755)
  }

  @Test func aTemporaryFileIsWrittenInPlace() throws {
    let project = try TestFolder(["run": "longer than the new contents"])
    let path = project.root + "/run"
    #expect(chmod(path, 0o755) == 0)
    try NamedFile(path: path).writeInPlace(Array("new".utf8))
    #expect(project.read("run") == "new")
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o755)

    try NamedFile(path: project.root + "/other").writeInPlace([])
    #expect(project.read("other") == "")
    let missing = project.root + "/none/file"
    #expect {
      try NamedFile(path: missing).writeInPlace([1])
    } throws: { "\($0)" == "`\(missing)` cannot be written: No such file or directory" }
  }

  @Test func whatWasSavedMeanwhileIsKept() throws {
    let project = try TestFolder(["page.md": "saved meanwhile"])
    let path = project.root + "/page.md"
    #expect(chmod(path, 0o640) == 0)
    #expect(try !NamedFile(path: path).write(Array("new".utf8), over: Array("old".utf8)))
    #expect(project.read("page.md") == "saved meanwhile")
    #expect(try NamedFile(path: path).write(Array("new".utf8), over: Array("saved meanwhile".utf8)))
    #expect(project.read("page.md") == "new")
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: project.root) == ["page.md"])
  }

  /// Two programs that write the same file at the same time: each write is seen by the other, or is there at the end.
  @Test func nothingIsLostBetweenLookingAndWriting() async throws {
    let project = try TestFolder(["page.md": "0"])
    let file = NamedFile(path: project.root + "/page.md")
    let written = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var count = 0
          while count < 50 {
            let text = try file.read()
            let number = Int(String(decoding: text, as: UTF8.self)) ?? -1
            if try file.write(Array("\(number + 1)".utf8), over: text) { count += 1 }
          }
          return count
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(written == 200)
    #expect(project.read("page.md") == "200")
  }

  @Test func aPipeIsWrittenInto() async throws {
    let project = try TestFolder(["index.md": ""])
    let path = project.root + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try NamedFile(path: path).write(Array("new".utf8))
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(read(reader, &bytes, bytes.count) == 3)
    #expect(bytes.prefix(3).elementsEqual("new".utf8))
  }

  /// Whoever proposes a change may have committed a link in the place of a report.
  @Test(arguments: ["quality.json", "reports/quality.json", "new/quality.json"])
  func inARepositoryNoLinkIsFollowed(path: String) throws {
    let folder = try TestFolder(["clone/.git/HEAD": "", "outside/quality.json": "PRIVATE"])
    try folder.link("clone/quality.json", to: "../outside/quality.json")
    try folder.link("clone/reports", to: "../outside")
    try folder.link("clone/new", to: "../outside/new")
    #expect {
      try NamedFile(path: folder.root + "/clone/" + path).write(Array("{}".utf8))
    } throws: { error in
      String(describing: error).hasSuffix(
        "` is a symbolic link, and FlowDocs does not write through links; remove it")
    }
    #expect(folder.read("outside/quality.json") == "PRIVATE")
    #expect(folder.read("outside/new/quality.json") == nil)
  }

  @Test func inARepositoryOnlyFilesAreReplaced() throws {
    let folder = try TestFolder([".git/HEAD": "", "a.json": "old"])
    #expect(chmod(folder.root + "/a.json", 0o640) == 0)
    try NamedFile(path: folder.root + "/a.json").write(Array("new".utf8))
    #expect(folder.read("a.json") == "new")
    var status = stat()
    #expect(stat(folder.root + "/a.json", &status) == 0 && status.st_mode & 0o777 == 0o640)
    try NamedFile(path: folder.root + "/b/c.json").write(Array("new".utf8))
    #expect(folder.read("b/c.json") == "new")
    #expect(mkfifo(folder.root + "/pipe", 0o600) == 0)
    #expect {
      try NamedFile(path: folder.root + "/pipe").write([])
    } throws: { String(describing: $0).hasSuffix("/pipe` is a pipe, socket or device; remove it") }
  }

  @Test func failuresNameTheFileAndTheReason() throws {
    let project = try TestFolder(["folder/index.md": ""])
    func failure(_ work: () throws -> Void) -> String {
      do { try work() } catch {
        return String(describing: error).replacingOccurrences(of: project.root, with: "project")
      }
      return "no failure"
    }
    #expect(
      failure { _ = try NamedFile(path: project.root + "/a.mmd").read() }
        == "`project/a.mmd` cannot be read: No such file or directory")
    #expect(
      failure { try NamedFile(path: project.root + "/folder/index.md/a.svg").write([]) }
        == "`project/folder/index.md/a.svg` cannot be written: Not a directory")
    #expect(
      failure { try NamedFile(path: project.root + "/folder").write([]) }
        == "`project/folder` cannot be written: Is a directory")
  }
}
