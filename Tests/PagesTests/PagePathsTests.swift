import Pages
import Project
import Testing

struct PagePathsTests {
  @Test func pagesAndTheirFiles() {
    let paths = PagePaths([
      "README.md", "a/guide.markdown", "a/INDEX.MD", "b/index.md", "b/README.md", "b/Index.md", "c/readme.md",
      "d/x.md",
    ])
    let outputs = [
      "README.md": "index.html", "a/guide.markdown": "a/guide.html", "a/INDEX.MD": "a/index.html",
      "b/index.md": "b/index.html", "b/README.md": "b/README.html", "b/Index.md": "b/Index.html",
      "c/readme.md": "c/index.html", "d/x.md": "d/x.html",
    ]
    for (page, output) in outputs { #expect(paths.output(of: page) == output) }
    #expect(
      ["", "a", "b", "c", "d"].map(paths.index(of:)) == [
        "README.md", "a/INDEX.MD", "b/index.md", "c/readme.md", nil,
      ])
    #expect(paths.isIndex("c/readme.md") && !paths.isIndex("b/README.md"))
  }

  @Test func namesOfPages() {
    for name in [
      "a.md", "A.MD", "a.Md", "a.markdown", "a.MARKDOWN", "a.b.md", "a.mdx", "A.MDX", "a.mdown", "a.mkd",
    ] {
      #expect(PageName.isPage(name))
    }
    for name in [".md", "a.mdxx", "a.txt", "md", "amd", "a.md.txt", "a\u{0E}md", "a.mdownx"] {
      #expect(!PageName.isPage(name))
    }
    #expect(PageName.withoutEnding("a/b.c.MARKDOWN") == "a/b.c")
    #expect(PageName.withoutEnding("a/b") == "a/b")
  }

  /// As Hugo serves the pages of several languages.
  @Test func pagesOfALanguage() {
    let paths = PagePaths(["a/setup.en.md", "b.md", "b.en.md", "c.latest.md", "d.pt-br.md"])
    func page(_ path: String) -> String? {
      paths.page(withoutEnding: path, numbered: false, ignoringCase: true)
    }
    #expect(["a/setup", "b", "c", "d"].map(page) == ["a/setup.en.md", "b.md", nil, "d.pt-br.md"])
    #expect(paths.page(withoutEnding: "a/setup", numbered: false) == nil)
  }

  /// As Docusaurus reads them: what could be a date or a version does not order files.
  @Test(arguments: [
    ("1-guides/02-setup", "guides/setup"), ("02 - setup", "setup"), ("01- setup", "setup"),
    ("3_a.b/10.c", "a.b/c"), ("2026-05-01-news", "2026-05-01-news"), ("2.0-guide", "2.0-guide"),
    ("3d-printing", "3d-printing"), ("01-", "01-"), ("7", "7"), ("a-1/b", "a-1/b"),
  ])
  func numbersThatOrderFilesAreLeftOut(path: String, expected: String) {
    #expect(PageName.withoutNumbers(path) == expected)
  }
}
