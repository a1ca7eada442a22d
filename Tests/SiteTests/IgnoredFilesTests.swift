import Project
import TestSupport
import Testing

/// What git ignores, as far as links need to know it.
struct IgnoredFilesTests {
  @Test(arguments: [
    ("/docs/cli.md", "docs/cli.md", true), ("docs/cli.md", "a/docs/cli.md", false),
    ("cli.md", "docs/a/cli.md", true),
    ("*.html", "docs/a.html", true), ("*.html", "docs/a.html.md", false), ("/docs/*", "docs/a/b.md", true),
    ("generated/", "docs/generated/a.md", true), ("docs/**/made", "docs/a/b/made", true),
    ("docs/**/made", "docs/made", true), ("docs/**/a/**/made", "docs/a/b/c", false),
    ("a?c", "abc", true), ("a?c", "ac", false), ("*", "docs", true),
    ("*.md\n!keep.md", "docs/keep.md", false), ("# a.md", "a.md", false), ("  \n", "a.md", false),
  ])
  func patterns(_ list: String, _ path: String, _ isIgnored: Bool) {
    let files = TestProject([".gitignore": list, "docs/x.md": ""]).reader
    #expect(IgnoredFiles(files, root: "/project", content: ".").contains(path) == isIgnored)
  }

  /// Trying every place for every `**` would never end.
  @Test func manyFolders() {
    let files = TestProject([".gitignore": String(repeating: "**/", count: 40) + "z\n"]).reader
    let path = String(repeating: "a/", count: 60) + "b"
    #expect(!IgnoredFiles(files, root: "/project", content: ".").contains(path))
  }

  /// No file has such a path, and no answer is looked for.
  @Test func pathsThatAreTooLong() {
    let ignored = IgnoredFiles(TestProject([".gitignore": "a\n"]).reader, root: "/project", content: ".")
    #expect(!ignored.contains(String(repeating: "a/", count: 4_000_000) + "a"))
  }

  /// A folder that git ignores by its name, but has files of.
  @Test func foldersThatAreThere() {
    let files = TestProject([".gitignore": "api\n", "docs/zh/api/a.md": ""]).reader
    let ignored = IgnoredFiles(files, root: "/project", content: ".")
    #expect(["docs/api/b.md", "docs/zh/api/b.md"].map(ignored.contains) == [true, false])
  }

  /// `.gitkeep` keeps the folder of what a build makes.
  @Test func foldersWithHiddenFilesAlone() {
    let files = TestProject([".gitignore": "docs/api/\n", "docs/api/.gitkeep": "", "docs/x.md": ""]).reader
    let ignored = IgnoredFiles(files, root: "/project", content: "docs")
    #expect(ignored.contains("docs/api/b.md"))
  }

  @Test func listsOfFolders() {
    let files = TestProject([
      ".gitignore": "a.md\n", "docs/.gitignore": "!a.md\n/b.md\n", "docs/x.md": "",
    ]).reader
    let ignored = IgnoredFiles(files, root: "/project", content: "docs")
    #expect(["a.md", "docs/a.md", "docs/b.md", "b.md"].map(ignored.contains) == [true, false, true, false])
  }

  /// A list in a folder below the pages is for what is in that folder.
  @Test func listsBelowThePages() {
    let files = TestProject(["docs/api/.gitignore": "made/*\n!made/keep\n", "docs/x.md": ""]).reader
    for content in [".", "docs"] {
      let ignored = IgnoredFiles(files, root: "/project", content: content)
      let paths = ["docs/api/made/a", "docs/api/made/keep", "docs/made/a", "docs/api/a"]
      #expect(paths.map(ignored.contains) == [true, false, false, false])
    }
  }
}
