import ArgumentParser
import Diagnostics
import Ledger
import TestSupport
import Testing

@testable import flowdocs

struct PortalBuildTests {
  func build(_ project: TestFolder) async throws -> PortalBuild.Outcome {
    try await PortalBuild(program: .test, root: project.root, output: project.root + "/_site").run()
  }

  @Test func writesAPageAndThenOnlyWhatChanged() async throws {
    let project = try TestFolder([
      "index.md": "# Home\n\nSee [the guide](guide.md).\n", "guide.md": "# Guide\n\nText.\n",
    ])
    let first = try await build(project)
    #expect(first.diagnostics == [])
    #expect(project.read("_site/index.html")?.contains("href=\"guide.html\"") == true)

    let second = try await build(project)
    #expect(second.written?.written == 0)
    #expect(second.summary.hasPrefix("2 pages, 0 files written, "))

    try project.write("guide.md", "# Guide\n\nOther text.\n")
    let third = try await build(project)
    #expect(project.read("_site/guide.html")?.contains("Other text.") == true)
    #expect(third.written?.removed == 0)
  }

  @Test func aDeadLinkFailsTheBuildAndLeavesTheLastGoodPortal() async throws {
    let project = try TestFolder([
      "index.md": "# Home\n\nSee [the guide](guide.md#start).\n", "guide.md": "# Guide\n\n## Start\n",
    ])
    _ = try await build(project)
    let good = project.read("_site/index.html")

    try project.write("index.md", "# Home\n\nNew words. See [the guide](giude.md#start).\n")
    let outcome = try await build(project)
    #expect(outcome.written == nil)
    #expect(outcome.diagnostics.map(\.rule.id) == ["dead-link"])
    #expect(outcome.diagnostics.first?.span?.start == SourcePosition(line: 3, column: 28))
    #expect(outcome.diagnostics.first?.message == "No page `giude.md`. Did you mean `guide.md#start`?")
    #expect(project.read("_site/index.html") == good)
  }

  @Test func aDraftIsWrittenInSpiteOfErrors() async throws {
    let project = try TestFolder([
      "index.md": "# Home\n\nSee [the guide](giude.md) and [this](guide.md).\n",
      "guide.md": "# Guide\n\n```mermaid\nflowchart LR\n  a --> -->\n```\n",
    ])
    var build = PortalBuild(program: .test, root: project.root, output: project.root + "/_site")
    build.writesDrafts = true
    let outcome = try await build.run()
    #expect(outcome.diagnostics.map(\.rule.id).sorted() == ["dead-link", "mermaid-syntax"])
    #expect(outcome.summary.hasPrefix("a draft of 2 pages, "))
    let home = try #require(project.read("_site/index.html"))
    #expect(home.contains("<p class=\"draft\"><a href=\"flowdocs-findings.html\">Draft: 2 errors</a></p>"))
    #expect(
      home.contains(
        "<a href=\"giude.md\" class=\"dead-link\" title=\"Broken link\">the guide</a>"))
    #expect(home.contains("<a href=\"guide.html\">this</a>"))
    let guide = try #require(project.read("_site/guide.html"))
    #expect(guide.contains("<p class=\"code-note\">This diagram could not be drawn.</p>"))
    #expect(
      project.read("_site/flowdocs-findings.html")?.contains("index.md:3:17: error: No page `giude.md`.")
        == true)

    try project.write("index.md", "# Home\n")
    try project.write("guide.md", "# Guide\n")
    #expect(try await build.run().summary.hasPrefix("2 pages, "))
    #expect(project.read("_site/flowdocs-findings.html") == nil)
    #expect(project.read("_site/index.html")?.contains("Draft") == false)
  }

  /// The source of a diagram that is not drawn yet is shown, and the portal is written.
  @Test func aDiagramOfAKindThatIsNotDrawn() async throws {
    let project = try TestFolder(["index.md": "# Home\n\n```mermaid\nvenn-beta\n  a\n```\n"])
    let outcome = try await build(project)
    #expect(outcome.diagnostics.map(\.rule.id) == ["mermaid-family-not-drawn"])
    #expect(outcome.written != nil)
    #expect(project.read("_site/index.html")?.contains("This diagram could not be drawn.") == true)
  }

  @Test func whatIsToBeProvenAndIsNotFailsTheBuild() async throws {
    let project = try TestFolder([
      "content/index.md": "# Home\n\n```sh\nls\n```\n",
      "site/portal.yml": "title: Test\npolicy: { sh: run }\n",
    ])
    var build = PortalBuild(program: .test, root: project.root, output: project.root + "/_site")
    #expect(try await build.run().written != nil)
    build.requiresProof = true
    let outcome = try await build.run()
    #expect(outcome.written == nil)
    #expect(
      outcome.diagnostics.map(\.message)
        == ["This block must be proven (`run`), but it has not been verified"])
  }

  @Test func aDeadAnchorNamesTheNearestOne() async throws {
    let project = try TestFolder([
      "index.md": "# Home\n\nSee [the guide](guide.md#strat).\n", "guide.md": "# Guide\n\n## Start\n",
    ])
    let outcome = try await build(project)
    #expect(outcome.diagnostics.map(\.rule.id) == ["dead-anchor"])
    #expect(outcome.diagnostics.first?.message == "No heading `#strat` on `guide.md`. Did you mean `#start`?")
  }

  @Test func aPageThatIsRemovedIsRemovedFromThePortal() async throws {
    let project = try TestFolder([
      "content/index.md": "# Home\n", "content/old.md": "# Old\n", "site/portal.yml": "title: Test\n",
    ])
    _ = try await build(project)
    #expect(project.read("_site/old.html") != nil)

    let smaller = try TestFolder(["content/index.md": "# Home\n", "site/portal.yml": "title: Test\n"])
    let outcome = try await PortalBuild(
      program: .test, root: smaller.root, output: project.root + "/_site"
    ).run()
    #expect(outcome.written?.removed == 1)
    #expect(project.read("_site/old.html") == nil)
  }

  @Test func cachedCheckFindingsStillPreventWriting() async throws {
    let project = try TestFolder([
      "content/index.md": "# Home\n\n```python\ndef f(:\n```\n", "site/portal.yml": "title: Test\n",
    ])
    let first = try await build(project)
    #expect(project.read(".flowdocs/cache/syntax") != nil)
    let second = try await build(project)
    let checked = await Program.test.findings(try await Program.test.open(project.root, key: nil))
    #expect(first.diagnostics.map(\.message) == ["invalid syntax"])
    #expect(first.written == nil)
    #expect(second.diagnostics == first.diagnostics)
    #expect(checked == first.diagnostics)
  }

  @Test func checkCachesSyntaxResultsOnlyInAPortal() async throws {
    let page = "# Home\n\n```sh\necho home\n```\n"
    let portal = try TestFolder(["content/index.md": page, "site/portal.yml": "title: Test\n"])
    try await CheckCommand.parse([portal.root]).run(in: .test)
    #expect(portal.read(".flowdocs/cache/syntax") != nil)
    let plain = try TestFolder(["index.md": page])
    try await CheckCommand.parse([plain.root]).run(in: .test)
    #expect(plain.read(".flowdocs/cache/syntax") == nil)
  }
}

extension Program {
  /// As `main` makes it.
  static let test = Program(
    help: { FlowDocs._dumpHelp() }, keys: SigningKeys(environment: [:]))
}
