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
    (["hugo.toml"], "read as Hugo (hugo.toml)"), (["book.toml"], "read as mdBook (book.toml)"),
    (["docs/conf.py"], "read as Sphinx with MyST (docs/conf.py)"), (["src/mkdocs.yml"], nil),
    (["mkdocs.txt"], nil),
  ])
  func aToolIsKnownByItsSettings(_ files: [String], _ expected: String?) throws {
    try #expect(reading(files) == expected)
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
}
