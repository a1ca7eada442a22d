import Diagnostics
import Pages
import Project
import Synchronization
import TestSupport
import Testing

/// Tables of data in place of their directives.
struct TableTests {
  private let rules = """
    groups:
      - name: a
        rules:
          - alert: Down
            labels: { severity: critical }
            page: incidents/down.md
            for: 1m
          - alert: Slow | late
            labels: { severity: warning }
            for: 15m
            measured: 0.50
      - name: b
        rules:
          - alert: Full
            tags: [disk, "`x`"]

    """

  private func files(_ page: String) -> FileReader {
    FileReader.memory([
      "content/page.md": page, "data/rules.yml": rules,
      "data/jobs.yaml": "kind: Job\nspec: {at: 5}\n---\nkind: Service\n",
      "data/boards/b.json": "{\"title\": \"B\"}", "data/boards/a.json": "{\"title\": \"A\"}",
      "data/boards/a.txt": "", "data/boards/old/c.json": "{\"title\": \"C\"}",
      "data/éè/one.json": "{\"title\": \"A\"}", "data/.keys.yml": "keys: [a]\n",
      "data/types.json": "{\"types\": {\"A\": {\"min\": 1}, \"B\": {\"min\": 2, \"note\": null}}}",
    ])
  }

  /// The page as it is read.
  private func read(_ page: String, isExpanded: Bool = true, _ given: FileReader? = nil) -> Page {
    let files = given ?? files(page)
    let reader = PageReader(
      project: Project(root: "/p", content: "content", isConfigured: true), files: files,
      directives: DirectiveList(DataDirectives.kinds(DataFiles(files))))
    return reader.page(
      "page.md", SourceText(path: "content/page.md", text: page), expandsDirectives: isExpanded)
  }

  private func text(_ page: String, _ files: FileReader? = nil) -> String {
    read(page, isExpanded: true, files).source.text
  }

  private func findings(_ directive: String, indent: String = "") -> String {
    let page = "# A\n\n\(indent)<!-- flowdocs:table \(directive) -->\n"
    let directives = DirectiveList(DataDirectives.kinds(DataFiles(files(page))))
    let loaded = read(page)
    return loaded.directives.flatMap { directives.findings($0, on: loaded) }
      .map { ConsoleRenderer().render([$0]) }.joined()
  }

  @Test func aFileIsReadOnceForAllThatNamesIt() throws {
    let directive = "<!-- flowdocs:list data/types.json rows=/types item=\"{min}\" -->\n"
    let page = "# A\n\n\(directive)\n\(directive)\n<!-- flowdocs:table data/gone.json rows=/a columns=b -->\n"
    let count = Mutex(0)
    var counted = files(page)
    counted.read = { [read = counted.read] path throws(FileReadError) in
      if path == "data/types.json" { count.withLock { $0 += 1 } }
      return try read(path)
    }
    let data = DataFiles(counted)
    let reader = PageReader(
      project: Project(root: "/p", content: "content", isConfigured: true), files: counted,
      directives: DirectiveList(DataDirectives.kinds(data)))
    let loaded = reader.page("page.md", SourceText(path: "content/page.md", text: page))
    #expect(loaded.source.text.hasPrefix("# A\n\n- 1\n- 2\n"))
    let findings = loaded.directives.flatMap { reader.directives.findings($0, on: loaded).map(\.message) }
    #expect(findings == ["No file `data/gone.json`. Did you mean `data/éè/one.json`?"])
    #expect(count.withLock { $0 } == 1)
  }

  @Test func rowsOfLists() throws {
    let page = """
      # A

      <!-- flowdocs:table data/rules.yml rows=/groups/*/rules
           columns="Alert=`alert`, Severity=labels.severity, For=for, Playbook=[alert](page), Rate=measured"
           empty="not yet measured" -->

      After.

      """
    expectText(
      text(page),
      """
      # A

      | Alert | Severity | For | Playbook | Rate |
      | --- | --- | --- | --- | --: |
      | `Down` | critical | 1m | [Down](<incidents/down.md>) | not yet measured |
      | `Slow \\| late` | warning | 15m | Slow \\| late | 0.50 |
      | `Full` | not yet measured | not yet measured | Full | not yet measured |

      After.

      """)
  }

  @Test func membersOfMappings() throws {
    #expect(
      text(
        "<!-- flowdocs:table data/types.json rows=/types columns=\"Name=`@key`, min, Note=note\" -->\n")
        == "| Name | min | Note |\n| --- | --: | --- |\n| `A` | 1 |  |\n| `B` | 2 |  |\n")
    #expect(
      text(
        "<!-- flowdocs:table data/types.json rows=/types columns=\"T=[@key](types/{@key}.md#a)\" -->\n")
        == "| T |\n| --- |\n| [A](<types/A.md#a>) |\n| [B](<types/B.md#a>) |\n")
    #expect(
      text("<!-- flowdocs:table data/rules.yml rows=/groups/1/rules columns=\"tags, Code=`tags`\" -->\n")
        == "| tags | Code |\n| --- | --- |\n| disk, `x` | `disk`, `` `x` `` |\n")
  }

  @Test func spacesInsideTheMarksMayBeLeftOut() throws {
    #expect(
      text("<!--flowdocs:table data/jobs.yaml columns=kind-->\n")
        == "| kind |\n| --- |\n| Job |\n| Service |\n")
    #expect(findingOfAnEmptyTable("<!--flowdocs:table-->\n") == ["Table without a file"])
  }

  private func findingOfAnEmptyTable(_ page: String) -> [String] {
    let loaded = read(page)
    let directives = DirectiveList(DataDirectives.kinds(DataFiles(files(page))))
    return loaded.directives.flatMap { directives.findings($0, on: loaded).map(\.message) }
  }

  @Test func documentsOfAFile() throws {
    #expect(
      text("<!-- flowdocs:table data/jobs.yaml columns=\"kind, At=spec.at\" empty=\"-\" -->\n")
        == "| kind | At |\n| --- | --: |\n| Job | 5 |\n| Service | - |\n")
    #expect(
      findings("data/jobs.yaml columns=\"knd\"").contains(
        """
           = note: data/jobs.yaml:1:1: the first row
        """))
  }

  /// What a templating tool leaves behind: marks before the first document, behind the last, and around a comment.
  @Test(arguments: [
    "--- \nkinds: [a]\n---\n", "---\n---\nkinds: [a]\n", "kinds: [a]\n---\n# none\n---\n...\n",
  ])
  func emptyDocumentsAreNone(yaml: String) throws {
    let page = "<!-- flowdocs:table data/one.yml rows=/kinds columns=\"Name=a\" -->\n"
    let files = FileReader.memory([
      "data/one.yml": yaml.replacing("[a]", with: "[{a: 1}]"), "content/page.md": page,
    ])
    #expect(
      text(page, files) == "| Name |\n| --: |\n| 1 |\n")
  }

  @Test func anEmptyValueIsADocument() throws {
    let page = "<!-- flowdocs:table data/one.yml rows=\"\" columns=\"a\" empty=none -->\n"
    let files = FileReader.memory(["data/one.yml": "{a: 1}\n---\n{}\n---\n", "content/page.md": page])
    #expect(
      text(page, files) == "| a |\n| --: |\n| 1 |\n| none |\n")
  }

  @Test func filesTogether() throws {
    expectText(
      text(
        "<!-- flowdocs:table data/boards/*.json columns=\"Board=[`@key`](../data/boards/{@key}), title\" -->\n"
      ),
      """
      | Board | title |
      | --- | --- |
      | [`a.json`](<../data/boards/a.json>) | A |
      | [`b.json`](<../data/boards/b.json>) | B |

      """)
    #expect(
      text("<!-- flowdocs:table data/éè/*.json columns=\"@key, title\" -->\n").contains(
        "| one.json | A |\n"))
    #expect(
      findings("data/boards/*.yaml columns=\"a\"").contains("No file matches `data/boards/*.yaml`"))
    #expect(findings("data/boards/*b*.json columns=\"a\"").contains("with exactly one `*`"))
    #expect(
      findings("data/*/a.json columns=\"a\"").contains("= fix: write `*` once, after the last `/`"))
    #expect(findings("data/boards/*.json columns=\"titel\"").contains("has `titel`. Did you mean `title`?"))
  }

  @Test func directivesInCodeStay() throws {
    let page = "```html\n<!-- flowdocs:table data/rules.yml rows=/groups columns=name -->\n```\n"
    #expect(text(page) == page)
    #expect(text("Text <!-- flowdocs:table data/rules.yml columns=a -->\n").hasPrefix("Text <!--"))
  }

  @Test(arguments: [" ", "- "])
  func directivesOutOfPlaceAreErrors(indent: String) throws {
    let finding = findings("data/jobs.yaml columns=kind", indent: indent)
    #expect(
      finding.hasPrefix(
        "content/page.md:3:\(indent.count + 1): error: `flowdocs:table` is not allowed inside lists, quotes ")
    )
    #expect(finding.contains("= fix: write it at the beginning of a line of its own"))
  }

  /// Whatever looks like the fence of a code block and is none, or is closed already.
  @Test(arguments: [
    "```a``` is code.\n\n", "- ```sh\n  x\n  ```\n\n", "> ```\n> x\n> ```\n\n", "> ```\n\n",
    "~~~\n```\n~~~\n\n", "```\n```swift\n```\n\n", "Text\r\n\r\n",
  ])
  func codeEndsWhereMarkdownSaysSo(before: String) throws {
    let table = "<!-- flowdocs:table data/jobs.yaml columns=kind -->\n"
    #expect(text(before + table) == before + "| kind |\n| --- |\n| Job |\n| Service |\n")
  }

  /// What is found behind a table is found at its place in the file.
  @Test func placesAfterATable() throws {
    let page = "<!-- flowdocs:table data/types.json rows=/types columns=\"min\" -->\n\n```swift rum\n```\n"
    let loaded = read(page)
    #expect(loaded.diagnostics.map { $0.span?.label } == ["content/page.md:3:10"])
  }

  @Test func unreadableFilesAreReportedWhereThePageNamesThem() {
    expectText(
      findings("data/.keys.yml rows=/keys columns=\"a\""),
      """
      content/page.md:3:21: error: `data/.keys.yml` is not read: it is a hidden file or in a hidden folder [unreadable-file]
       3 | <!-- flowdocs:table data/.keys.yml rows=/keys columns="a" -->
         |                     ^~~~~~~~~~~~~~
         = fix: copy what may be published into another file

      """)
  }

  @Test func findingsNameBothFiles() throws {
    expectText(
      findings("data/rules.yml rows=/groups/*/ruls columns=\"alert\""),
      """
      content/page.md:3:41: error: No value at `/groups/*/ruls` in `data/rules.yml` [bad-data]
       3 | <!-- flowdocs:table data/rules.yml rows=/groups/*/ruls columns="alert" -->
         |                                         ^~~~~~~~~~~~~~
         = note: data/rules.yml:2:5: this mapping has no `ruls`
         = fix: write `rules` instead of `ruls`

      """)
    #expect(
      findings("data/rules.yml rows=/groups/*/rules columns=\"Alert=alrt\"").contains(
        """
        content/page.md:3:72: error: No row of `data/rules.yml` has `alrt`. Did you mean `alert`? [bad-data]
        """))
    #expect(
      findings("data/rulse.yml columns=\"a\"").contains(
        "No file `data/rulse.yml`. Did you mean `data/rules.yml`?"))
    #expect(findings("../x.yml columns=\"a\"").contains("`../x.yml` is outside the project"))
    #expect(
      findings("data/rules.yml colums=\"a\"").contains(
        "Unknown parameter `colums` of a table. Did you mean `columns`?"))
    expectText(
      findings("data/rules.yml colums=\"a\" rigth=b"),
      """
      content/page.md:3:36: error: Unknown parameter `colums` of a table. Did you mean `columns`? [bad-data]
       3 | <!-- flowdocs:table data/rules.yml colums="a" rigth=b -->
         |                                    ^~~~~~
      content/page.md:3:47: error: Unknown parameter `rigth` of a table [bad-data]
       3 | <!-- flowdocs:table data/rules.yml colums="a" rigth=b -->
         |                                               ^~~~~
         = fix: write `<!-- flowdocs:table FILE rows=/path columns="Title=key, Other=a.b" -->`

      """)
    #expect(findings("data/rules.yml").contains("Table without columns"))
    #expect(findings("columns=\"a\"").contains("Table without a file"))
    #expect(findings("data/rules.yml rows=groups columns=\"a\"").contains("= fix: write `rows=/groups`"))
    #expect(
      findings("data/rules.yml rows=/groups/0/name columns=\"a\"").contains("`rows` points to a string"))
    #expect(findings("data/rules.yml rows=/groups columns=\"name\"") == "")
  }
}
