import Foundation
import TestSupport
import Testing

/// Whatever has happened to a file below `.flowdocs`, it is named, not believed and made again. With something else in its
/// place, `verify` runs nothing.
struct DamagedResultsTests {
  enum Damage: String, CaseIterable {
    case cut, zeroed, empty, random, otherJSON, huge, folder, link, pipe

    /// Whether it is not a file any more. What is in the way is left alone.
    var isObstacle: Bool { [.folder, .link, .pipe].contains(self) }

    func apply(to path: String) throws {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      var random = SystemRandomNumberGenerator()
      let new: Data
      switch self {
      case .cut: new = bytes.prefix(bytes.count / 2)
      case .zeroed: new = Data(count: bytes.count)
      case .empty: new = Data()
      case .random: new = Data((0..<bytes.count).map { _ in UInt8.random(in: 0...255, using: &random) })
      case .otherJSON: new = Data("[1, 2]\n".utf8)
      // More than is read of a cache, without the blocks on the disk.
      case .huge:
        #expect(truncate(path, (256 << 20) + 1) == 0)
        return
      case .folder, .link, .pipe:
        try FileManager.default.removeItem(atPath: path)
        switch self {
        case .folder:
          try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        case .link:
          try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/passwd")
        default: #expect(mkfifo(path, 0o644) == 0)
        }
        return
      }
      try new.write(to: URL(fileURLWithPath: path))
    }
  }

  private static let page = """
    # Home

    ```sh
    echo one
    ```

    ```output
    one
    ```

    ```mermaid
    flowchart LR
      a --> b
    ```

    ```json
    {"a": 1}
    ```
    """

  private func files(below folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder + "/" + $0, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  /// What `verify` and `build` say, and whether the page shows that its example ran.
  private func run(in project: TestFolder) async throws -> (said: String, isProven: Bool) {
    var said = ""
    for command in ["verify", "build"] {
      let result = try await ProgramTests().flowdocs(command, in: project)
      said += result.outputText + result.errorText
    }
    return (said, project.read("_site/index.html")?.contains("verdict-ran") ?? false)
  }

  /// What is in the way is named and left alone, and the user removes it.
  private func refuse(_ name: String, in project: TestFolder) async throws {
    let path = project.root + "/.flowdocs/" + name
    let result = try await ProgramTests().flowdocs("verify", in: project)
    #expect(result.exitCode == 2, "\(name): \(result.errorText)")
    #expect(result.errorText.contains("/.flowdocs/\(name)` is a "), "\(name): \(result.errorText)")
    #expect(result.outputText == "", "\(name)")
    var status = stat()
    #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG)
    try FileManager.default.removeItem(atPath: path)
    #expect(try await run(in: project).isProven)
  }

  @Test(arguments: Damage.allCases)
  func damageIsNamedAndMadeAgain(_ damage: Damage) async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: T\npolicy: { sh: run }\n", "content/index.md": Self.page,
    ])
    #expect(try await run(in: project).isProven)
    let results = project.root + "/.flowdocs"
    let names = try files(below: results)
    let kinds = Set(names.map { $0.hasPrefix("cache/sessions/") ? "cache/sessions" : $0 })
    #expect(
      kinds == [
        "ledger.json", "cache/build", "cache/drawings", "cache/file-stamps", "cache/key-parts.json",
        "cache/page-times.json", "cache/sessions", "cache/syntax",
      ])
    for name in names {
      try damage.apply(to: results + "/" + name)
      if damage.isObstacle {
        try await refuse(name, in: project)
        continue
      }
      let (said, isProven) = try await run(in: project)
      let words = damage == .huge && name == "ledger.json" ? "is larger than 64 MiB" : "damaged"
      #expect(said.contains(words), "\(name): \(said)")
      #expect(isProven, "\(name): \(said)")
    }
    let (said, isProven) = try await run(in: project)
    #expect(isProven && !said.contains("damaged") && !said.contains("cannot be read"), "\(said)")
    #expect(said.contains("0 sessions run, 1 unchanged"), "\(said)")
  }
}
