import Diagnostics
import Foundation
import Ledger
import Project
import TestSupport
import Testing

@testable import flowdocs

/// A run is given again only when nothing that it depends on has changed.
struct RecordedRunTests {
  static let files = [
    "content/index.md": "# Home\n\nSee [the guide](guide.md#start) and [the data](data.csv).\n",
    "content/guide.md": "# Guide\n\n## Start\n\n```json file=sample.json\n```\n",
    "content/data.csv": "a,b\n1,2\n", "sample.json": "{\"a\": 1}\n", "site/portal.yml": "title: Test\n",
    "site/theme/theme.css": ".page { color: red }\n",
  ]

  /// Where the user's key is.
  let state: TestFolder
  var program: Program

  init() throws {
    state = try TestFolder()
    program = .test
    program.keys = SigningKeys(environment: ["XDG_STATE_HOME": state.root])
  }

  func run(_ project: TestFolder, _ other: Program? = nil, options: [String] = []) -> RecordedRun {
    RecordedRun(.build, options: options, root: project.root, other ?? program, .text)
  }

  /// Builds and keeps the result, as the command does.
  func build(_ project: TestFolder) async throws {
    let run = run(project)
    let outcome = try await PortalBuild(
      program: run.program, root: project.root, output: project.root + "/_site"
    ).run()
    #expect(outcome.diagnostics == [])
    await run.keep(
      try FinishedRun(Report(outcome.diagnostics), as: .text, isColored: false, summary: outcome.summary))
  }

  func isKnown(_ run: RecordedRun) async -> Bool { await run.known(as: FinishedRun.self) != nil }

  @Test func theSameFilesHaveTheSameResult() async throws {
    let project = try TestFolder(Self.files)
    #expect(await !isKnown(run(project)))
    try await build(project)
    let known = try #require(await run(project).known(as: FinishedRun.self))
    #expect(known.report == "")
    #expect(known.lines.count == 1)
    #expect(known.lines[0].hasPrefix("2 pages, "))
  }

  @Test(arguments: [
    ("content/index.md", "# Home\n\nOther words.\n"), ("content/new.md", "# New\n"),
    ("content/data.csv", "a,b\n1,3\n"), ("sample.json", "{\"a\": 2}\n"),
    ("site/portal.yml", "title: Best\n"), ("site/theme/theme.css", ".page { color: tan }\n"),
    ("site/theme/sidebar.html", "<p>Foot</p>\n"), ("content/folder/data.csv", "x\n"),
  ])
  func aChangedFileIsBuiltAgain(_ path: String, _ text: String) async throws {
    let project = try TestFolder(Self.files)
    try await build(project)
    try project.write(path, text)
    #expect(await !isKnown(run(project)))
  }

  @Test func aFileThatIsGoneIsBuiltAgain() async throws {
    let project = try TestFolder(Self.files)
    try await build(project)
    try FileManager.default.moveItem(
      atPath: project.root + "/content/data.csv", toPath: project.root + "/content/date.csv")
    #expect(await !isKnown(run(project)))
  }

  @Test func aChangeThatKeepsSizeAndTimeIsSeen() async throws {
    let project = try TestFolder(Self.files)
    let path = project.root + "/content/guide.md"
    let date = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    let before = try FileManager.default.attributesOfItem(atPath: path)
    try await build(project)
    let text = try #require(Self.files["content/guide.md"])
    try project.write("content/guide.md", text.replacing("Guide", with: "Gaide"))
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    let after = try FileManager.default.attributesOfItem(atPath: path)
    #expect(after[.size] as? Int == before[.size] as? Int)
    #expect(after[.modificationDate] as? Date == before[.modificationDate] as? Date)
    #expect(await !isKnown(run(project)))
  }

  @Test func anotherProgramDayOrOptionIsAnotherRun() async throws {
    let project = try TestFolder(Self.files)
    try await build(project)
    #expect(await !isKnown(run(project, options: ["draft"])))
    var program = program
    program.identity = "another build"
    #expect(await !isKnown(run(project, program)))
    program = self.program
    program.today = { CalendarDay("2999-01-01") ?? .now }
    #expect(await !isKnown(run(project, program)))
    #expect(await isKnown(run(project)))
  }

  @Test func damageIsNotBelieved() async throws {
    let project = try TestFolder(Self.files)
    try await build(project)
    let path = project.root + "/.flowdocs/cache/build"
    var bytes = try #require(FileManager.default.contents(atPath: path))
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(await !isKnown(run(project)))
    try await build(project)
    #expect(await isKnown(run(project)))
  }

  @Test func aTreeThatIsNotTrustedIsNotBelieved() async throws {
    let project = try TestFolder(Self.files)
    try await build(project)
    let untrusted = RecordedRun(
      .build, options: [], root: project.root, program, .text, isKept: false)
    #expect(await !isKnown(untrusted))
    // Somebody else's key, and none.
    #expect(await !isKnown(run(project, .test)))
    var stranger = program
    stranger.keys = SigningKeys(environment: ["FLOWDOCS_KEY": "0123456789abcdef"])
    #expect(await !isKnown(run(project, stranger)))
    #expect(await isKnown(run(project)))
  }

  @Test func theCommandWritesWhatIsMissingInThePortal() async throws {
    let project = try TestFolder(Self.files)
    func build() async throws {
      try await BuildCommand.parse([project.root, "--out", project.root + "/_site"]).run(in: program)
    }
    try await build()
    let page = try #require(project.read("_site/guide.html"))
    try FileManager.default.removeItem(atPath: project.root + "/_site/guide.html")
    try await build()
    #expect(project.read("_site/guide.html") == page)
    try FileManager.default.removeItem(atPath: project.root + "/_site")
    try await build()
    #expect(project.read("_site/guide.html") == page)
  }
}
