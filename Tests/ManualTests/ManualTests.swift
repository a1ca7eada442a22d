import Diagnostics
import Manual
import Pages
import Project
import Site
import Symbols
import TestSupport
import Testing

/// What the program says about itself, in place of directives.
struct ManualTests {
  private static let help = """
    {"command": {"commandName": "tool", "abstract": "A tool.", "subcommands": [
      {"commandName": "check", "abstract": "Checks *all*.", "arguments": [
        {"kind": "option", "names": [{"kind": "long", "name": "port"}], "valueName": "port", "isOptional": true,
         "abstract": "The port.", "defaultValue": "8001"}]},
      {"commandName": "contract", "abstract": "Contracts.", "subcommands": [
        {"commandName": "diff", "abstract": "Compares.", "discussion": "At length."}]}
    ]}}
    """

  private func manual() throws -> Manual {
    Manual(
      program: try CommandDescription(help: Self.help),
      rules: [RuleGroup("pages", "Pages", [Rule("no-title", .error, "A page has no `title`")])])
  }

  private func site(_ page: String, _ settings: String = "title: T\n") async throws -> Site {
    let manual = try manual()
    return try await TestProject.portal(page, ["site/portal.yml": settings])
      .with { $0.directives.append(.manual(manual)) }.site()
  }

  private func text(_ page: String) async throws -> String {
    try #require(try await site(page).page("page.md")).source.text
  }

  @Test func partsReplaceTheirDirectives() async throws {
    try await expectText(
      text("# A\n\n<!-- flowdocs:command contract  diff -->\n\n<!--flowdocs:rules-->\n"),
      """
      # A

      Compares.

      ```text
      tool contract diff
      ```

      At length.


      ## Pages

      The group `pages`.

      ### no-title

      Error. A page has no `title`.


      """)
    let commands = try await text("<!-- flowdocs:commands -->\n")
    #expect(commands.contains("\n## tool contract diff\n"))
    #expect(commands.contains("Checks \\*all\\*."))
    #expect(commands.contains("| `--port <port>` | The port. Default: `8001`. |\n"))
    let inCode = "```markdown\n<!-- flowdocs:fences -->\n```\n"
    #expect(try await text(inCode) == inCode)
  }

  @Test func everyDirectiveIsInTheTableOfDirectives() async throws {
    let site = try await site("<!-- flowdocs:directives -->\n")
    let table = try #require(site.page("page.md")).source.text
    #expect(site.directives.kinds.count > 20)
    for kind in site.directives.kinds {
      #expect(table.contains("| `flowdocs:\(kind.name)` | \(kind.meaning) |\n"))
    }
    #expect(Set(site.directives.kinds.map(\.meaning)).count == site.directives.kinds.count)
  }

  @Test func findingsNameTheNearestCommand() async throws {
    func finding(_ page: String) async throws -> Diagnostic? {
      let site = try await site(page)
      let page = try #require(site.page("page.md"))
      return page.diagnostics.first
        ?? page.directives.lazy.flatMap { site.directives.findings($0, on: page) }.first
    }
    let unknown = try await finding("# A\n\n<!-- flowdocs:command contract dif -->\n")
    #expect(unknown?.message == "Unknown command `contract dif`. Did you mean `contract diff`?")
    #expect(unknown?.replacements.map(\.text) == ["contract diff"])
    #expect(unknown?.span?.label == "content/page.md:3:23")
    #expect(
      try await finding("<!-- flowdocs:command zzzzzzzzz -->\n")?.fix
        == "the commands are `check`, `contract`, `contract diff`")
    let inList = try await finding("- a\n\n  <!-- flowdocs:rules -->\n")
    #expect(inList?.message == "`flowdocs:rules` is not allowed inside lists, quotes or text")
    #expect(inList?.span?.label == "content/page.md:3:3")
    #expect(try await finding("<!-- flowdocs:command -->\n")?.message == "`flowdocs:command` needs a name")
  }

  @Test func namesLeadToThePageThatShowsAllOfTheirKind() async throws {
    let settings = "symbols: { rule: { page: page.md }, command: { page: page.md } }\n"
    func destination(of name: String, on page: String) async throws -> Symbol.Destination? {
      let site = try await site(page, settings)
      return try manual().symbols(site.project, site.pages).first { $0.name == name }?.destination
    }
    let place = SymbolPlace(page: "page.md", anchor: "no-title")
    #expect(try await destination(of: "no-title", on: "<!-- flowdocs:rules -->\n") == .page(place))
    #expect(try await destination(of: "tool check --port", on: "<!-- flowdocs:rules -->\n") == .pageOfKind)
    #expect(try await destination(of: "no-title", on: "Text\n") == .pageOfKind)
  }
}
