import Files
import Foundation
import Languages
import Pages
import Processes
import Project

/// The fresh folder and the clean environment of one session.
struct SessionFolder: Sendable {
  /// Holds `home`, `tmp` and what languages write for themselves.
  let base: String
  /// The user that the programs run as when this program is root, and can give them the folder.
  private(set) var user: UInt32?
  /// Working directory and `HOME` of the examples.
  let home: String
  private(set) var environment: [String: String]

  /// Makes the folders.
  ///
  /// - Parameters:
  ///   - linked: folders and files of the project that appear in the working directory.
  ///   - hasAccount: whether its user has a name, which some servers need.
  init(
    in scratch: String, project: Project, linked: [String] = [], languages: Languages,
    service: [String: String], hasAccount: Bool = false
  ) throws {
    // Short, because the path of a socket has at most 107 bytes (unix(7)).
    base = scratch + "/" + UUID().uuidString.prefix(13)
    home = base + "/home"
    let files = FileManager.default
    for folder in [home, base + "/tmp"] {
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    for folder in linked {
      let link = home + "/" + folder
      let parent = (link as NSString).deletingLastPathComponent
      try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try files.createSymbolicLink(atPath: link, withDestinationPath: project.root + "/" + folder)
    }
    environment = [
      "PATH": try Self.ownProgram(in: base)
        + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"),
      "HOME": home, "TMPDIR": base + "/tmp", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC",
      // What runs in the sandbox need not say that it cannot make another one.
      SandboxPolicy.variable: "1",
    ]
    let sources = ProjectSources(project, languages)
    for runner in languages.list.compactMap(\.runner) {
      environment.merge(runner.environment(sources)) { first, _ in first }
    }
    environment.merge(service) { _, new in new }
    user =
      hasAccount ? SandboxUser.namedOwner(ofFolder: base) : SandboxUser.owner(ofFolder: base)
    try giveToUser()
  }

  /// Folders are the user's; what this program puts into them stays its own and readable.
  private func giveToUser() throws {
    guard let user else { return }
    for (path, kind) in try Folder(at: base).tree() where kind == .folder {
      if chown(base + "/" + path, user, user) != 0 {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
      }
    }
  }

  /// What languages need to run programs in the folder.
  func runFolder(_ starter: ProcessStarter) -> RunFolder {
    RunFolder(base: base, home: home, environment: environment, starter: starter)
  }

  /// A folder for the front of `PATH` in which this program is, and no other: pages show `flowdocs` at work
  /// wherever it is installed or built. Empty when the program is another one, such as a test.
  private static func ownProgram(in base: String) throws -> String {
    let program = RunningProgram.path
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
