import Diagnostics
import Dialects
import Pages
import Project
import TestSupport
import Testing

/// Files that the tools of documentation put into pages: what is then on the page, and what is wrong.
struct ToolIncludeTests {
  private static let files = [
    "docs/part.md": "One\n\n[x](gone.md)\n", "docs/a/near.md": "Near\n",
    "code/job.py": "# --8<-- [start:run]\ndef run():\n    pass\n# --8<-- [end:run]\nrun()\n",
    "code/open.py": "# --8<-- [start:x]\n1\n",
    "docs/main.rs":
      "// ANCHOR: all\nfn main() {\n    // ANCHOR: body\n    go();\n    // ANCHOR_END: body\n}\n// ANCHOR_END: all\n",
    "docs/tick.ts":
      "// #region a\n  let a = 1\n  // #region b\n  let b = 2\n  // #endregion\n// #endregion a\nlet c\n",
    "docs/fence.md": "```js\n1\n```\n", "docs/loop.md": "--8<-- \"docs/loop.md\"\n",
    "docs/nest.md": "{{#include a/near.md}}!\n", "docs/none.md": "",
  ]

  /// The text of a page with what it includes; nothing in it may be wrong.
  private func expanded(_ text: String, _ dialect: String) throws -> String {
    let page = try read(text, dialect)
    #expect(findings(page) == [])
    return page.source.text
  }

  private func read(
    _ text: String, _ dialect: String, _ path: String = "page.md", _ files: [String: String] = [:]
  )
    throws -> Page
  {
    let marks = [
      "mkdocs": "mkdocs.yml", "mdbook": "book.toml", "vitepress": "docs/.vitepress/config.ts",
      "myst": "docs/conf.py",
    ]
    let tree = Self.files.merging(files) { _, new in new }
      .merging([marks[dialect] ?? "": "", "site/portal.yml": "content: docs\n"]) { old, _ in old }
    let reader = TestProject(tree).reader
    let project = try Project.load(root: "/project", files: reader)
    #expect(project.dialect.id == dialect)
    return PageReader(project: project, files: reader).page(
      path, SourceText(path: "docs/" + path, text: text))
  }

  private func findings(_ page: Page) -> [String] {
    page.diagnostics.map { finding in
      "\(finding.span?.label ?? ""): \(finding.message)" + (finding.fix.map { " → " + $0 } ?? "")
    }
  }

  @Test(arguments: [
    ("--8<-- \"docs/part.md\"\n", "One\n\n[x](gone.md)\n"),
    ("A\n\n  -8<- 'part.md'\nB\n", "A\n\n  One\n\n  [x](gone.md)\nB\n"),
    ("```py\n--8<-- \"code/job.py:run\"\n```\n", "```py\ndef run():\n    pass\n```\n"),
    ("--8<-- \"code/job.py:3:3,5:\"\n", "    pass\nrun()\n"), ("--8<-- \"code/job.py::2\"\n", "def run():\n"),
    (
      "--8<--\npart.md:1:1\n; code/job.py\n\ncode/job.py:run\n--8<--\n", "\nOne\n\n\ndef run():\n    pass\n\n"
    ),
    (";--8<-- \"part.md\"\n", ";--8<-- \"part.md\"\n"), ("a --8<-- \"b.md\"\n", "a --8<-- \"b.md\"\n"),
    ("--8<-- \"https://example.com/a.md\"\n", "--8<-- \"https://example.com/a.md\"\n"),
    ("{!> part.md !}\n", "One\n\n[x](gone.md)\n"), ("{!code/job.py!}\n", "def run():\n    pass\nrun()\n"),
    ("{* ../code/job.py ln[2:3,5] *}\n", "```py\ndef run():\n    pass\nrun()\n```\n"),
    ("{* code/job.py ln[2:3,5] hl[2] *}\n", "```py\ndef run():\n    pass\nrun()\n```\n"),
    ("- {* code/job.py hl[2:3] *}\n", "- {* code/job.py hl[2:3] *}\n"),
    ("  {* code/job.py hl[2:3] *}\n", "  ```py hl_lines=\"2-3\"\n  def run():\n      pass\n  run()\n  ```\n"),
  ])
  func mkDocs(_ text: String, _ expected: String) throws {
    try expectText(expanded(text, "mkdocs"), expected)
  }

  @Test(arguments: [
    ("{{#include main.rs}}\n", "fn main() {\n    go();\n}\n"),
    ("```rust\n{{#include main.rs:body}}\n```\n", "```rust\n    go();\n```\n"),
    ("{{#include main.rs:2}} {{#include main.rs:6:}}\n", "fn main() { }\n"),
    ("{{ #include main.rs}} \\{{#include main.rs}}\n", "{{ #include main.rs}} \\{{#include main.rs}}\n"),
    ("{{#rustdoc_include main.rs::3}}\n", "fn main() {\n"), ("{{#include nest.md}}\n", "Near!\n"),
    ("{{#playground main.rs editable}}\n", "```rust,editable\nfn main() {\n    go();\n}\n```\n"),
    ("{{#title A b}}\n", "{{#title A b}}\n"),
  ])
  func mdBook(_ text: String, _ expected: String) throws {
    try expectText(expanded(text, "mdbook"), expected)
  }

  @Test(arguments: [
    ("<<< @/tick.ts#b\n", "```ts\nlet b = 2\n```\n"),
    (
      "<<< ./tick.ts#a{1,2 js:line-numbers} [One]\n",
      "```js:line-numbers {1,2} [One]\nlet a = 1\nlet b = 2\n```\n"
    ),
    ("<<< fence.md\n", "````md\n```js\n1\n```\n````\n"), ("```md\n<<< a.ts\n```\n", "```md\n<<< a.ts\n```\n"),
    ("<!--@include: ./part.md{3,}-->\n", "[x](gone.md)\n"), ("<!-- @include: @/part.md{,1} -->\n", "One\n"),
    ("<!-- @included: ./part.md -->\n", "<!-- @included: ./part.md -->\n"),
  ])
  func vitePress(_ text: String, _ expected: String) throws {
    try expectText(expanded(text, "vitepress"), expected)
  }

  @Test(arguments: [
    (
      "```{literalinclude} /tick.ts\n:lines: 2, 4\n:emphasize-lines: 1\n```\n",
      "```ts {1}\nlet a = 1\nlet b = 2\n```\n"
    ),
    (
      "```{literalinclude} tick.ts\n:language: js\n:start-after: \"#region b\"\n:end-before: endregion\n```\n",
      "```js\nlet b = 2\n```\n"
    ),
    (":::{include} part.md\n:start-line: 2\n:::\n", "[x](gone.md)\n"),
    ("```{literalinclude} main.rs\n:pyobject: A\n```\n", "```{literalinclude} main.rs\n:pyobject: A\n```\n"),
    ("````md\n```{include} part.md\n```\n````\n", "````md\n```{include} part.md\n```\n````\n"),
    (":::{note}\n```{include} a/near.md\n```\n:::\n", "> [!note]\n> Near\n\n"),
    ("``` {note}\n~~~ {include} a/near.md\n~~~\n```\n", "> [!note]\n> Near\n\n"),
  ])
  func myST(_ text: String, _ expected: String) throws {
    try expectText(expanded(text, "myst"), expected)
  }

  @Test func settingsNameTheFolders() throws {
    let settings =
      "markdown_extensions:\n  - toc\n  - pymdownx.snippets:\n      base_path: [parts, !relative $docs_dir]\n"
    let page = try read(
      "--8<-- \"x.md\"\n", "mkdocs", "page.md", ["mkdocs.yml": settings, "parts/x.md": "X\n"])
    #expect(page.source.text == "X\n")
  }

  @Test(arguments: [
    (
      "mkdocs", "A\n--8<-- \"docs/prt.md\"\n",
      "2:9: `docs/prt.md` does not exist. Did you mean `docs/part.md`?"
    ),
    (
      "mkdocs", "--8<-- \"docs/near.md\"\n",
      "1:9: `docs/near.md` does not exist. Did you mean `docs/nest.md`?"
    ),
    (
      "mkdocs", "--8<-- \"none.md:1:2\"\n",
      "1:17: `none.md` has no line 1 → the file is empty: include another one"
    ),
    ("mkdocs", "--8<-- \"code/job.py:rn\"\n", "1:21: No region `rn` in `code/job.py`. Did you mean `run`?"),
    (
      "mkdocs", "--8<-- \"part.md:all\"\n",
      "1:17: No region `all` in `part.md` → mark its lines there with `--8<-- [start:all]`"
    ),
    (
      "mkdocs", "--8<-- \"code/open.py:x\"\n",
      "1:22: Region `x` of `code/open.py` is not closed → write `--8<-- [end:x]` after its last line"
    ),
    ("mkdocs", "--8<-- \"part.md:2:9\"\n", "1:17: `part.md` has no line 9 → name lines from 1 to 3"),
    (
      "mkdocs", "--8<-- \"docs/loop.md\"\n",
      "1:9: `docs/loop.md` includes itself → include a part of it that does not"
    ),
    (
      "mkdocs", "--8<-- \"../../etc/x.md\"\n",
      "1:9: `../../etc/x.md` is outside the project → copy it into the project"
    ),
    (
      "mdbook", "{{#include window.rs:body}}\n",
      "1:12: `window.rs` does not exist → create it, or correct its name"
    ),
    (
      "mdbook", "{{#include main.rs:bodies}}\n",
      "1:20: No region `bodies` in `main.rs` → its regions are `all`, `body`"
    ),
    ("vitepress", "<<< @/tick.ts#third\n", "1:15: No region `third` in `tick.ts` → its regions are `a`, `b`"),
    (
      "vitepress", "<!--@include: ./parts.md-->\n",
      "1:15: `./parts.md` does not exist. Did you mean `./part.md`?"
    ),
    (
      "myst", "```{literalinclude} tick.ts\n:start-at: zero\n```\n",
      "2:12: No line of `tick.ts` has the text `zero` → write text that is in the file"
    ),
  ])
  func whatIsMissing(_ dialect: String, _ text: String, _ expected: String) throws {
    let path = expected.contains("loop.md") ? "docs/loop.md:" : "docs/page.md:"
    let found = try findings(read(text, dialect))
    #expect(
      found.first?.hasPrefix(path + expected) == true,
      "\(found)")
    #expect(found.count == 1)
  }

  /// Definitions that the settings of MkDocs put at the end of every page; a file that is not there is left out.
  @Test func filesAtTheEndOfEveryPage() throws {
    let settings = """
      markdown_extensions:
        - pymdownx.snippets:
            auto_append: [parts/links.md, parts/gone.md]

      """
    let files = ["mkdocs.yml": settings, "parts/links.md": "[cup]: https://example.org/cup\n"]
    let page = try read("# A\n\nA [cup].", "mkdocs", "page.md", files)
    #expect(findings(page) == [])
    #expect(page.links.map(\.destination) == ["https://example.org/cup"])
  }

  /// A hidden folder for such files has no secrets, as its name says.
  @Test func filesOfAHiddenFolder() throws {
    let settings = """
      markdown_extensions:
        - pymdownx.snippets:
            base_path: [docs/.snippets, docs/.private]
            auto_append: [links.md]

      """
    let files = [
      "mkdocs.yml": settings, "docs/.snippets/links.md": "[cup]: https://example.org/cup\n",
      "docs/.private/key.md": "secret\n",
    ]
    let page = try read("# A\n\nA [cup].\n\n--8<-- \"key.md\"\n", "mkdocs", "page.md", files)
    #expect(
      findings(page) == ["docs/page.md:5:9: `key.md` is not read: it is a hidden file or in a hidden folder"])
    #expect(page.links.map(\.destination) == ["https://example.org/cup"])
  }

  @Test func filesThatIncludeEachOtherTooDeep() throws {
    let files = Dictionary(
      uniqueKeysWithValues: (1...12).map { ("docs/d\($0).md", "--8<-- \"docs/d\($0 + 1).md\"\n") })
    let found = try findings(read("--8<-- \"docs/d1.md\"\n", "mkdocs", "page.md", files))
    #expect(
      found == [
        "docs/d10.md:1:9: Files include each other more than 10 deep → include the text in fewer steps"
      ])
  }

  @Test(arguments: [
    "markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [parts]\n",
    "markdown_extensions:\n  pymdownx.snippets:\n    base_path: parts\n",
  ])
  func foldersThatTheSettingsName(_ settings: String) throws {
    let page = try read(
      "--8<-- \"x.md\"\n", "mkdocs", "page.md", ["mkdocs.yml": settings, "parts/x.md": "X\n"])
    #expect(findings(page) == [])
    expectText(page.source.text, "X\n")
  }

  /// What is wrong in an included file is reported there.
  @Test func placesInTheIncludedFile() throws {
    let page = try read("A\n\n--8<-- \"docs/part.md\"\n\n```py\n--8<-- \"code/job.py:run\"\n```\n", "mkdocs")
    var places = LinkPlaces(page)
    #expect(places.span(of: page.links[0]).label == "docs/part.md:3:5")
    #expect(page.span(inCodeOf: page.blocks[0], line: 2, column: 5).label == "code/job.py:3:5")
  }

  /// A folder that is checked alone may include files of the repository around it, which are not read.
  @Test func filesBesideAPlainFolder() async throws {
    let folder = try TestFolder([
      "repository/.git/HEAD": "", "repository/docs/mkdocs.yml": "",
      "repository/docs/a.md": "--8<-- \"../x.md\"\n--8<-- \"../y.md\"\n",
      "repository/x.md": "# X\n",
    ])
    let files = FileReader.disk(root: folder.root + "/repository/docs")
    let project = try Project.load(root: folder.root + "/repository/docs", files: files)
    let page = PageReader(project: project, files: files).page("a.md", try files.page("a.md"))
    #expect(page.source.text == "--8<-- \"../x.md\"\n--8<-- \"../y.md\"\n")
    #expect(page.diagnostics == [])
  }

  @Test func pagesThatWouldBecomeHuge() throws {
    let many = String(repeating: "--8<-- \"big.md\"\n", count: 100)
    let page = try read(many, "mkdocs", "page.md", ["docs/big.md": String(repeating: "x", count: 1 << 20)])
    #expect(page.source.text == many)
    #expect(
      findings(page) == [
        "docs/page.md:1:9: With the files that it includes the page is too large → divide it"
      ])
    let lines = String(repeating: "--8<-- \"b.md\"\n", count: 1000)
    let chain = try read(
      lines.replacing("b.md", with: "a.md"), "mkdocs", "page.md", ["docs/a.md": lines, "docs/b.md": "\n"])
    #expect(findings(chain).count == 1)
  }
}
