import Foundation
import Project
import TestSupport
import Testing

/// How the tool that a folder was written for is recognized.
struct DialectReadingTests {
  private func reading(_ files: [String]) throws -> String? {
    let tree = Dictionary(uniqueKeysWithValues: (files + ["docs/a.md"]).map { ($0, "") })
    var project = try Project.load(root: "/project", files: TestProject(tree).reader)
    project.root = ""
    return project.reading.description
  }

  @Test(arguments: [
    (["mkdocs.yml"], "read as MkDocs (mkdocs.yml)"),
    (["website/docusaurus.config.ts"], "read as Docusaurus (website/docusaurus.config.ts)"),
    (["docs/.vitepress/config.ts"], "read as VitePress (docs/.vitepress)"),
    (["docs/astro.config.mjs"], "read as Starlight (docs/astro.config.mjs)"),
    (["hugo.toml"], "read as Hugo (hugo.toml)"),
    (["config.yaml", "archetypes/a.md"], "read as Hugo (archetypes)"),
    (["book.toml"], "read as mdBook (book.toml)"),
    (["docs/_config.yml"], "read as Jekyll (docs/_config.yml)"),
    (["docs/_config.yml", "docs/_toc.yml"], "read as Sphinx with MyST (docs/_toc.yml)"),
    (["docs/conf.py"], "read as Sphinx with MyST (docs/conf.py)"), (["src/mkdocs.yml"], nil),
    (["mkdocs.txt"], nil),
  ])
  func aToolIsKnownByItsSettings(_ files: [String], _ expected: String?) throws {
    try #expect(reading(files) == expected)
  }

  /// Of several files the one with the address of the site counts; a file with navigation alone does not.
  @Test func settingsWithNamesOfTheirOwn() throws {
    let parts = ["mkdocs-nav.yml": "nav:\n  - a.md\n", "mkdocs-base.yml": "site_name: Cups\n"]
    let inheriting = ["mkdocs-offline.yml": "INHERIT: mkdocs-base.yml\n"]
    let published = ["mkdocs-online.yml": "INHERIT: mkdocs-base.yml\nsite_url: https://example.org/\n"]
    func reading(_ trees: [String: String]...) throws -> Project {
      let tree = trees.reduce(["docs/a.md": "# A\n"]) { $0.merging($1) { $1 } }
      return try Project.load(root: "/project", files: TestProject(tree).reader)
    }
    let project = try reading(parts, inheriting, published)
    #expect(project.reading.description == "read as MkDocs (mkdocs-online.yml)")
    #expect(project.title == "Cups")
    try #expect(reading(["cups.mkdocs.yml": "site_name: Cups\n"]).title == "Cups")
    try #expect(reading(["mkdocs-nav.yml": "nav:\n  - a.md\n"]).reading.description == nil)
    try #expect(reading(["mkdocsy.yml": "site_name: Cups\n"]).reading.description == nil)
  }

  /// Many tools have a `config.toml`; that of Hugo has the address of the site.
  @Test func settingsOfHugoWithACommonName() throws {
    func reading(_ settings: String) throws -> Project {
      let tree = ["docs/a.md": "# A\n", "config.toml": settings]
      return try Project.load(root: "/project", files: TestProject(tree).reader)
    }
    let project = try reading("title = \"Cups\"\nbaseURL = \"https://example.org\"\n")
    #expect(project.reading.description == "read as Hugo (config.toml)")
    #expect(project.title == "Cups")
    try #expect(reading("base_url = \"https://example.org\"\n").reading.description == nil)
  }

  /// They are found above a folder that is checked alone, too.
  @Test func settingsWithNamesOfTheirOwnAbove() throws {
    let folder = try TestFolder([
      "repository/.git/HEAD": "", "repository/mkdocs-online.yml": "site_name: Cups\n",
      "repository/docs/a.md": "",
    ])
    let root = folder.root + "/repository/docs"
    let project = try Project.load(root: root, files: .disk(root: root))
    #expect(project.reading.description == "read as MkDocs (../mkdocs-online.yml)")
    #expect(project.title == "Cups")
  }

  /// Commands note what they read, so that a run can be repeated.
  @Test func settingsWithNamesOfTheirOwnAreNoted() throws {
    let folder = try TestFolder(["mkdocs-online.yml": "site_name: Cups\n", "docs/a.md": ""])
    let files = FileReader.disk(root: folder.root)
    let trace = InputTrace()
    let project = try Project.load(root: folder.root, files: files.traced(by: trace))
    #expect(project.reading.description == "read as MkDocs (mkdocs-online.yml)")
    let answers = try #require(trace.answers)
    func changed() -> [InputTrace.Question.Kind] {
      answers.filter { files.answer(to: $0.key) != $0.value }.map { $0.key.kind }
    }
    #expect(changed() == [])
    try folder.write("mkdocs-offline.yml", "site_name: Cups\nsite_url: https://example.org/\n")
    #expect(changed().contains(.settingsNames))
  }

  @Test func theNearestSettingsCount() throws {
    let tree = [
      "site/portal.yml": "content: docs\n", "docs/book.toml": "", "mkdocs.yml": "", "docs/a.md": "",
    ]
    let project = try Project.load(root: "/project", files: TestProject(tree).reader)
    #expect(project.reading.description == "read as mdBook (docs/book.toml)")
  }

  @Test func settingsSayWhatItIs() throws {
    let tree = ["site/portal.yml": "content: docs\ndialect: vitepress\n", "mkdocs.yml": "", "docs/a.md": ""]
    let project = try Project.load(root: "/project", files: TestProject(tree).reader)
    #expect(project.reading.description == "read as VitePress")
  }

  /// A folder below the top of a repository sees what is beside it, and nothing outside of the repository.
  @Test func filesOfTheSameRepository() throws {
    let folder = try TestFolder([
      "outside.md": "", "repository/.git/HEAD": "", "repository/mkdocs.yml": "", "repository/docs/a.md": "",
    ])
    let files = FileReader.disk(root: folder.root + "/repository/docs")
    #expect(files.kindOutside("../mkdocs.yml") == .file)
    #expect(files.kindOutside("..") == .folder)
    #expect(files.kindOutside("../../outside.md") == nil)
    #expect(files.kindOutside("../none.md") == nil)
    let project = try Project.load(root: folder.root + "/repository/docs", files: files)
    #expect(project.reading.description == "read as MkDocs (../mkdocs.yml)")
  }

  /// A folder that is checked alone is read as the settings of its tool above it say; no other file there is read.
  @Test func settingsAboveTheFolder() throws {
    let settings = """
      site_name: Coffee
      site_url: https://example.com/team/coffee/
      nav: [b.md, guides/a.md]
      markdown_extensions: [pymdownx.keys]

      """
    let folder = try TestFolder([
      "repository/.git/HEAD": "", "repository/mkdocs.yml": settings, "repository/docs/guides/a.md": "",
      "repository/docs/b.md": "", "repository/secret.yml": "", "mkdocs.yml": "site_name: Outside\n",
    ])
    let files = FileReader.disk(root: folder.root + "/repository/docs")
    let project = try Project.load(root: folder.root + "/repository/docs", files: files)
    #expect(project.title == "Coffee")
    #expect(project.order.positions == ["b.md": 0, "guides/a.md": 1])
    #expect(project.textMarkup == .keys)
    #expect(project.bases == ["team/coffee"])
    let below = try Project.load(
      root: folder.root + "/repository/docs/guides",
      files: .disk(root: folder.root + "/repository/docs/guides"))
    #expect(below.order.positions == ["a.md": 0])
    #expect(throws: FileReadError.hidden) { try files.settings("../secret.yml") }
    #expect(throws: FileReadError.outsideProject) { try files.settings("../../mkdocs.yml") }
  }

  /// A link among the settings leads nowhere else.
  @Test func linksAtSettingsAbove() throws {
    let folder = try TestFolder([
      "secret.yml": "site_name: Outside\n", "repository/.git/HEAD": "",
      "repository/own.yml": "site_name: Own\n",
      "repository/docs/a.md": "",
    ])
    let links = [("../secret.yml", FileReadError.outsideProject), ("own.yml", FileReadError.hidden)]
    for (target, error) in links {
      let link = folder.root + "/repository/mkdocs.yml"
      if target == "own.yml" { try FileManager.default.removeItem(atPath: link) }
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      let files = FileReader.disk(root: folder.root + "/repository/docs")
      #expect(throws: error) { try files.settings("../mkdocs.yml") }
    }
  }

  @Test func aLinkOfSphinxWithoutATextIsNamed() async throws {
    let tree = [
      "docs/conf.py": "",
      "docs/a.md": "# A\n\n[](#Spawner.ip), [](b/setup.md#x), [](b/setup.md), [](https://x.org)\n",
    ]
    let site = try await TestProject(tree).site()
    let page = try #require(site.page("docs/a.md"))
    let names = page.links.map { page.document.plainText(of: $0.node) }
    #expect(names == ["Spawner.ip", "x", "setup", "https://x.org"])
  }

  /// A page without a heading has the name that the settings of its tool give.
  @Test func titlesFromNavigation() async throws {
    let tree = ["mkdocs.yml": "nav:\n  - Clients: clients.md\n", "docs/clients.md": "Text\n"]
    let site = try await TestProject(tree).site()
    #expect(site.page("docs/clients.md")?.title == "Clients")
  }
}
