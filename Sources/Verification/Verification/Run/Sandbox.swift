import Foundation
import Pages
import Project

/// The fresh folder and the clean environment of one session.
struct Sandbox: Sendable {
  /// Holds the two folders below and what the runners write for themselves.
  var base: String
  /// Working directory and `HOME` of the examples.
  var home: String
  var environment: [String: String]

  /// Makes the folders and links the project's linked folders into the working directory.
  init(in scratch: String, project: Project, service: [String: String]) throws {
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
      "SWIFT_BACKTRACE": "enable=no", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1",
    ]
    environment.merge(service) { _, new in new }
    let python = project.pythonPath.map { project.root + "/" + $0 }
    if !python.isEmpty { environment["PYTHONPATH"] = python.joined(separator: ":") }
  }

  /// A folder for the front of `PATH` in which this program is, and no other: pages show `flowdocs` at work
  /// wherever it is installed or built. Empty when the program is another one, such as a test.
  private static func ownProgram(in base: String) throws -> String {
    let program = SurroundingsReader.program
    guard program.hasSuffix("/flowdocs") else { return "" }
    try FileManager.default.createDirectory(atPath: base + "/bin", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: base + "/bin/flowdocs", withDestinationPath: program)
    return base + "/bin:"
  }

  /// The fresh folder has another name every time; examples that print it get `~`.
  func withoutFolder(_ text: String) -> String {
    text.contains(base) ? text.replacing(home, with: "~").replacing(base, with: "~") : text
  }

  func remove() { removeTree(base) }

  func write(_ text: String, to name: String) throws -> String {
    let path = base + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }
}
