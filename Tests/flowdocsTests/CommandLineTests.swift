import ArgumentParser
import Diagnostics
import Project
import Site
import TestSupport
import Testing

@testable import flowdocs

struct CommandLineTests {
  @Test func aShardIsAPartOfSeveral() {
    #expect(Shard(argument: "2/5").map { [$0.index, $0.count] } == [2, 5])
    for wrong in ["", "2", "0/5", "6/5", "2/0", "a/b", "1/2/3"] { #expect(Shard(argument: wrong) == nil) }
  }

  @Test func whatIsDoneNowTakesOneLineOfATerminal() {
    let terminal = Terminal(isColored: false, rewrites: true)
    #expect(terminal.progressLine("[1/2] index.md:3") == "\r\u{1B}[2K\u{1B}[?7l[1/2] index.md:3\u{1B}[?7h")
    #expect(terminal.lastingLine("2 ran") == "\r\u{1B}[2K2 ran\n")
  }

  @Test func aLogKeepsEveryLine() {
    let log = Terminal(isColored: false, rewrites: false)
    #expect(log.progressLine("[1/2] index.md:3") == "[1/2] index.md:3\n")
    #expect(log.lastingLine("2 ran") == "2 ran\n")
  }

  @Test func anUnknownFormatIsMisuse() throws {
    #expect(throws: (any Error).self) { try CheckCommand.parse(["--format", "xml"]) }
    let command = try CheckCommand.parse(["--format", "sarif", "docs"])
    #expect(command.report.format.name == "sarif")
    #expect(command.paths == ["docs"])
  }

  @Test func aFileBelongsToTheProjectAboveIt() throws {
    let project = try TestFolder([
      "site/portal.yml": "title: Test\n", "content/guides/start.md": "# Start\n",
      "content/index.md": "# Home\n",
    ])
    #expect(try Program.test.root(of: project.root + "/content/guides/start.md") == project.root)
  }

  @Test func aFolderWithoutDefinitionIsAProjectOfItsOwn() throws {
    let folder = try TestFolder(["notes/a.md": "# A\n"])
    #expect(try Program.test.root(of: folder.root + "/notes").hasSuffix("/notes"))
    #expect(try Program.test.root(of: folder.root + "/notes/a.md").hasSuffix("/notes"))
  }

  @Test func whatIsNotThereIsMisuse() throws {
    let error = #expect(throws: ProjectRoot.NotFound.self) {
      try Program.test.root(of: "/nonexistent/folder")
    }
    #expect(error?.description == "`/nonexistent/folder` does not exist")
  }

  @Test func aGeneratedPageMayBeNamed() async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: Test\ncontract: content/openrpc.json\nreference: { folder: api }\n",
      "content/index.md": "# Home\n",
      "content/openrpc.json": """
      {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [{"name": "a.b", "params": []}]}
      """,
    ])
    func selected(_ path: String) async throws -> [String]? {
      let selection = try #require(try Selection.of([project.root + "/" + path], .test).first)
      return try await Program.test.open(selection.root, key: nil).pages(at: selection.paths)?.sorted()
    }
    #expect(try await selected("content/api/methods/a.b.md") == ["api/methods/a.b.md"])
    #expect(try await selected("content/api/methods") == ["api/methods/a.b.md", "api/methods/index.md"])
    await #expect(throws: Site.NoPage.self) { _ = try await selected("content/api/methods/a.c.md") }
  }

  @Test func selectionTakesPagesAndFolders() async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: Test\n", "content/guides/start.md": "# Start\n",
      "content/guides/more.md": "# More\n", "content/index.md": "# Home\n",
    ])
    func selected(_ paths: String...) async throws -> [String]? {
      let selection = try #require(try Selection.of(paths.map { project.root + "/" + $0 }, .test).first)
      return try await Program.test.open(selection.root, key: nil).pages(at: selection.paths)?.sorted()
    }
    #expect(try await selected("content/guides/start.md") == ["guides/start.md"])
    #expect(try await selected("content/guides") == ["guides/more.md", "guides/start.md"])
    #expect(try await selected("") == nil)
    await #expect(throws: Site.NoPage.self) { _ = try await selected("site") }
    // The whole project does not hide a path that selects nothing.
    await #expect(throws: Site.NoPage.self) { _ = try await selected("", "site") }
  }
}
