import Foundation
import TestSupport
import Testing

@testable import flowdocs

/// Signals that other programs send.
struct SentSignalTests {
  /// What watchdogs and closed pipes send is an orderly end, which leaves nothing behind.
  @Test(arguments: [SIGABRT, SIGPIPE, SIGSEGV, SIGTERM])
  func aProgramThatIsToldToEndDoesSo(_ signal: Int32) throws {
    let project = try TestFolder(["site/portal.yml": "title: T\n", "content/index.md": "# Home\n"])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ProgramTests.program)
    process.arguments = ["serve", "--port", "0"]
    process.currentDirectoryURL = URL(fileURLWithPath: project.root)
    let messages = Pipe()
    process.standardError = messages
    try process.run()
    var text = ""
    while !text.contains("press Ctrl-C") {
      let bytes = messages.fileHandleForReading.availableData
      if bytes.isEmpty { break }
      text += String(decoding: bytes, as: UTF8.self)
    }
    #expect(text.contains("serving on"))
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
  }
}
