import Diagnostics
import Foundation
import Mermaid
import Pages
import Portal
import Project
import Testing

/// What the files of `site/theme/` change in a portal.
struct OwnThemeTests {
  private static let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>"

  private func portal(_ theme: [String: String]) async throws -> TinyPortal {
    var tree = ["index.md": "# Home\n", "guides/a.md": "# A\n\n```mermaid\nflowchart LR\n  A --> B\n```\n"]
    for (name, text) in theme { tree["site/theme/" + name] = text }
    return try await TinyPortal(tree)
  }

  private func css(_ portal: TinyPortal) throws -> String {
    try #require(portal.files.first { $0.key.hasPrefix("assets/theme.") && $0.key.hasSuffix(".css") }?.value)
  }

  @Test func aColourIsTheSameOnPagesInDrawingsAndInTheIcon() async throws {
    let portal = try await portal([
      "theme.yml": "colors: { light: { accent: \"#0b6e4f\", page: \"#fffdf5\" } }\n"
    ])
    let css = try css(portal)
    #expect(css.contains("  --accent: #0b6e4f;\n"))
    #expect(css.contains("--d-page:var(--diagram-page,#fffdf5)"))
    #expect(css.contains("--d-node-fill:var(--diagram-node-fill,#e6eee4)"))
    let drawing = try #require(portal.files.first { $0.key.hasPrefix("assets/diagrams/") }?.value)
    #expect(drawing.contains("--d-page:var(--diagram-page,#fffdf5)"))
    let icon = try #require(portal.files.first { $0.key.hasPrefix("assets/icon.") }?.value)
    #expect(icon.contains("fill=\"#0b6e4f\""))
  }

  @Test func pagesAndDrawingsHaveOneGroundWithoutATheme() async throws {
    let css = try css(try await portal([:]))
    #expect(css.contains("  --page: #0f1218;\n"))
    #expect(css.contains("--d-page:var(--diagram-page,#0f1218)"))
  }

  @Test func fragmentsAndLinksLeadToPagesFromEveryFolder() async throws {
    let portal = try await portal([
      "theme.yml": """
      header: [{ title: Guide, link: guides/a.md#a }, { title: "Q & A", link: "https://example.org/?a=1&b=2" }]
      footer: [{ title: Home, link: index.md }]

      """,
      "banner.html":
        "<aside class=\"notice\">New: <a href=\"guides/a.md\">A</a><img src=\"assets/cup.svg\" alt=\"\"></aside>",
      "footer.html": "<p>By us", "assets/cup.svg": Self.drawing,
    ])
    let cup = try #require(portal.files.keys.first { $0.hasPrefix("assets/cup.") })
    for (page, root) in [("index.html", ""), ("guides/a.html", "../"), ("404.html", "")] {
      let html = portal[page]
      #expect(html.contains("<aside class=\"notice\">New: <a href=\"\(root)guides/a.html\">A</a>"), "\(page)")
      #expect(html.contains("<img src=\"\(root)\(cup)\" alt=\"\" />"))
      #expect(html.contains("<a href=\"\(root)guides/a.html#a\">Guide</a>"))
      #expect(html.contains("<a href=\"https://example.org/?a=1&amp;b=2\">Q &amp; A</a>"))
      // What a fragment leaves open ends with it.
      #expect(html.contains("<a href=\"\(root)index.html\">Home</a>\n</nav>\n<p>By us</p></footer>"))
      #expect(!html.contains("Built with FlowDocs"))
      #expect(MarkupCheck(html).problems == [])
    }
  }

  @Test func everyPlaceIsShownOnce() async throws {
    let places = Dictionary(
      uniqueKeysWithValues: SiteTheme.Place.allCases.map {
        ("\($0.rawValue).html", "<p>in \($0.rawValue)</p>")
      })
    let html = try await portal(places)["guides/a.html"]
    for place in SiteTheme.Place.allCases {
      #expect(html.ranges(of: "<p>in \(place.rawValue)</p>").count == 1)
    }
    #expect(html.range(of: "in banner")!.lowerBound < html.range(of: "<header class=\"top\">")!.lowerBound)
  }

  @Test func logosAndStylesAreFilesOfThePortal() async throws {
    let portal = try await portal(
      [
        "logo.svg": Self.drawing, "logo-dark.png": "PNG", "favicon.ico": "ICO",
        "theme.css": ".cover { background: url(\"assets/my cup.svg\") }",
        "assets/my cup.svg": Self.drawing + " ",
      ])
    let html = portal["guides/a.html"]
    #expect(html.contains(/<img class="logo logo-light" alt="" src="..\/assets\/logo\.[0-9a-f]{10}\.svg">/))
    #expect(
      html.contains(/<img class="logo logo-dark" alt="" src="..\/assets\/logo-dark\.[0-9a-f]{10}\.png">/))
    #expect(
      html.contains(/<link rel="icon" href="..\/assets\/icon\.[0-9a-f]{10}\.ico" type="image\/x-icon">/))
    #expect(!html.contains("brand-mark"))
    #expect(try css(portal).contains(/\.cover \{ background: url\(my-cup\.[0-9a-f]{10}\.svg\) \}/))
    #expect(portal.files.keys.contains { $0.hasPrefix("assets/my-cup.") })
  }

  @Test func namesOfDiagramColoursAreThoseOfTheLibrary() {
    let css = Stylesheet.page(DiagramColors(light: ["node-fill": .black], dark: ["series1-line": .white]))
    #expect(css.contains("--d-node-fill:var(--diagram-node-fill,#000)"))
    #expect(css.contains("--d-series1-line:var(--diagram-series1-line,#fff)"))
    for name in DiagramColors.names { #expect(css.contains("var(--diagram-\(name),")) }
  }
}
