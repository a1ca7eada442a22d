import Pages
import Project
import TestSupport
import Testing

@testable import Portal

struct NavigationTests {
  static let tree = [
    "index.md": "# Home",
    "about.md": "# About",
    "guides/index.md": "---\ntitle: All guides\n---\n",
    "guides/b.md": "---\norder: 2\n---\n# Second",
    "guides/a.md": "---\norder: 3\n---\n# Third",
    "guides/c.md": "---\nnavigationTitle: First!\norder: 1\n---\n# The first of all guides",
    "guides/deep-dive/x.md": "# X",
    "api/errors.md": "# Errors",
    "api/all.md": "# All",
  ]

  static let project = Project(
    root: "/project", title: "T",
    sections: [.init(folder: "api", title: "API"), .init(folder: "guides", title: "Guides")],
    isConfigured: true)

  @Test func sortsSectionsByProjectAndPagesByOrderThenTitle() async throws {
    let portal = try await TinyPortal(Self.tree, project: Self.project)
    expectText(
      portal.sidebar("guides/b.html"),
      """
      Home
      About
      API
        All
        Errors
      Guides
        First!
        * Second
        Third
        Deep dive
          X
      """)
  }

  @Test func titlesAreSortedAsPeopleSortThem() {
    let titles = [
      "Step 1", "step 2", "Step 02", "Step 10", "Umlaut", "Ümlaut", "v1.9", "v1.10", "Zürich", "éclair",
      "2 cups", "10 cups",
      "Äpfel", "apple", "Apple pie", "日本",
    ]
    #expect(
      titles.sorted { NaturalOrder($0) < NaturalOrder($1) } == [
        "2 cups", "10 cups", "Äpfel", "apple", "Apple pie", "éclair", "Step 1", "Step 02", "step 2",
        "Step 10", "Umlaut",
        "Ümlaut", "v1.9", "v1.10", "Zürich", "日本",
      ])
  }

  @Test func pagerFollowsTheSidebarBreadcrumbFollowsTheFolders() async throws {
    let portal = try await TinyPortal(Self.tree, project: Self.project)
    expectText(
      portal.piece("guides/deep-dive/x.html", from: "<nav class=\"pager\"", to: "</nav>"),
      """
      <nav class="pager" aria-label="Neighbouring pages">\
      <a class="previous" rel="prev" href="../../guides/a.html"><small>Previous</small>Third</a></nav>
      """)
    expectText(
      portal.piece("guides/deep-dive/x.html", from: "<nav class=\"breadcrumb\"", to: "</nav>"),
      """
      <nav class="breadcrumb" aria-label="Breadcrumb"><ol>\
      <li><a href="../../guides/index.html">Guides</a></li>\
      <li>Deep dive</li><li aria-current="page">X</li></ol></nav>
      """)
    #expect(portal["index.html"].range(of: "class=\"previous\"") == nil)
    #expect(portal["guides/index.html"].range(of: "class=\"breadcrumb\"") == nil)
  }

  @Test func sectionsAreTabsAndTheReadersOneIsMarked() async throws {
    let portal = try await TinyPortal(Self.tree, project: Self.project)
    expectText(
      portal.piece("guides/deep-dive/x.html", from: "<nav class=\"sections\"", to: "</nav>"),
      """
      <nav class="sections" aria-label="Sections">
      <a href="../../api/all.html">API</a>
      <a href="../../guides/index.html" aria-current="true">Guides</a>
      </nav>
      """)
    #expect(
      !portal.piece("about.html", from: "<nav class=\"sections\"", to: "</nav>").contains("aria-current"))
    #expect(
      portal["404.html"].contains("<h2>Sections</h2>\n<ul>\n<li><a href=\"api/all.html\">API</a>\n</li>"))
  }

  @Test func oneSectionOrManyAreNoTabs() async throws {
    for sections in [1, 8] {
      let pages = (1...sections).map { ("s\($0)/a.md", "# A") }
      let portal = try await TinyPortal(Dictionary(uniqueKeysWithValues: pages + [("index.md", "# Home")]))
      #expect(!portal["index.html"].contains("class=\"sections\""))
    }
  }

  @Test func foldersOpenInPlaceAndThoseOfTheReaderAreOpen() async throws {
    let portal = try await TinyPortal(Self.tree, project: Self.project)
    func branch(_ page: String) -> String {
      portal.piece(page, from: "<span class=\"folder\">Deep dive</span>", to: "<ul>")
    }
    #expect(
      branch("guides/deep-dive/x.html") == """
        <span class="folder">Deep dive</span>
        <details class="branch" open><summary aria-label="Pages of Deep dive"></summary>
        <ul>
        """)
    #expect(branch("guides/b.html").contains("<details class=\"branch\"><summary"))
  }

  @Test func largePortalExpandsOnlyTheCurrentFolders() async throws {
    var tree: [String: String] = ["index.md": "# Home"]
    for section in 1...4 {
      for page in 1...20 { tree["s\(section)/p\(page).md"] = "---\norder: \(page)\n---\n# Page \(page)" }
    }
    let portal = try await TinyPortal(tree)
    let lines = portal.sidebar("s2/p3.html").split(separator: "\n")
    #expect(lines.count == 1 + 4 + 20)
    #expect(lines[0...5].joined(separator: "\n") == "Home\nS1\nS2\n  Page 1\n  Page 2\n  * Page 3")
    #expect(
      portal.piece("s2/p3.html", from: "<li class=\"section closed\">", to: "</li>")
        == "<li class=\"section closed\"><a class=\"name\" href=\"../s1/p1.html\">S1</a></li>")
  }

  @Test func sidebarOfALongFolderShowsOnlyNearbyPages() async throws {
    var tree: [String: String] = [:]
    for page in 1...400 { tree["p/\(page).md"] = "---\norder: \(page)\n---\n# Page \(page)" }
    let portal = try await TinyPortal(tree)
    let lines = portal.sidebar("p/200.html").split(separator: "\n").map(String.init)
    #expect(Array(lines.prefix(3)) == ["Tiny", "P", "  …"])
    #expect(lines.last == "  …")
    #expect(lines.contains("  * Page 200"))
    #expect(lines.count == 2 + 2 + 60)
    #expect(portal.sidebar("p/1.html").split(separator: "\n")[2] == "  * Page 1")
  }
}
