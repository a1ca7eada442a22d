import Diagnostics
import Languages
import Pages
import Project
import TestSupport
import Testing

struct ProjectTests {
  private let tree = [
    "content/index.md": "# Home\n", "content/guides/b.md": "# B\n", "content/guides/a.md": "# A\n",
    "content/_site/x.md": "", "content/.git/x.md": "", "content/notes.txt": "",
    "content/api/openrpc.json": "{}", "Sources/Client/a.swift": "", "examples/python/a.py": "",
  ]

  private func load(_ yaml: String) throws -> Project {
    var tree = tree
    tree["site/portal.yml"] = yaml
    return try Project.load(root: "/p", files: .memory(tree))
  }

  private func findings(_ yaml: String) -> String {
    do {
      _ = try load(yaml)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func pagesHaveLimits() throws {
    let files = FileReader.memory([
      "at.md": String(repeating: "x", count: 8 << 20),
      "over.md": String(repeating: "x", count: (8 << 20) + 1),
      "marks.md": String(repeating: "*a", count: 500_000) + String(repeating: "_", count: 500_000),
      "more.md": String(repeating: "*", count: 1_000_001),
      "over.json": String(repeating: "1", count: (8 << 20) + 1),
    ])
    #expect(try files.page("at.md").bytes.count == 8 << 20)
    #expect(try files.page("marks.md").bytes.count == 1_500_000)
    #expect(throws: FileReadError.tooLarge(limit: 8 << 20)) { try files.page("over.md") }
    #expect(throws: FileReadError.tooMuchMarkup(limit: 1_000_000)) { try files.page("more.md") }
    #expect(try files.source("over.json").bytes.count == (8 << 20) + 1)
    #expect("\(FileReadError.tooLarge(limit: InputLimit.page))" == "is larger than 8 MiB")
    #expect(
      "\(FileReadError.tooMuchMarkup(limit: InputLimit.marks))"
        == "has more than 1000000 characters that can begin markup")
  }

  @Test func settingsHaveALimit() throws {
    let long = "title: T\n" + String(repeating: "# x\n", count: 300_000)
    let error = #expect(throws: DiagnosticError.self) {
      try Project.load(root: "/p", files: .memory([Project.definition: long, "content/a.md": ""]))
    }
    #expect(error?.diagnostics.map(\.message) == ["`site/portal.yml` is larger than 1 MiB"])
  }

  @Test func everyKey() throws {
    let project = try load(
      """
      title: Training service
      description: "All of it"
      content: content
      contract: content/api/openrpc.json
      trustsHTML: true
      linked: [examples]
      policy:
        swift: run
        py: parse
      swiftModules:
        Client: Sources/Client
      pythonPath: [examples/python]
      service: mock
      sections:
        - folder: guides
          title: Guides
      pages:
        require: [kind, minutes]
        ending: Where to go next
      """)
    #expect(
      project
        == Project(
          root: "/p", title: "Training service", description: "All of it", content: "content",
          contract: "content/api/openrpc.json", trustsHTML: true, linked: ["examples"],
          policy: ["swift": .run, "python": .parse],
          imports: [
            "swift": [ImportedFolder(module: "Client", path: "Sources/Client")],
            "python": [ImportedFolder(path: "examples/python")],
          ], service: .contractMock,
          sections: [.init(folder: "guides", title: "Guides")],
          pages: .init(required: ["kind", "minutes"], ending: "Where to go next"), isConfigured: true))
  }

  @Test(arguments: [
    ("https://docs.example.org/team/", "/team/"), ("https://docs.example.org/a/b", "/a/b/"),
    ("http://localhost:8000", "/"),
  ])
  func address(_ address: String, _ path: String) throws {
    let files = FileReader.memory(["site/portal.yml": "content: .\naddress: \(address)\n"])
    #expect(try Project.load(root: "/p", files: files).address?.path == path)
  }

  @Test func plainFolder() throws {
    let project = try Project.load(root: "/p", files: .memory(["a.md": ""]))
    #expect(project == Project(root: "/p"))
    #expect(project.content == ".")
    #expect(!project.isConfigured)
  }

  @Test func findingsAtTheirPlace() {
    expectText(
      findings(
        "title: T\ncontnt: content\npolicy:\n  swift: rum\ntrustsHTML: maybe\ncontract: ../x.json\nlinked: [none]\n"
      ),
      """
      site/portal.yml:2:1: error: Unknown key `contnt`. Did you mean `content`? [bad-project]
       2 | contnt: content
         | ^~~~~~

      site/portal.yml:4:10: error: `policy.swift` must be `text`, `parse`, `compile` or `run`, not `rum`. Did you mean `run`? [bad-project]
       4 |   swift: rum
         |          ^~~

      site/portal.yml:5:13: error: `trustsHTML` must be `true` or `false` [bad-project]
       5 | trustsHTML: maybe
         |             ^~~~~

      site/portal.yml:6:11: error: `contract` is `../x.json`, which is outside the project [bad-project]
       6 | contract: ../x.json
         |           ^~~~~~~~~
         = fix: write a path relative to the project's root

      site/portal.yml:7:10: error: `linked` names `none`, but there is no such folder [bad-project]
       7 | linked: [none]
         |          ^~~~

      """)
    expectText(
      findings("content: pages\n"),
      """
      site/portal.yml:1:10: error: There is no folder `pages` [bad-project]
       1 | content: pages
         |          ^
         = fix: create it, or name the folder of the pages with `content:`

      """)
    expectText(
      findings("pages: {require: [audiense], endig: X}\n"),
      """
      site/portal.yml:1:19: error: Unknown key of the front matter `audiense`. Did you mean `audience`? [bad-project]
       1 | pages: {require: [audiense], endig: X}
         |                   ^~~~~~~~

      site/portal.yml:1:30: error: Unknown key `endig`. Did you mean `ending`? [bad-project]
       1 | pages: {require: [audiense], endig: X}
         |                              ^~~~~

      """)
    expectText(
      findings("address: docs.example.org/team\n"),
      """
      site/portal.yml:1:10: error: `address` must be the URL of the portal [bad-project]
       1 | address: docs.example.org/team
         |          ^~~~~~~~~~~~~~~~~~~~~
         = fix: write it with its scheme and host, as `https://docs.example.org/team/`

      """)
    #expect(findings("address: 'https://h/a\"b'\n").contains("must be the URL of the portal"))
    #expect(
      findings("words: [{ find: [by heart] }]\n").contains(
        "1:9: error: An entry of `words` needs `find` and `instead`"))
    #expect(
      findings("words: [{ find: [by heart], instaed: memorize }]\n").contains(
        "1:29: error: Unknown key `instaed`. Did you mean `instead`?"))
    #expect(
      findings("glossary: { page: terms.txt }\n").contains(
        "1:19: error: `page` is `terms.txt`, which is not a page"))
    #expect(findings("feedback: docs@example.org\n").contains("1:11: error: `feedback` must be a URL"))
    #expect(findings("feedback: mailto:docs@example.org?subject={page}\n").isEmpty)
    #expect(
      findings("lang: english\n").contains("1:7: error: `lang` must be a language tag, not `english`"))
    #expect(findings("lang: pt-BR\n").isEmpty)
    #expect(findings("title: [\n").contains("error: Invalid YAML"))
    #expect(findings("- a\n").contains("`site/portal.yml` must be a mapping"))
  }

  @Test func pagesOfTheContentFolder() async throws {
    let files = FileReader.memory(tree)
    let project = Project(root: "/p", content: "content")
    let loaded = await PageReader(project: project, files: files).pages(project.pagePaths(files)) {
      path throws(FileReadError) in try files.source(project.path(ofPage: path))
    }
    #expect(loaded.pages.map(\.path) == ["guides/a.md", "guides/b.md", "index.md"])
    #expect(
      loaded.pages.map(\.source.path) == ["content/guides/a.md", "content/guides/b.md", "content/index.md"])
    #expect(loaded.pages.map(\.title) == ["A", "B", "Home"])
    #expect(loaded.unreadable == [])
  }

  @Test func manyPagesKeepTheirOrder() async {
    let tree = Dictionary(uniqueKeysWithValues: (0..<500).map { ("p\($0 + 1000).md", "# \($0)\n") })
    let files = FileReader.memory(tree)
    let project = Project(root: "/p")
    let loaded = await PageReader(project: project, files: files).pages(project.pagePaths(files)) {
      path throws(FileReadError) in try files.source(path)
    }
    #expect(loaded.pages.map(\.title) == (0..<500).map(String.init))
  }

  @Test func missingPagesAreFindings() async {
    let files = FileReader.memory(tree)
    let loaded = await PageReader(project: Project(root: "/p"), files: files).pages(["none.md"]) {
      path throws(FileReadError) in try files.source(path)
    }
    #expect(loaded.unreadable.map(\.message) == ["`none.md` does not exist"])
  }
}

struct FrontMatterTests {
  @Test(arguments: [
    "---\ntitle: Quick start\norder: 2\nkind: tutorial\naudience: new users\nminutes: 15\nnavigationTitle: Start\ndescription: One two\n---\n# X\n",
    "---\ntitle: \"Quick start\"\norder: 2\nkind: 'tutorial'\naudience: \"new users\"\nminutes: 15\nnavigationTitle: Start # why\ndescription: >\n  One\n  two\n---\n# X\n",
    "---\r\ntitle: Quick start\r\norder: 2\r\nkind: tutorial\r\naudience: new users\r\nminutes: 15\r\nnavigationTitle: Start\r\ndescription: One two\r\n---\r\n# X\r\n",
    "\u{FEFF}---\ntitle: Quick start\norder: 2\nkind: tutorial\naudience: new users\nminutes: 15\nnavigationTitle: Start\ndescription: One two\n...\n# X\n",
  ])
  func keys(_ text: String) {
    let page = page(text)
    #expect(page.diagnostics == [])
    #expect(page.frontMatter.title == "Quick start")
    #expect(page.frontMatter.order == 2)
    #expect(page.frontMatter.kind == "tutorial")
    #expect(page.frontMatter.audience == "new users")
    #expect(page.frontMatter.minutes == 15)
    #expect(page.frontMatter.navigationTitle == "Start")
    #expect(page.frontMatter.description?.trimmingSuffix(while: \.isNewline) == "One two")
    #expect(page.headings.map(\.text) == ["X"])
    #expect(
      page.source.text(in: page.frontMatter.range.upperBound..<page.source.bytes.count).hasPrefix("# X"))
  }

  @Test(arguments: [
    "---\n\nText\n\n---\n", "---\ntext alone\n---\n", "---\ntitle: x\n", "----\ntitle: x\n---\n",
    "text\n---\n",
  ])
  func noFrontMatter(_ text: String) {
    #expect(page(text).frontMatter == FrontMatter())
  }

  /// A comment is what only a YAML parser reads: with and without one, the same keys have the same values.
  @Test func plainFrontMatterIsReadAsYAMLReadsIt() {
    var random = SplitMix(state: 11)
    let names = FrontMatterKey.all.map(\.name) + ["other"]
    let pieces = [
      "a", "Z", "7", " ", "-", ".", "(", ")", "/", ";", "+", "_", ":", "#", "'", "\"", "true", "null", "~",
      "0x1",
      "1.5", "tutorial", "[", "}", "&", "*", "!", "|", ">", "%", "@", "`", ",", "?", "é", "\t",
    ]
    for _ in 0..<4_000 {
      var yaml = ""
      for _ in 0...random.next(upTo: 3) {
        yaml += names[random.next(upTo: names.count)] + ": "
        for _ in 0..<random.next(upTo: 4) { yaml += pieces[random.next(upTo: pieces.count)] }
        yaml += "\n"
      }
      let (plain, parsed) = (page("---\n\(yaml)---\n"), page("---\n\(yaml)# read by YAML\n---\n"))
      #expect(
        plain.diagnostics.map(\.message) == parsed.diagnostics.map(\.message), "\(yaml.debugDescription)")
      var (one, other) = (plain.frontMatter, parsed.frontMatter)
      (one.range, other.range) = (0..<0, 0..<0)
      #expect(one == other, "\(yaml.debugDescription)")
    }
  }

  @Test func mistakesInFrontMatterAreNamed() {
    expectText(
      printed(
        page("---\ntitle: T\ntitel: [x]\norder: first\nkind: tutoral\nminutes: 0\naudiense: all\n---\n")
          .diagnostics),
      """
      page.md:3:1: error: Unknown key `titel` in the front matter. Did you mean `title`? [bad-front-matter]
       3 | titel: [x]
         | ^~~~~

      page.md:4:8: error: `order` must be a whole number [bad-front-matter]
       4 | order: first
         |        ^~~~~
         = fix: write the page's position in its folder, such as `2`

      page.md:5:7: error: `kind` must be one of `landing`, `walkthrough`, `tutorial`, `how-to`, `reference`, `explanation`, not `tutoral`. Did you mean `tutorial`? [bad-front-matter]
       5 | kind: tutoral
         |       ^~~~~~~

      page.md:6:10: error: `minutes` must be a whole number of at least 1 [bad-front-matter]
       6 | minutes: 0
         |          ^
         = fix: write the reading time in minutes, such as `15`

      page.md:7:1: error: Unknown key `audiense` in the front matter. Did you mean `audience`? [bad-front-matter]
       7 | audiense: all
         | ^~~~~~~~

      """)
    #expect(page("---\nlayout: post\ntags: [a]\norder: x\n---\n", configured: false).diagnostics == [])
    #expect(page("---\ntitle: a: b\n---\n").diagnostics.map { $0.span?.label } == ["page.md:2:9"])
  }

  @Test func bytesThatAreNotUTF8() {
    let source = SourceText(path: "p.md", bytes: Array("ok\nä ".utf8) + [0xFF] + Array(" end\n".utf8))
    let page = PageReader(project: Project(root: "/p"), files: .memory([:])).page("p.md", source)
    #expect(
      page.diagnostics.map { "\($0.span?.label ?? "") \($0.message)" } == [
        "p.md:2:3 The file is not UTF-8: this invalid byte is read as U+FFFD"
      ])
    #expect(page.source.text == "ok\nä \u{FFFD} end\n")
  }

  @Test(arguments: [("a\u{0}b\n", "p.md:1:2"), ("\u{0}#\u{0} \u{0}A\u{0}\n", "p.md:1:1")])
  func aNullCharacterIsAFinding(text: String, place: String) {
    let page = PageReader(project: Project(root: "/p"), files: .memory([:]))
      .page("p.md", SourceText(path: "p.md", text: text))
    #expect(
      page.diagnostics.map { "\($0.span?.label ?? "") \($0.message) → \($0.fix ?? "")" } == [
        place + " The file has a NUL character, which is shown as U+FFFD → "
          + "remove it; if the file is UTF-16, save it as UTF-8"
      ])
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return text
  }
}
