import Foundation
import Testing

@testable import Files

struct FileBytesTests {
  @Test func aFileIsReadToItsEndOrToASize() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { unlink(path) }
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    #expect(write(descriptor, "abcdef", 6) == 6)
    lseek(descriptor, 0, SEEK_SET)
    #expect(try FileBytes.read(descriptor, size: 4) == Array("abcd".utf8))
    #expect(try FileBytes.read(descriptor, size: 4) == Array("ef".utf8))
  }

  /// What was read before the failure is not taken for the file.
  @Test func aFailedReadIsAnError() {
    let folder = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(folder) }
    #expect(throws: FileBytes.Failure(number: EISDIR)) { try FileBytes.read(folder, size: 1) }
    #expect(throws: FileBytes.Failure(number: EBADF)) { try FileBytes.read(-1, size: 1) }
  }
}
