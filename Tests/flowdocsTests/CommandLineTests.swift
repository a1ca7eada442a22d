import ArgumentParser
import Diagnostics
import Pages
import Testing

@testable import flowdocs

@Suite struct CommandLineTests {
  @Test func aShardIsAPartOfSeveral() {
    #expect(Shard(argument: "2/5").map { [$0.index, $0.count] } == [2, 5])
    for wrong in ["", "2", "0/5", "6/5", "2/0", "a/b", "1/2/3"] { #expect(Shard(argument: wrong) == nil) }
  }

  @Test func whatIsDoneNowTakesOneLineOfATerminal() {
    let terminal = Terminal(isColored: false, rewrites: true)
    #expect(terminal.told("[1/2] index.md") == "\r\u{1B}[2K\u{1B}[?7l[1/2] index.md\u{1B}[?7h")
    #expect(terminal.said("2 ran") == "\r\u{1B}[2K2 ran\n")
  }

  @Test func aLogKeepsEveryLine() {
    let log = Terminal(isColored: false, rewrites: false)
    #expect(log.told("[1/2] index.md") == "[1/2] index.md\n")
    #expect(log.said("2 ran") == "2 ran\n")
  }

  @Test func anUnknownFormatIsMisuse() throws {
    #expect(throws: (any Error).self) { try CheckCommand.parse(["--format", "xml"]) }
    let command = try CheckCommand.parse(["--format", "sarif", "docs"])
    #expect(command.report.format == .sarif)
    #expect(command.paths == ["docs"])
  }

  @Test func aFileBelongsToTheProjectAboveIt() throws {
    let project = try TemporaryProject([
      "site/portal.yml": "title: Test\n", "content/guides/start.md": "# Start\n",
      "content/index.md": "# Home\n",
    ])
    let workspace = try Workspace.containing(project.root + "/content/guides/start.md")
    #expect(workspace.project.title == "Test")
    #expect(workspace.project.isConfigured)
  }

  @Test func aFolderWithoutDefinitionIsAProjectOfItsOwn() throws {
    let folder = try TemporaryProject(["notes/a.md": "# A\n"])
    let workspace = try Workspace.containing(folder.root + "/notes")
    #expect(!workspace.project.isConfigured)
    #expect(workspace.project.root.hasSuffix("/notes"))
  }

  @Test func whatIsNotThereIsMisuse() throws {
    #expect(throws: ValidationError.self) { try Workspace.containing("/nonexistent/folder") }
  }

  @Test func aGeneratedPageMayBeNamed() async throws {
    let project = try TemporaryProject([
      "site/portal.yml": "title: Test\ncontract: content/openrpc.json\nreference: { folder: api }\n",
      "content/index.md": "# Home\n",
      "content/openrpc.json": """
      {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [{"name": "a.b", "params": []}]}
      """,
    ])
    func selected(_ path: String) async throws -> [String]? {
      let selection = try #require(try Selection.of([project.root + "/" + path]).first)
      let workspace = selection.workspace
      let files = try workspace.pageFiles(try workspace.contract())
      let pages = await PageLoader.loadAll(project: workspace.project, files: files).pages
      return try selection.pages(among: pages)?.sorted()
    }
    #expect(try await selected("content/api/methods/a.b.md") == ["api/methods/a.b.md"])
    #expect(try await selected("content/api/methods") == ["api/methods/a.b.md", "api/methods/index.md"])
    await #expect(throws: ValidationError.self) { _ = try await selected("content/api/methods/a.c.md") }
  }

  @Test func selectionTakesPagesAndFolders() async throws {
    let project = try TemporaryProject([
      "site/portal.yml": "title: Test\n", "content/guides/start.md": "# Start\n",
      "content/guides/more.md": "# More\n", "content/index.md": "# Home\n",
    ])
    func selected(_ path: String) async throws -> [String]? {
      let selection = try #require(try Selection.of([project.root + "/" + path]).first)
      let pages = await PageLoader.loadAll(
        project: selection.workspace.project, files: selection.workspace.files
      ).pages
      return try selection.pages(among: pages)?.sorted()
    }
    #expect(try await selected("content/guides/start.md") == ["guides/start.md"])
    #expect(try await selected("content/guides") == ["guides/more.md", "guides/start.md"])
    #expect(try await selected("") == nil)
    await #expect(throws: ValidationError.self) { _ = try await selected("site") }
  }
}
