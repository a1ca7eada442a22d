import Pages
import Project
import TestSupport
import Testing

@testable import Portal

/// Pages with `draft: true`: left out of what is published, and shown to their writers with a mark.
struct DraftPageTests {
  private let tree = [
    "index.md": "# Home\n", "guides/a.md": "# Old\n",
    "guides/b.md":
      "---\ndraft: true\ndate: 2026-11-02\n---\n\n# Unfinished\n\n[Sheet](sheet.csv) and zebras.\n",
    "guides/sheet.csv": "a,b\n",
  ]

  private func files(leavingOutDrafts: Bool) async throws -> [String: String] {
    var test = TestProject(tree)
    var project = Project(root: "/project", title: "Tiny", content: ".", isConfigured: true)
    project.address = PortalAddress("https://docs.example.org/")
    test.project = project
    test.leavesOutDrafts = leavingOutDrafts
    let portal = await PortalBuilder(site: try await test.site()).prepare()
    return Dictionary(
      try portal.outputFiles().map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func publishedPortalsHaveNothingOfThem() async throws {
    let files = try await files(leavingOutDrafts: true)
    #expect(files["guides/a.html"] != nil && files["sitemap.xml"] != nil)
    let ofDraft = ["guides/b.html", "guides/b.md", "guides/sheet.csv", "feed.xml"]
    #expect(ofDraft.filter { files[$0] != nil } == [])
    let mentions = files.filter { $0.value.contains("Unfinished") || $0.value.contains("zebras") }
    #expect(mentions.keys.sorted() == [])
  }

  @Test func writersSeeThemWithAMark() async throws {
    let files = try await files(leavingOutDrafts: false)
    let page = files["guides/b.html"] ?? ""
    #expect(page.contains(#"<p class="draft">Draft: the published portal leaves this page out.</p>"#))
    #expect(page.contains(#"<meta name="robots" content="noindex">"#))
    let mark = #"Unfinished <small class="draft-mark">Draft</small></a>"#
    #expect(files["guides/a.html"]?.contains(mark) == true)
    #expect(files["guides/a.html"]?.contains("leaves this page out") == false)
    // Search engines and readers of news are told of what is published alone.
    #expect(["sitemap.xml", "robots.txt", "feed.xml"].filter { files[$0] != nil } == [])
  }

  @Test func aDraftOfTheFirstPageIsReplaced() async throws {
    var test = TestProject(["index.md": "---\ndraft: true\n---\n\n# New home\n", "a.md": "# A\n"])
    test.project = Project(root: "/project", title: "Tiny", content: ".", isConfigured: true)
    test.leavesOutDrafts = true
    let site = try await test.site()
    #expect(site.isHomeGenerated && site.pages.map(\.path) == ["a.md", "index.md"])
    #expect(site.leftOut == ["index.md"])
  }
}
