import Files
import Foundation
import TestSupport
import Testing

@Suite struct NamedFileTests {
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
      failure { try NamedFile(path: project.root + "/no/a.svg").write([]) }
        == "`project/no/a.svg` cannot be written: No such file or directory")
    #expect(
      failure { try NamedFile(path: project.root + "/folder").write([]) }
        == "`project/folder` cannot be written: Is a directory")
  }
}
