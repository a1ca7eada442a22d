import Pages
import Project
import Testing

@testable import Reference

@Suite struct ClientSourceTests {
  @Test func aMethodIsFoundUnderTheNamesThatClientsGiveIt() {
    #expect(ClientSource.words(of: "training.get_status") == ["getstatus", "getstatustraining"])
    #expect(ClientSource.words(of: "webhooks.list") == ["list", "listwebhooks", "listwebhook"])
    #expect(ClientSource.words(of: "ping") == ["ping"])
  }

  @Test func enumerationsOfStringsTellTheirCases() throws {
    let files = FileReader.memory([
      "a.swift": """
      public enum Event: String, Sendable {
        /// Ten more.
        case progress = "job.progress"
        case queued, running

        public var isFinal: Bool { self == .running }
      }
      public enum Failure: Error {
        case other
      }
      """
    ])
    let found = try #require(ClientSource.first(["a.swift"], files)).enumerations()
    #expect(found.map(\.0) == ["Event"])
    #expect(found.first?.1 == ["job.progress": "progress", "queued": "queued", "running": "running"])
  }
}
