import TestSupport
import Testing

/// Sessions whose blocks readers can download as one program.
struct ProgramTests {
  private func portal(_ first: String, _ second: String = "python run session=a") async throws -> TinyPortal {
    try await TinyPortal(["index.md": "# T\n\n```\(first)\nx = 1\n```\n\n```\(second)\nprint(x)\n```\n"])
  }

  @Test func blocksOfASessionAreAProgram() async throws {
    let portal = try await portal("python run session=a")
    #expect(
      portal["index.html"].ranges(of: #"<figure class="code" data-program="python" data-session="a">"#).count
        == 2)
    #expect(portal["index.html"].contains(#"<script src="assets/program."#))
  }

  /// What readers would download is not what was verified, or not one program.
  @Test(arguments: [
    "python run", "python run session=b", "python run session=a hide", "python session=a fails=\"x\"",
    "python session=a skip=\"slow\" until=2027-03-01", "sh run session=a", "python run session=a exit=3",
  ])
  func otherBlocksAreNone(_ first: String) async throws {
    let portal = try await portal(first)
    #expect(!portal["index.html"].contains("data-session"))
    #expect(!portal.files.keys.contains { $0.hasPrefix("assets/program.") })
  }
}
