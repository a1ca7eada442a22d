import Foundation
import TestSupport
import Testing

@testable import flowdocs

/// A build that is killed leaves the old portal whole or has put the new one in its place.
struct KilledBuildTests {
  private static let pages = 80

  private func write(version: Int, to project: TestFolder) throws {
    for page in 0..<Self.pages {
      try project.write("content/p\(page).md", "# Page \(page)\n\nThis is version \(version).\n")
    }
  }

  /// The versions that the pages of the portal have; an empty list when a page is missing.
  private func versions(of project: TestFolder) -> Set<Int> {
    var versions: Set<Int> = []
    for page in 0..<Self.pages {
      guard let text = project.read("_site/p\(page).html"),
        let match = text.firstMatch(of: #/This is version (\d+)/#), let version = Int(match.1)
      else { return [] }
      versions.insert(version)
    }
    return versions
  }

  private func start(in project: TestFolder) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ProgramTests.program)
    process.arguments = ["build"]
    process.currentDirectoryURL = URL(fileURLWithPath: project.root)
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  @Test func thePortalIsTheOldOneOrTheNewOne() async throws {
    let project = try TestFolder(["site/portal.yml": "title: T\n", "content/index.md": "# Home\n"])
    try write(version: 0, to: project)
    let began = ContinuousClock.now
    let first = try start(in: project)
    first.waitUntilExit()
    let duration = began.duration(to: .now)
    #expect(versions(of: project) == [0])

    var old = 0
    for round in 1...16 {
      try write(version: round, to: project)
      let build = try start(in: project)
      // Over the whole of a build, and more at its end, where it writes.
      try await Task.sleep(for: duration * (0.4 + 0.05 * Double(round)))
      kill(build.processIdentifier, SIGKILL)
      build.waitUntilExit()
      let found = versions(of: project)
      #expect(found == [old] || found == [round], "killed in round \(round): \(found)")
      if found == [round] { old = round }
    }

    try write(version: 99, to: project)
    try start(in: project).waitUntilExit()
    #expect(versions(of: project) == [99])
    let rest = try FileManager.default.contentsOfDirectory(atPath: project.root)
    #expect(rest.filter { $0.contains("flowdocs-new") } == [])
  }
}
