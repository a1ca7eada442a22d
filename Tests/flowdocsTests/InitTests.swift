import ArgumentParser
import Foundation
import Processes
import Project
import Site
import TestSupport
import Testing

@testable import flowdocs

/// `flowdocs init`, as a shell starts it and as a value.
struct InitTests {
  private func flowdocs(_ arguments: String..., in project: TestFolder) async throws -> ProcessResult {
    try await ProcessRunner().run(
      ProgramTests.program, arguments: arguments, environment: ["PATH": "/usr/bin:/bin"],
      directory: project.root, timeout: .seconds(120))
  }

  @Test func aNewPortalChecksVerifiesAndBuildsAtOnce() async throws {
    let project = try TestFolder(["keep.txt": ""])
    let made = try await flowdocs("init", "docs", in: project)
    expectText(
      made.outputText,
      """
      wrote site/portal.yml
      wrote site/ci.sh
      wrote content/index.md
      added .flowdocs/ and _site/ to .gitignore

      Next:
        cd docs
        flowdocs check     check the pages without running anything
        flowdocs verify    run the examples
        flowdocs build     render to _site/
        flowdocs serve     preview while you write, with live reload

      """)
    #expect(made.exitCode == 0)
    let verified = try await flowdocs("verify", "docs", in: project)
    #expect(verified.exitCode == 0)
    #expect(verified.errorText.hasSuffix("2 ran (1 session run, 0 unchanged)\n"))
    let built = try await flowdocs("build", "docs", "--out", "out", in: project)
    #expect(built.exitCode == 0)
    #expect(project.read("out/index.html")?.contains("<h1") == true)
    #expect(project.read("docs/.gitignore") == ".flowdocs/\n_site/\n")
  }

  /// Not even one with the name of the file that it leads to.
  @Test func aPageThatIsALinkIsNotMigrated() async throws {
    let page = "# A\n\n!!! note\n    Text\n"
    let project = try TestFolder([
      "mkdocs.yml": "site_name: A\n", "docs/index.md": "# Home\n", "notes/a.md": page,
    ])
    try project.link("docs/a.md", to: "../notes/a.md")
    let made = try await flowdocs("init", "--migrate", "--allow-dirty", in: project)
    #expect(made.outputText.hasSuffix("\nleft docs/a.md as it is: it is a symbolic link\n"))
    #expect(project.read("notes/a.md") == page)
  }

  /// The configuration of a repository may name programs to run, and a bare one can be committed into a folder.
  @Test func migrationRunsNothingOfACommittedRepository() async throws {
    let project = try TestFolder([
      "docs/index.md": ":::note\nhi\n:::\n", "docs/HEAD": "ref: refs/heads/main\n",
      "docs/refs/heads/.keep": "",
      "docs/objects/.keep": "", "docs/.gitattributes": "*.md filter=x\n",
    ])
    try project.write(
      "docs/config",
      """
      [core]
      \trepositoryformatversion = 0
      \tbare = false
      \tworktree = .
      \tfsmonitor = touch \(project.root)/ran
      [filter "x"]
      \tclean = touch \(project.root)/ran
      """)
    try await project.git("init", "--quiet")
    try await project.git("add", "--force", ".")
    try await project.git("commit", "--quiet", "--message", "Start")
    let made = try await flowdocs("init", "docs", "--migrate", in: project)
    #expect(made.exitCode == 0, "\(made.errorText)")
    #expect(project.read("ran") == nil)
  }

  @Test func pagesAreMigratedWhereGitShowsTheChange() async throws {
    let page = "# A\n\n!!! note\n    Text\n"
    let project = try TestFolder(["mkdocs.yml": "site_name: A\n", "docs/index.md": page])
    let alone = try await flowdocs("init", "--migrate", in: project)
    #expect(alone.exitCode == 2)
    #expect(alone.errorText.contains("the folder is not in a git repository that you own"))
    try await project.git("init", "--quiet")
    let untracked = try await flowdocs("init", "--migrate", in: project)
    #expect(untracked.exitCode == 2)
    #expect(untracked.errorText.contains("the folder has changes that are not committed"))
    #expect(project.read("docs/index.md") == page)
    #expect(project.read("site/portal.yml") == nil)
    try await project.git("add", ".")
    try await project.git("commit", "--quiet", "--message", "Start")
    let made = try await flowdocs("init", "--migrate", in: project)
    #expect(made.outputText.hasSuffix("\nrewrote docs/index.md:3 box\n"))
    #expect(project.read("docs/index.md") == "# A\n\n> [!note]\n> Text\n")
    let again = try await flowdocs("init", "--migrate", "--allow-dirty", in: project)
    expectText(again.outputText, "all pages are in their plain form\n")
    #expect(again.exitCode == 0)
    let titled = try await flowdocs("init", "--migrate", "--allow-dirty", "--title", "B", in: project)
    #expect(titled.exitCode == 2)
    #expect(titled.errorText.contains("`site/portal.yml` already exists; change `title` and `content` there"))
    let wrong = try await flowdocs("init", "--allow-dirty", in: project)
    #expect(wrong.errorText.contains("--allow-dirty is for --migrate"))
  }

  /// A migrated portal shows the same text, and its links lead to the same places.
  @Test func aMigratedPortalIsTheSame() async throws {
    let project = try TestFolder([
      "mkdocs.yml": "site_name: A\nmarkdown_extensions: [def_list, pymdownx.keys]\n",
      "docs/b.md": "# B\n\n## C\n",
      "docs/index.md":
        "# A\n\n??? tip \"T\"\n    [b](b/#c) ++ctrl++\n\n=== \"x\"\n\n    Text\n\nTerm\n: Meaning\n",
    ])
    _ = try await flowdocs("init", in: project)
    _ = try await flowdocs("build", "--out", "before", in: project)
    let before = try #require(project.read("before/index.html"))
    let made = try await flowdocs("init", "--migrate", "--allow-dirty", in: project)
    expectText(
      made.outputText,
      """
      rewrote docs/index.md:3 box
      rewrote docs/index.md:4 markup in text
      rewrote docs/index.md:4 link
      rewrote docs/index.md:6 tab
      rewrote docs/index.md:10 definition list

      """)
    _ = try await flowdocs("build", "--out", "after", in: project)
    expectText(project.read("after/index.html") ?? "", before)
  }

  @Test func nothingIsOverwritten() async throws {
    let project = try TestFolder(["site/portal.yml": "title: Mine\n", "a.md": "# A\n"])
    let result = try await flowdocs("init", in: project)
    #expect(result.exitCode == 2)
    #expect(result.errorText.contains("`site/portal.yml` already exists; nothing was written"))
    #expect(project.read("site/portal.yml") == "title: Mine\n")
    #expect(project.read("site/ci.sh") == nil)
  }

  @Test func pagesThatAreThereStay() throws {
    let project = try TestFolder([
      "docs/a.md": "# A\n", "docs/b/c.md": "# C\n", "docs/api-openrpc.json": "{}", ".gitignore": "_site/",
    ])
    let portal = try NewPortal(root: project.root, content: nil, title: "It's: \"A\"")
    #expect(portal.files.map(\.path) == ["site/portal.yml", "site/ci.sh"])
    try portal.write()
    #expect(project.read(".gitignore") == "_site/\n.flowdocs/\n")
    let made = try Project.load(root: project.root, files: .disk(root: project.root))
    #expect(made.title == "It's: \"A\"")
    #expect(made.content == "docs")
    #expect(made.contract == "docs/api-openrpc.json")
    #expect(portal.report(named: project.root).contains("the pages are the 2 Markdown files in `docs/`\n"))
  }

  @Test func wordsOfOtherToolsAreLeftToThem() async throws {
    let project = try TestFolder([
      "docs/index.md":
        "---\ntitle: A\nsidebar_position: 1\nslug: /\ndescripton: B\n---\n\n# A\n\n```python linenums=\"1\" {1,3} /x/ pyodide\nx = 1\n```\n"
    ])
    let portal = try NewPortal(root: project.root, content: nil, title: "A")
    #expect(portal.otherTools.frontMatter == ["sidebar_position", "slug"])
    #expect(portal.otherTools.fences == ["pyodide"])
    #expect(
      portal.report(named: ".").contains(
        "\nlisted 3 words of other tools under `otherTools` in site/portal.yml\n"))
    try portal.write()
    let check = try await flowdocs("check", in: project)
    expectText(
      check.outputText,
      """
      docs/index.md:5:1: error: Unknown key `descripton` in the front matter. Did you mean `description`? [bad-front-matter]
       5 | descripton: B
         | ^~~~~~~~~~

      """)
  }

  /// A list or a mapping may be a value, and what a template leaves behind is not a key that could be named.
  @Test func onlyWordsAreKeysOfOtherTools() async throws {
    let project = try TestFolder([
      "docs/index.md": "---\ntags: [a, b]\nmeta: { a: b }\n{{ extra }}: c\n\"\": d\n---\n\n# A\n"
    ])
    let portal = try NewPortal(root: project.root, content: nil, title: "A")
    #expect(portal.otherTools.frontMatter == ["meta", "tags"])
    try portal.write()
    let check = try await flowdocs("check", in: project)
    expectText(
      check.outputText,
      """
      docs/index.md:4:1: error: A key of the front matter must be a string [bad-front-matter]
       4 | {{ extra }}: c
         | ^
         = fix: write `key: value`, and quote a value that contains braces or brackets

      docs/index.md:5:1: error: A key of the front matter must be a string [bad-front-matter]
       5 | "": d
         | ^~
         = fix: write `key: value`, and quote a value that contains braces or brackets

      """)
  }

  /// Whatever is wrong with the pages, what `init` writes is a portal that can be built.
  @Test func aFolderWithErrorsBecomesAPortalThatBuilds() async throws {
    let project = try TestFolder([
      "mkdocs.yml": "site_name: Coffee\n", "docs/index.md": "# A\n\n[x](gone.md) [y](no.md)\n",
      "docs/b.md": "# B\n\n```json\n{\"a\" 1}\n```\n\n```mermaid\nflowchart LR\n  a --> -->\n```\n",
      "docs/api/openrpc.json": "{",
    ])
    let made = try await flowdocs("init", in: project)
    #expect(made.exitCode == 0)
    #expect(
      made.outputText.contains(
        "\nleft out the contract docs/api/openrpc.json, which has errors: add `contract: docs/api/openrpc.json` to see them\nmade 4 errors of 3 rules warnings, so that the portal can be built: `checks` in site/portal.yml\n"
      ))
    let settings = try #require(project.read("site/portal.yml"))
    #expect(settings.contains("\ndialect: mkdocs\n"))
    #expect(
      settings.contains("  - rules: [dead-link, invalid-json, mermaid-syntax]\n    severity: warning\n"))
    let built = try await flowdocs("build", in: project)
    #expect(built.exitCode == 0)
    #expect(built.errorText.contains("4 warnings; 2 pages, "))
    #expect(project.read("_site/index.html") != nil)
  }

  @Test func aPortalWithoutAFirstPageGetsOne() async throws {
    let project = try TestFolder([
      "docs/a.md": "# The [first] one\n", "docs/b/c.md": "No heading.\n",
    ])
    #expect(try await flowdocs("check", "docs", in: project).errorText == "3 pages checked\n")
    #expect(try await flowdocs("build", "docs", "--out", "out", in: project).exitCode == 0)
    let home = try #require(project.read("out/index.html"))
    #expect(home.contains("href=\"a.html\"") && home.contains("The [first] one"))
    #expect(home.contains("href=\"b/c.html\""))
    #expect(project.read("docs/index.md") == nil)
  }

  @Test(arguments: [
    ("docs/index.md", "---\ntitle: Kestrel\n---\n\n# The queue\n", "Kestrel"),
    ("docs/README.md", "Text\n\n# The `queue`\n", "The queue"), ("docs/index.md", "No heading.\n", "folder"),
    ("docs/start.md", "# Start\n", "folder"),
  ])
  func theTitleIsThatOfTheFirstPage(_ path: String, _ text: String, _ title: String) throws {
    let project = try TestFolder(["folder/" + path: text])
    let root = project.root + "/folder"
    #expect(try NewPortal(root: root, content: nil, title: nil).title == title)
    #expect(try NewPortal(root: root, content: nil, title: "Given").title == "Given")
  }

  @Test func theFolderItselfMayHoldThePages() throws {
    let project = try TestFolder(["README.md": "# A\n"])
    #expect(try NewPortal(root: project.root, content: nil, title: nil).content == ".")
    #expect(try NewPortal(root: project.root, content: "./pages", title: nil).content == "pages")
    #expect(throws: NewPortal.ContentOutside.self) {
      try NewPortal(root: project.root, content: "..", title: nil)
    }
  }
}
