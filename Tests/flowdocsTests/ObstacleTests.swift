import Foundation
import TestSupport
import Testing

/// What a repository may have in the place of results.
struct ObstacleTests {
  private func portal() throws -> TestFolder {
    try TestFolder([
      "project/site/portal.yml": "title: T\n", "project/content/index.md": "# Home\n", "out/mine.txt": "mine",
    ])
  }

  @Test(arguments: ["build", "check", "verify"], [".flowdocs", ".flowdocs/cache"])
  func aLinkInThePlaceOfResultsIsAnError(command: String, path: String) async throws {
    let folder = try portal()
    if path != ".flowdocs" { try folder.makeFolder("project/.flowdocs") }
    try folder.link("project/" + path, to: folder.root + "/out")
    let result = try await ProgramTests().flowdocs(command, "project", in: folder)
    #expect(result.exitCode == 2)
    #expect(
      result.errorText.contains(
        "/\(path)` is a symbolic link, and FlowDocs does not write through links; remove it"),
      "\(result.errorText)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.root + "/out") == ["mine.txt"])
    #expect(!FileManager.default.fileExists(atPath: folder.root + "/project/_site"))
  }

  @Test func aReportIsNotWrittenThroughALink() async throws {
    let folder = try portal()
    try folder.write("project/.git/HEAD", "")
    try folder.link("project/quality.json", to: "../out/mine.txt")
    let result = try await ProgramTests().flowdocs(
      "check", "project", "--report", "gitlab=project/quality.json", in: folder)
    #expect(result.exitCode == 2)
    #expect(result.errorText.contains("/project/quality.json` is a symbolic link"), "\(result.errorText)")
    #expect(folder.read("out/mine.txt") == "mine")
  }

  /// The command line is right, so its usage would be noise.
  @Test func errorsInFilesPrintNoUsage() async throws {
    let folder = try portal()
    let result = try await ProgramTests().flowdocs("report", "merge", "out/mine.txt", in: folder)
    #expect(result.exitCode == 2)
    #expect(result.errorText.hasPrefix("Error: `out/mine.txt` is "), "\(result.errorText)")
    #expect(!result.errorText.contains("Usage:"))
  }
}
