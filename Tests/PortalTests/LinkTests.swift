import Pages
import Project
import TestSupport
import Testing

struct LinkTests {
  static let tree = [
    "content/index.md": "# H",
    "content/README.md": "# R",
    "content/guides/README.md": "# Guides",
    "content/guides/a b.md": "# AB",
    "content/guides/start.md": "# S\n## x",
    "content/data/table.csv": "a,b",
    "examples/run.py": "print()",
  ]

  static let project = Project(root: "/project", title: "T", content: "content", isConfigured: true)

  @Test(arguments: [
    ("start.md", "start.html"), ("start.md#x", "start.html#x"), ("../index.md", "../index.html"),
    ("./start.md?q", "./start.html?q"), ("a%20b.md", "a%20b.html"), ("README.md", "index.html"),
    ("../README.md", "../README.html"), ("/guides/start.md", "start.html"),
    ("../guides/", "../guides/index.html"),
    ("..", "../index.html"), ("#x", "#x"), ("https://example.com/a.md", "https://example.com/a.md"),
    ("//example.com/a.md", "//example.com/a.md"), ("mailto:a@example.com", "mailto:a@example.com"),
    ("../data/table.csv", "../data/table.csv"), ("/data/table.csv", "../data/table.csv"),
    ("../../examples/run.py", "../files/examples/run.py"),
    ("start", "start.html"), ("start/#X", "start.html#x"), ("start.html", "start.html"),
    ("/guides", "index.html"),
    ("missing.md", "missing.md"), ("../../../etc/passwd", "../../../etc/passwd"),
  ])
  func rewritesLinksToPagesAndCopiedFiles(written: String, expected: String)
    async throws
  {
    var tree = Self.tree
    tree["content/guides/page.md"] = "# P\n\n[l](<\(written)>)\n"
    let portal = try await TinyPortal(tree, project: Self.project)
    #expect(portal.body("guides/page.html") == "<h1 id=\"p\">P</h1>\n<p><a href=\"\(expected)\">l</a></p>\n")
  }

  @Test func onlyLinkedFilesAndImagesArePublished() async throws {
    var tree = Self.tree
    tree["content/guides/page.md"] = "# P\n\n![t](../data/table.csv) [r](../../examples/run.py)\n"
    tree["content/data/other.csv"] = "c"
    let portal = try await TinyPortal(tree, project: Self.project)
    #expect(portal["data/table.csv"] == "a,b")
    #expect(portal["files/examples/run.py"] == "print()")
    #expect(portal.files["data/other.csv"] == nil)
  }

  @Test func scriptLinksAreRemoved() async throws {
    let portal = try await TinyPortal(["index.md": "# P\n\n[x](JavaScript:alert(1))\n"])
    #expect(portal.body("index.html") == "<h1 id=\"p\">P</h1>\n<p><a href=\"\">x</a></p>\n")
  }
}

extension LinkTests {
  /// Links of DocC lead to their pages, and one that names no page leads nowhere.
  @Test func linksOfDocC() async throws {
    let body = try await TinyPortal([
      "index.md": "# A\n\n[b](doc:Brew-it) <doc:Brew-it> [c](doc:Gone)\n", "Brew it.md": "# B\n",
    ]).body("index.html")
    #expect(
      body.contains("<a href=\"Brew%20it.html\">b</a> <a href=\"Brew%20it.html\">Brew it</a> <a href=\"\""))
  }

  /// DocC and MyST show the title of a page where a link to it has no text.
  @Test func linksWithoutATextShowTheTitle() async throws {
    let pages = ["docs/index.md": "# Home\n\n[](./big-cups.md), [big](big-cups.md), [](big-cups.md#x)\n"]
    let tree = pages.merging(["docs/big-cups.md": "# Cups of all sizes\n"]) { $1 }
    let settings = ["site/portal.yml": "content: docs\n", "docs/conf.py": ""].merging(tree) { $1 }
    let project = try Project.load(root: "/project", files: TestProject(settings).reader)
    let html = try await TinyPortal(settings, project: project).body("index.html")
    #expect(html.contains(">Cups of all sizes</a>, <a href=\"big-cups.html\">big</a>, <a href="))
    let catalogue = ["T.docc/T.md": "# T\n\n<doc:big-cups>\n", "T.docc/big-cups.md": "# Cups of all sizes\n"]
    let docC = try Project.load(
      root: "/project",
      files: TestProject(catalogue.merging(["site/portal.yml": "content: T.docc\n"]) { $1 }).reader)
    let portal = try await TinyPortal(catalogue, project: docC)
    #expect(portal.body("T.html").contains(">Cups of all sizes</a>"))
  }
}
