import Foundation
import FoundationNetworking
import TestSupport
import Testing

@testable import flowdocs

/// `flowdocs serve` with settings that cannot be read.
struct ServedSettingsTests {
  /// The server starts all the same, says on its pages what is wrong, and shows the portal when it is corrected.
  @Test func aMistakeInTheSettingsIsShownUntilItIsCorrected() async throws {
    let project = try TestFolder(["site/portal.yml": "titel: T\n", "content/index.md": "# Home\n"])
    let server = try ServedProgram(project)
    defer { server.end() }
    let address = try #require(server.address)
    let failed = try await fetched(address)
    #expect(failed.contains("<h1>The portal cannot be built</h1>"))
    #expect(failed.contains("Unknown key `titel`"))
    try "title: T\n".write(toFile: project.root + "/site/portal.yml", atomically: true, encoding: .utf8)
    var page = ""
    for _ in 0..<200 where !page.contains("<h1 id=\"home\"") {
      try await Task.sleep(for: .milliseconds(100))
      page = try await fetched(address)
    }
    #expect(page.contains("<h1 id=\"home\""))
  }

  private func fetched(_ address: String) async throws -> String {
    let (bytes, _) = try await URLSession.shared.data(from: try #require(URL(string: address)))
    return String(decoding: bytes, as: UTF8.self)
  }
}
