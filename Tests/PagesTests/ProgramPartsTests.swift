import Diagnostics
import Pages
import Project
import Testing

/// What the program says about itself, in place of directives.
struct ProgramPartsTests {
  private let parts = ProgramParts(
    commands: "## all\n", command: ["check": "Checks.\n", "contract diff": "Compares.\n"], settings: "S\n",
    fences: "F\n", rules: "R\n", directives: "D\n", frontMatter: "M\n", verdicts: "V\n")

  private func read(_ text: String) throws -> (page: Page, text: String) {
    let files = FileReader.memory(["content/page.md": text]).with(parts)
    let source = try files.source("content/page.md")
    let project = Project(root: "/p", content: "content", isConfigured: true)
    return (
      PageLoader.load(path: "page.md", source: source, project: project, files: files), source.text
    )
  }

  private func finding(_ text: String) throws -> Diagnostic {
    let page = try read(text).page
    return ProgramParts.finding(try #require(page.directives.first), on: page, parts)
  }

  @Test func partsStandInPlace() throws {
    #expect(
      try read("# A\n\n<!-- flowdocs:command contract diff -->\n\n<!-- flowdocs:rules -->\n").text
        == "# A\n\nCompares.\n\nR\n")
    #expect(try read("<!-- flowdocs:commands -->\n").page.headings.map(\.anchor) == ["all"])
    #expect(
      try read("<!--flowdocs:command contract  diff-->\n\n<!--flowdocs:rules-->\n").text == "Compares.\n\nR\n"
    )
    let inCode = "```markdown\n<!-- flowdocs:fences -->\n```\n"
    #expect(try read(inCode).text == inCode)
  }

  @Test func anUnknownCommandNamesTheNearest() throws {
    let finding = try finding("# A\n\n<!-- flowdocs:command contract dif -->\n")
    #expect(finding.message == "there is no command `contract dif`")
    #expect(finding.fix == "write `contract diff`")
    #expect(finding.span?.label == "content/page.md:3:23")
    #expect(
      try self.finding("<!-- flowdocs:command zzzzzzzzz -->\n").fix
        == "the commands are `check`, `contract diff`")
  }

  @Test func directivesInListsAreErrors() throws {
    let finding = try finding("- a\n\n  <!-- flowdocs:rules -->\n")
    #expect(finding.message == "`flowdocs:rules` stands where nothing can be put in place of it")
    #expect(finding.span?.label == "content/page.md:3:3")
  }

  @Test func argumentsAreCounted() throws {
    #expect(
      try read("<!-- flowdocs:command -->\n").page.diagnostics.map(\.message)
        == ["`flowdocs:command` takes one name, here are 0"])
  }

  @Test func everyDirectiveSaysWhatItIs() {
    #expect(Set(Directive.Name.allCases.map(\.meaning)).count == Directive.Name.allCases.count)
  }
}

/// Pages that pages show as examples.
struct NestedPageTests {
  private func nested(_ text: String, isConfigured: Bool = true) -> [Page] {
    let files = FileReader.memory(["page.md": text])
    let project = Project(root: "/p", content: ".", isConfigured: isConfigured)
    return PageLoader.load(
      path: "page.md", source: SourceText(path: "page.md", text: text), project: project, files: files
    ).nestedPages(project: project, files: files)
  }

  @Test func findingsStandAtTheirPlaceOnTheOuterPage() {
    let pages = nested("# A\n\n````markdown\nText.\n\n```sh tittle=x\ntrue\n```\n````\n")
    #expect(pages.flatMap(\.diagnostics).map { $0.span?.label } == ["page.md:6:7"])
    #expect(pages.flatMap(\.diagnostics).map(\.fix) == ["write `title`"])
  }

  @Test func textAndOtherToolsMarkdownAreLeftOut() {
    #expect(nested("````markdown text\n```sh tittle=x\n```\n````\n").isEmpty)
    #expect(nested("````markdown\n```sh tittle=x\n```\n````\n", isConfigured: false).isEmpty)
  }
}
