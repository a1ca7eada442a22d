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
    let server = try ServedProgram(project)
    #expect(server.address != nil, "\(server.messages)")
    #expect(server.end(signal))
  }
}
