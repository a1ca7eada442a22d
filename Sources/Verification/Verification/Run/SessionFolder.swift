import Foundation
import Languages
import Pages
import Processes
import Project

/// The fresh folder and the clean environment of one session.
struct SessionFolder: Sendable {
  /// Holds `home`, `tmp` and what languages write for themselves.
  let base: String
  /// Working directory and `HOME` of the examples.
  let home: String
  private(set) var environment: [String: String]

  /// Makes the folders and links the project's linked folders into the working directory.
  init(
    in scratch: String, project: Project, languages: Languages, service: [String: String]
  ) throws {
    base = scratch + "/session-" + UUID().uuidString
    home = base + "/home"
    let files = FileManager.default
    for folder in [home, base + "/tmp"] {
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    for folder in project.linked {
      let link = home + "/" + folder
      let parent = (link as NSString).deletingLastPathComponent
      try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try files.createSymbolicLink(atPath: link, withDestinationPath: project.root + "/" + folder)
    }
    environment = [
      "PATH": try Self.ownProgram(in: base)
        + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"),
      "HOME": home, "TMPDIR": base + "/tmp", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC",
    ]
    let sources = ProjectSources(project)
    for runner in languages.list.compactMap(\.runner) {
      environment.merge(runner.environment(sources)) { first, _ in first }
    }
    environment.merge(service) { _, new in new }
  }

  /// What languages need to run programs in the folder.
  func runFolder(_ starter: ProcessStarter) -> RunFolder {
    RunFolder(base: base, home: home, environment: environment, starter: starter)
  }

  /// A folder for the front of `PATH` in which this program is, and no other: pages show `flowdocs` at work
  /// wherever it is installed or built. Empty when the program is another one, such as a test.
  private static func ownProgram(in base: String) throws -> String {
    let program = CacheInputsReader.program
    guard program.hasSuffix("/flowdocs") else { return "" }
    try FileManager.default.createDirectory(atPath: base + "/bin", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: base + "/bin/flowdocs", withDestinationPath: program)
    return base + "/bin:"
  }

  /// The name of the fresh folder varies; in the output of examples it is replaced by `~`.
  func withoutFolder(_ text: String) -> String {
    text.contains(base) ? text.replacing(home, with: "~").replacing(base, with: "~") : text
  }

  func remove() { TemporaryFolder.removeTree(at: base) }
}
