import Diagnostics
import Mermaid
import Pages
import Project
import Testing

@testable import Portal

struct DiagramTests {
  @Test func aMermaidBlockIsDrawnAndOpensFullSize() async throws {
    let portal = try await TinyPortal([
      "guides/loop.md": "# Loop\n\n```mermaid title=\"The loop\"\nflowchart LR\n  a[\"A & B\"] --> b\n```\n"
    ])
    let page = portal["guides/loop.html"]
    #expect(page.contains("<span class=\"code-title\">The loop</span>"))
    #expect(page.contains("<div class=\"diagram-scroll diagram-fits diagram-fits-phone\"><svg "))
    #expect(page.contains("A &amp; B"))
    #expect(page.contains("<summary>In words</summary>"))
    // A strict Content-Security-Policy has nothing to refuse.
    #expect(!page.contains("<style") && !page.contains("style="))
    let drawings = portal.files.keys.filter { $0.hasPrefix("assets/diagrams/") }
    #expect(drawings.count == 1)
    #expect(page.contains("href=\"../\(drawings.first ?? "")\""))
    #expect(portal[drawings.first ?? ""].contains("<style>"))
  }

  @Test func aWideDrawingScrollsOnAPhone() async throws {
    let names = ["one", "two", "three", "four", "five", "six"].map { "\($0)[\"box number \($0)\"]" }
    let chart = "flowchart LR\n  " + names.joined(separator: " --> ")
    let portal = try await TinyPortal(["index.md": "# Loop\n\n```mermaid\n\(chart)\n```\n"])
    #expect(portal["index.html"].contains("<div class=\"diagram-scroll"))
    #expect(!portal["index.html"].contains("diagram-fits-phone"))
  }

  @Test func whatCannotBeDrawnShowsItsSource() async throws {
    let portal = try await TinyPortal(["index.md": "# Loop\n\n```mermaid\nflowchart LR\n  a --> (\n```\n"])
    #expect(portal["index.html"].contains("<figure class=\"code mermaid-source\">"))
    #expect(!portal["index.html"].contains("diagram-scroll"))
  }

  @Test func onlyPagesWithDrawingsHaveTheScriptOfTheirDialog() async throws {
    let portal = try await TinyPortal([
      "index.md": "# Loop\n\n```mermaid\npie\n  \"a\" : 1\n```\n", "other.md": "# Other\n",
    ])
    #expect(portal["index.html"].contains("<script src=\"assets/drawing."))
    #expect(!portal["other.html"].contains("assets/drawing."))
    let plain = try await TinyPortal(["index.md": "# Other\n"])
    #expect(!plain.files.keys.contains { $0.hasPrefix("assets/drawing.") })
  }

  @Test func theSameDrawingOnTwoPagesIsOneFile() async throws {
    let page = "# Loop\n\n```mermaid\npie\n  \"a\" : 1\n```\n"
    let portal = try await TinyPortal(["index.md": page, "other.md": page])
    #expect(portal.files.keys.count { $0.hasPrefix("assets/diagrams/") } == 1)
  }
}
