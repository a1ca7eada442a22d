import Diagnostics
import Project
import Site
import TestSupport
import Testing

@testable import Portal

/// What a portal has in addition to its pages once its address is known.
struct PublishingTests {
  private func portal(
    _ tree: [String: String], _ settings: (inout Project) -> Void = { _ in }
  ) async throws -> TinyPortal {
    var project = Project(
      root: "/project", title: "Tiny", description: "A tiny portal.", content: ".", isConfigured: true)
    project.address = PortalAddress("https://docs.example.org/team")
    settings(&project)
    return try await TinyPortal(tree, project: project)
  }

  private let tree = [
    "index.md": "# Home\n", "guides/index.md": "# Guides\n",
    "guides/a & b.md": "---\ndescription: Both of them\n---\n\n# A & \"B\"\n\n## Part\n\nText.\n",
  ]

  @Test func pagesHaveCanonicalAddressesAndPreviews() async throws {
    let portal = try await portal(tree)
    expectText(
      portal.piece("guides/a & b.html", from: "<link rel=\"canonical\"", to: "</script>"),
      """
      <link rel="canonical" href="https://docs.example.org/team/guides/a%20%26%20b.html">
      <link rel="alternate" type="text/markdown" href="../guides/a%20%26%20b.md">
      <meta property="og:type" content="article">
      <meta property="og:site_name" content="Tiny">
      <meta property="og:title" content="A &amp; &quot;B&quot;">
      <meta property="og:description" content="Both of them">
      <meta property="og:url" content="https://docs.example.org/team/guides/a%20%26%20b.html">
      <script type="application/ld+json">{"@context":"https://schema.org","@type":"BreadcrumbList",\
      "itemListElement":[\
      {"@type":"ListItem","position":1,"name":"Guides","item":"https://docs.example.org/team/guides/"},\
      {"@type":"ListItem","position":2,"name":"A & \\"B\\"",\
      "item":"https://docs.example.org/team/guides/a%20%26%20b.html"}]}</script>
      """)
    #expect(
      portal["guides/index.html"].contains(
        #"<link rel="canonical" href="https://docs.example.org/team/guides/">"#))
    #expect(!portal["404.html"].contains("canonical"))
  }

  @Test func titlesCannotEndTheScriptTheyAreIn() async throws {
    let portal = try await portal(["index.md": "# Home\n", "a/b.md": "# `</script><b>`\n"])
    #expect(portal["a/b.html"].contains(#""name":"\u003c/script>\u003cb>""#))
  }

  @Test func aPortalWithoutAddressHasNoneOfThis() async throws {
    let portal = try await portal(tree) { $0.address = nil }
    #expect(!portal["index.html"].contains("canonical"))
    #expect(!portal["index.html"].contains("og:"))
    let ours = ["sitemap.xml", "robots.txt", "llms.txt", "portal.json", "index.md", "badge.svg"]
    #expect(ours.filter { portal.files[$0] != nil } == [])
  }

  @Test func sitemapListsEachPageOnce() async throws {
    expectText(
      try await portal(tree)["sitemap.xml"],
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <url><loc>https://docs.example.org/team/</loc></url>
      <url><loc>https://docs.example.org/team/guides/</loc></url>
      <url><loc>https://docs.example.org/team/guides/a%20%26%20b.html</loc></url>
      </urlset>

      """)
  }

  @Test func robotsAreReadAtTheRootOfAHostOnly() async throws {
    #expect(try await portal(tree).files["robots.txt"] == nil)
    let portal = try await portal(tree) { $0.address = PortalAddress("https://docs.example.org") }
    expectText(
      portal["robots.txt"],
      "User-agent: *\nAllow: /\n\nSitemap: https://docs.example.org/sitemap.xml\n")
  }

  @Test func aDraftIsNotForSearchEngines() async throws {
    var project = Project(root: "/project", title: "Tiny", content: ".", isConfigured: true)
    project.address = PortalAddress("https://docs.example.org")
    let site = try await TinyPortal.site(tree, project: project)
    let files = try await PortalBuilder(site: site, draft: Draft(findings: [])).prepare().outputFiles()
    #expect(Set(files.map(\.path)).isDisjoint(with: ["sitemap.xml", "robots.txt"]))
    let pages = files.filter { $0.path.hasSuffix(".html") }
    #expect(pages.filter { !$0.text.contains(#"<meta name="robots" content="noindex">"#) }.map(\.path) == [])
  }

  @Test func listForLanguageModelsHasSectionsAndDescriptions() async throws {
    expectText(
      try await portal(tree)["llms.txt"],
      """
      # Tiny

      > A tiny portal.

      ## Overview

      - [Home](https://docs.example.org/team/index.md)

      ## Guides

      - [Guides](https://docs.example.org/team/guides/index.md)
      - [A & "B"](https://docs.example.org/team/guides/a%20%26%20b.md): Both of them

      """)
  }

  @Test(arguments: [
    ("---\norder: 1\n---\n\n# A\n\nText.\n", "# A\n\nText.\n"),
    ("---\ntitle: A\n---\nText.\n", "# A\n\nText.\n"),
    ("---\ntitle: A\n---\n> # Box\n", "# A\n\n> # Box\n"),
    (
      "# A\n\n<!-- a secret -->\n\nText <!-- two\nlines --> and `<!-- code -->`.\n",
      "# A\n\n\n\nText  and `<!-- code -->`.\n"
    ),
    ("# A\n\n`<!-- x -->` and <!-- x --> end\n", "# A\n\n`<!-- x -->` and  end\n"),
    ("# A\n\nText <!-- `x` --> end\n", "# A\n\nText  end\n"),
    ("# A\n\n```html\n<!-- kept -->\n```\n\n<!-- not closed\n", "# A\n\n```html\n<!-- kept -->\n```\n\n\n"),
  ])
  func markdownOfAPageIsWithoutFrontMatterAndComments(source: String, twin: String) async throws {
    expectText(try await portal(["index.md": source])["index.md"], twin)
  }

  @Test func aCommentThatCannotBeTakenOutKeepsThePageFromBeingPublishedAsMarkdown() async throws {
    let portal = try await portal(["index.md": "# A\n\n> Text <!-- two\n> lines --> end\n"])
    #expect(portal.files["index.md"] == nil)
    #expect(!portal["index.html"].contains("text/markdown"))
  }

  @Test func manifestListsPagesWithTheirSourcesAndVerdicts() async throws {
    expectText(
      try await portal(["index.md": "# Home\n\n```sh\nls\n```\n"])["portal.json"],
      """
      {
        "generator": "FlowDocs \(Release.version)",
        "title": "Tiny",
        "description": "A tiny portal.",
        "address": "https://docs.example.org/team/",
        "blocks": {
          "not verified": 1
        },
        "pages": [
          {
            "title": "Home",
            "path": "index.html",
            "url": "https://docs.example.org/team/",
            "markdown": "index.md",
            "source": "index.md",
            "blocks": {
              "not verified": 1
            }
          }
        ]
      }

      """)
  }

  @Test func pagesWithAFileCanBeEdited() async throws {
    let portal = try await portal(["index.md": "# Home\n", "a b.md": "# A\n"]) {
      $0.edit = "https://code.example.org/docs/edit/main/{page}"
    }
    #expect(
      portal["a b.html"].contains(
        #"Tiny · <a href="https://code.example.org/docs/edit/main/a%20b.md">Edit this page</a> · <a href="a%20b.md">Markdown</a> <button class="copy-page" type="button">Copy as Markdown</button> · Built with FlowDocs"#
      ))
  }

  @Test func headersKeepFilesThatAreNamedForTheirContent() async throws {
    let portal = try await portal(["index.md": "# Home\n"])
    let headers = portal["_headers"]
    // A rule of what may be loaded would refuse the styles in a drawing that is opened on its own.
    #expect(headers.hasPrefix("/team/*\n  Content-Security-Policy: frame-ancestors 'none'\n  X-"))
    #expect(
      headers.hasSuffix("/team/assets/diagrams/*\n  Cache-Control: public, max-age=31536000, immutable\n"))
    let style = try #require(
      portal.files.keys.first { $0.hasPrefix("assets/theme.") && $0.hasSuffix(".css") })
    #expect(headers.contains("/team/\(style)\n  Cache-Control"))
    #expect(try await TinyPortal(["index.md": "# Home\n"]).files["_headers"] == nil)
  }

  @Test func pagesWithADateAreInTheFeedNewestFirst() async throws {
    let portal = try await portal([
      "index.md": "# Home\n", "a.md": "---\ndate: 2026-11-02\n---\n\n# Old & done\n",
      "b.md": "---\ndate: 2026-12-01T08:00:00Z\ndescription: What is new\n---\n\n# New\n",
    ])
    expectText(
      portal["feed.xml"],
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
      <title>Tiny</title>
      <id>https://docs.example.org/team/</id>
      <link rel="self" href="https://docs.example.org/team/feed.xml"/>
      <link rel="alternate" href="https://docs.example.org/team/"/>
      <updated>2026-12-01T00:00:00Z</updated>
      <author><name>Tiny</name>
      </author>
      <entry>
      <title>New</title>
      <id>https://docs.example.org/team/b.html</id>
      <link rel="alternate" href="https://docs.example.org/team/b.html"/>
      <published>2026-12-01T00:00:00Z</published>
      <updated>2026-12-01T00:00:00Z</updated>
      <summary>What is new</summary>
      </entry>
      <entry>
      <title>Old &amp; done</title>
      <id>https://docs.example.org/team/a.html</id>
      <link rel="alternate" href="https://docs.example.org/team/a.html"/>
      <published>2026-11-02T00:00:00Z</published>
      <updated>2026-11-02T00:00:00Z</updated>
      </entry>
      </feed>

      """)
    let link = #"<link rel="alternate" type="application/atom+xml" href="feed.xml">"#
    #expect(portal["index.html"].contains(link))
    let facts = #"<p class="page-facts"><span><time datetime="2026-12-01">1 December 2026</time></span></p>"#
    #expect(portal["b.html"].contains(facts))
    let undated = try await self.portal(["index.md": "# Home\n"])
    #expect(undated.files["feed.xml"] == nil)
    #expect(!undated["index.html"].contains("atom+xml"))
  }

  @Test func pagesSayWhenTheyWereLastChangedIfThatIsKnown() async throws {
    var project = Project(root: "/project", title: "Tiny", content: ".", isConfigured: true)
    project.address = PortalAddress("https://docs.example.org")
    let site = try await TinyPortal.site(["index.md": "# Home\n", "a.md": "# A\n"], project: project)
    let changes = LastChanges(["a.md": try #require(CalendarDay("2026-05-06"))])
    let files = try await PortalBuilder(site: site, changes: changes).prepare().outputFiles()
    func text(_ path: String) -> String { files.first { $0.path == path }?.text ?? "" }
    #expect(text("a.html").contains(#" · Last change <time datetime="2026-05-06">6 May 2026</time>"#))
    #expect(text("a.html").contains(#"<meta property="article:modified_time" content="2026-05-06">"#))
    #expect(!text("index.html").contains("Last change"))
    #expect(
      text("sitemap.xml").contains(
        """
        <url><loc>https://docs.example.org/</loc></url>
        <url><loc>https://docs.example.org/a.html</loc><lastmod>2026-05-06</lastmod></url>
        """))
  }

  /// A script reads the file beside the page. Nothing else may be read.
  @Test func onlyPagesWithAMarkdownFileMayReadFiles() async throws {
    let published = try await portal(["index.md": "# Home\n"])
    #expect(published["index.html"].contains("connect-src 'self'; base-uri 'none'"))
    #expect(published["404.html"].contains("connect-src 'none'; base-uri 'none'"))
    let plain = try await TinyPortal(["index.md": "# Home\n"])
    #expect(plain["index.html"].contains("connect-src 'none'; base-uri 'none'"))
    #expect(!plain["index.html"].contains("copy-page"))
  }

  @Test func aFileOfTheProjectKeepsItsPlace() async throws {
    let portal = try await portal(["index.md": "# Home\n\n[Robots](llms.txt)\n", "llms.txt": "Mine\n"])
    #expect(portal["llms.txt"] == "Mine\n")
  }

  @Test func badgeSaysHowMuchIsVerified() {
    var counts = VerdictCounts()
    counts.add(.unverified)
    let files = Badge(counts: counts).files()
    #expect(
      files.first?.text
        == #"{"schemaVersion":1,"label":"examples","message":"0 of 1 verified","color":"yellow"}"# + "\n")
    #expect(files.last?.text.contains(#"aria-label="examples: 0 of 1 verified""#) == true)
  }
}

/// Former addresses of pages and headings.
struct RedirectTests {
  private func portal(_ tree: [String: String], moved: String? = nil) async throws -> TinyPortal {
    var tree = tree
    tree["moved.yml"] = moved
    var project = Project(root: "/project", title: "Tiny", content: ".", isConfigured: true)
    if moved != nil {
      project.moved = Project.SettingFile(file: "moved.yml", span: SourceSpan(file: "site/portal.yml"))
    }
    return try await TinyPortal(tree, project: project)
  }

  private let tree = ["index.md": "# Home\n", "guides/new.md": "# New\n\n## Part\n"]

  @Test func aPageThatIsGoneLeadsToTheNewOne() async throws {
    let portal = try await portal(
      tree,
      moved: "- { old: old.md, new: guides/new.md }\n- { old: old.md#a b, new: guides/new.md#part }\n")
    let page = portal["old.html"]
    #expect(page.contains(#"<meta http-equiv="refresh" content="0; url=guides/new.html">"#))
    #expect(page.contains(#"<link rel="canonical" href="guides/new.html">"#))
    #expect(page.contains(#"<p>This page has moved to <a href="guides/new.html">New</a>.</p>"#))
    #expect(
      page.contains(#"data-moved="a%20b guides/new.html#part" data-target="guides/new.html"></script>"#))
  }

  @Test func aHeadingThatHasMovedIsFollowedByTheScriptOfItsPage() async throws {
    let portal = try await portal(tree, moved: "- { old: index.md#usage, new: guides/new.md#part }\n")
    #expect(portal["index.html"].contains(#"data-moved="usage guides/new.html#part" defer></script>"#))
    #expect(!portal["guides/new.html"].contains("data-moved"))
    #expect(portal.files.keys.contains { $0.hasPrefix("assets/moved.") })
  }

  @Test(arguments: [
    ("/old/", "old/index.html", "../guides/new.html"), ("/old", "old/index.html", "../guides/new.html"),
    ("old.html", "old.html", "guides/new.html"), ("/a/old.md", "a/old.html", "../guides/new.html"),
  ])
  func aliasesOfOtherToolsArePages(alias: String, file: String, target: String) async throws {
    var tree = tree
    tree["guides/new.md"] = "---\naliases: [\(alias)]\n---\n\n# New\n"
    #expect(try await portal(tree)[file].contains("url=\(target)\""))
  }

  @Test(arguments: [
    "/", "/guides/new.html", "../up", "/.git/config", "/guides/new.html/x", "/guides", "/license.txt/x",
  ])
  func aliasesDoNotTakePlacesOfOthers(alias: String) async throws {
    var tree = tree
    tree["guides/index.md"] = "# Guides\n"
    tree["index.md"] = "# Home\n\n[License](license.txt)\n"
    tree["license.txt"] = "Free\n"
    let without = try await portal(tree)
    tree["guides/new.md"] = "---\naliases: [\"\(alias)\"]\n---\n\n# New\n\n## Part\n"
    let portal = try await portal(tree)
    #expect(Set(portal.files.keys) == Set(without.files.keys))
    #expect(portal["guides/index.html"] == without["guides/index.html"])
  }

  @Test func portalsWithoutFormerAddressesHaveNoScriptForThem() async throws {
    let portal = try await portal(tree)
    #expect(!portal.files.keys.contains { $0.hasPrefix("assets/moved.") })
  }
}
