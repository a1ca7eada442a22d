import Foundation
import Processes
import Testing

struct StandardStreamTests {
  @Test func failuresAreErrors() throws {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let error = #expect(throws: StandardStream.WriteError.self) {
      try StandardStream(descriptor: full, name: "standard output").write("text".utf8)
    }
    #expect(error?.description == "standard output cannot be written: No space left on device")
    #expect(error?.isClosedPipe == false)
    let closed = #expect(throws: StandardStream.WriteError.self) {
      try StandardStream(descriptor: 100_000, name: "standard error").write("text".utf8)
    }
    #expect(closed?.description == "standard error cannot be written: Bad file descriptor")
  }

  @Test func allIsWrittenToASlowReader() async throws {
    let ends = Pipe()
    let descriptor = ends.fileHandleForWriting.fileDescriptor
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    let reader = Task.detached { try ends.fileHandleForReading.readToEnd()?.count }
    try StandardStream(descriptor: descriptor, name: "pipe").write([UInt8](repeating: 1, count: 1 << 20))
    try ends.fileHandleForWriting.close()
    #expect(try await reader.value == 1 << 20)
  }
}
