import Determinism
import Foundation
import Ledger
import Pages
import Portal
import Site
import TestSupport
import Testing

@testable import flowdocs

/// Random edits of a small portal: what is built step by step is, byte for byte, what a build from nothing makes.
///
/// `FLOWDOCS_EDITS=1000` makes a thousand of them; `make test-full` does.
struct RandomEditTests {
  @Test func everyEditGivesThePortalOfAColdBuild() async throws {
    let count = ProcessInfo.processInfo.environment["FLOWDOCS_EDITS"].flatMap(Int.init) ?? 40
    var edits = try RandomEdits(seed: 16)
    for number in 1...count {
      let edit = try edits.next()
      try await edits.compare("edit \(number): \(edit)")
    }
  }
}

/// A portal that is edited, and the three ways in which it is built.
private struct RandomEdits {
  private let project: TestFolder
  /// Where the builds write: step by step, from nothing, and with the pages that a server remembers.
  private let outputs: TestFolder
  /// Where the user's key is.
  private let state: TestFolder
  private let memory = PageMemory()
  /// The files of the project as they are.
  private var texts = Self.first
  private var random: SplitMix64
  private var program = Program.test
  private var hidden = 0

  init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    project = try TestFolder(Self.first)
    outputs = try TestFolder()
    state = try TestFolder()
    program.keys = SigningKeys(environment: ["XDG_STATE_HOME": state.root])
  }

  private static let first = [
    "site/portal.yml": "title: Test\n",
    "content/index.md": "# Home\n\nSee [one](one.md#start), [two](part/two.md) and [data](data.csv).\n",
    "content/one.md": "# One\n\n## Start\n\nWords of `code` and [two](part/two.md#end).\n",
    "content/part/two.md": "# Two\n\n## End\n\n```mermaid\nflowchart LR\n  a --> b\n```\n",
    "content/part/three.md": "# Three\n\n```json file=sample.json\n```\n\n[one](../one.md)\n",
    "content/four.md": "---\ntitle: Four\norder: 1\n---\n\n```yaml\na: 1\n```\n",
    "content/data.csv": "a,b\n1,2\n", "sample.json": "{\"a\": 1}\n",
  ]

  private static let pages = [
    "content/index.md", "content/one.md", "content/part/two.md", "content/part/three.md", "content/four.md",
    "content/part/index.md", "content/five.md",
  ]

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int(random.next() % UInt64(list.count))]
  }

  /// Makes one edit, and says which.
  mutating func next() throws -> String {
    let path = pick(Self.pages)
    switch random.next() % 12 {
    case 0:
      return try write(
        "site/portal.yml", pick(["title: Test\n", "title: Best\n", "title: T\nfailsOn: warning\n"]))
    case 1: return try write("site/theme/theme.css", ".page { color: \(pick(["red", "tan"])) }\n")
    case 2: return try write("sample.json", pick(["{\"a\": 1}\n", "{\"a\": 2}\n", "{\"a\": \n"]))
    case 3: return try write("content/data.csv", pick(["a,b\n1,2\n", "a,b\n1,3\n"]))
    case 4: return try remove(pick([path, "content/data.csv", "site/theme/theme.css", "sample.json"]))
    case 5: return try move(path, to: pick(Self.pages))
    case 6:
      program.identity = pick(["1", "2"])
      return "another build of the program"
    case 7: return try writeKeepingSizeAndTime(path)
    case 8:
      return try write(
        path, (texts[path] ?? "# New\n") + pick(["\n## Start\n", "\n## End\n", "\n[one](one.md#end)\n"]))
    case 9: return try write(path, (texts[path] ?? "# New\n").replacing("Start", with: "Begin"))
    case 10: return try write(path, Self.first[path] ?? "# \(pick(["Five", "Six"]))\n\nSee [one](/one.md).\n")
    default:
      return try write(path, (texts[path] ?? "# New\n") + pick(["\nword\n", "\n`code`\n", "\n- list\n"]))
    }
  }

  private mutating func write(_ path: String, _ text: String) throws -> String {
    texts[path] = text
    try project.write(path, text)
    return "write \(path)"
  }

  private mutating func remove(_ path: String) throws -> String {
    guard texts.removeValue(forKey: path) != nil else { return "nothing" }
    try FileManager.default.removeItem(atPath: project.root + "/" + path)
    return "remove \(path)"
  }

  private mutating func move(_ path: String, to other: String) throws -> String {
    guard path != other, let text = texts[path] else { return "nothing" }
    _ = try remove(path)
    _ = try write(other, text)
    return "move \(path) to \(other)"
  }

  private mutating func writeKeepingSizeAndTime(_ path: String) throws -> String {
    guard let text = texts[path] else { return "nothing" }
    let file = project.root + "/" + path
    let date = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] ?? Date.now
    _ = try write(path, text.replacing("e", with: "o", maxReplacements: 1))
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file)
    return "write \(path) with its size and time"
  }

  /// Builds in all ways, and compares.
  mutating func compare(_ edit: String) async throws {
    let steps = outputs.root + "/steps"
    await build(to: steps)
    let (served, preview) = try await serve()
    let cold = outputs.root + "/cold"
    hidden += 1
    let cache = project.root + "/.flowdocs"
    let aside = outputs.root + "/aside-\(hidden)"
    try FileManager.default.moveItem(atPath: cache, toPath: aside)
    await build(to: cold)
    try FileManager.default.removeItem(atPath: cache)
    try FileManager.default.moveItem(atPath: aside, toPath: cache)
    let expected = files(cold)
    #expect(!expected.isEmpty, "\(edit)")
    #expect(files(steps) == expected, "\(edit)")
    #expect(files(served) == expected, "\(edit), as served")
    for file in preview {
      #expect(Data(file.bytes) == expected[file.path], "\(edit), as shown at once: \(file.path)")
    }
    try FileManager.default.removeItem(atPath: cold)
  }

  /// As the command does; a portal with errors is a draft, and ends it with 1.
  private func build(to output: String) async {
    do {
      try await BuildCommand.parse([project.root, "--draft", "--out", output]).run(in: program)
    } catch {
      // What it has written is compared.
    }
  }

  private func serve() async throws -> (output: String, preview: [OutputFile]) {
    var build = PortalBuild(program: program, root: project.root, output: outputs.root + "/served")
    build.writesDrafts = true
    do {
      let site = try await build.open(memory)
      let outcome = try await build.run(site)
      return (build.output, outcome.verdicts.builder(site).preview(of: Set(site.pages.map(\.path))))
    } catch {
      return (build.output, [])
    }
  }

  private func files(_ folder: String) -> [String: Data] {
    var found: [String: Data] = [:]
    for path in FileManager.default.subpaths(atPath: folder) ?? [] {
      found[path] = FileManager.default.contents(atPath: folder + "/" + path)
    }
    return found
  }
}
