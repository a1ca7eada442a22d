import Foundation
import Pages
import Portal
import Project
import TestSupport
import Testing

/// A portal with everything on it.
private let tree: [String: String] = [
  "index.md": "---\nkind: landing\n---\n# Home\n\nLead.\n\n- [A](guides/a.md): a\n- [B](guides/b.md)\n",
  "guides/index.md": "# Guides\n\nSee [a](a.md#two) and ![image](dot.svg \"dot\").\n",
  "guides/a.md": """
  # A & B

  ## Two

  Text[^1] again[^1], `code`, **bold**, ~~gone~~, <https://example.com/?a=1&b=2>.

  | a | b |
  |:--|:-:|
  | 1 | 2 |

  > [!NOTE]
  > Careful.

  > Quote

  1. one
     - [ ] two
     - [x] three

  ```swift tab=Swift title="T < U"
  let a = "\\(b)"
  ```

  ```sh tab=Shell
  echo "$HOME"
  ```

  ```output
  /home
  ```

      indented <code>

  ---

  ## Two

  [^1]: The note.
  """,
  "guides/b.md": "# B\n\n<div>raw</div>\n\nline  \nbreak <b>inline</b>\n",
  "guides/dot.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
]

struct WholePortalTests {
  @Test func parallelBuildIsDeterministic() async throws {
    var large = tree
    for page in 0..<120 {
      large["many/p\(page).md"] =
        "# Page \(page)\n\nWords \(page % 7) of \(page) [next](p\((page + 1) % 120).md).\n"
    }
    let first = try await TinyPortal(large).files
    for _ in 0..<3 { #expect(try await TinyPortal(large).files == first) }
    #expect(first.count > 125)
  }

  @Test func pagesAreWellFormedWithUniqueIdsAndNoInlineScripts() async throws {
    let portal = try await TinyPortal(tree)
    for (path, text) in portal.files where path.hasSuffix(".html") {
      #expect(MarkupCheck(text).problems == [], "\(path)")
    }
  }

  @Test func allRelativeLinksAndAssetsExist() async throws {
    let portal = try await TinyPortal(tree)
    for (path, text) in portal.files where path.hasSuffix(".html") {
      for address in MarkupCheck(text).addresses where !address.hasPrefix("https://") {
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        let target = parts[0].isEmpty ? path : RelativePath.resolve(parts[0], in: folder)
        let file = try #require(target.flatMap { portal.files[$0] }, "\(path) refers to \(address)")
        if parts.count == 2 { #expect(file.contains("id=\"\(parts[1])\""), "\(path) refers to \(address)") }
      }
    }
  }

  @Test func assetsHaveContentHashesAndA404PageExists() async throws {
    let portal = try await TinyPortal(tree)
    let assets = portal.files.keys.filter { $0.hasPrefix("assets/") }.map { path in
      path.split(separator: ".").enumerated().map { $0.offset == 1 ? "HASH" : String($0.element) }
        .joined(separator: ".")
    }.sorted()
    #expect(
      assets == [
        "assets/boot.HASH.js", "assets/icon.HASH.svg", "assets/search.HASH.js", "assets/theme.HASH.css",
        "assets/theme.HASH.js",
      ])
    #expect(portal["404.html"].contains("<h1>Page not found</h1>"))
    #expect(portal["404.html"].contains("<a href=\"index.html\">The start page</a>"))
    var project = Project(root: "/project", title: "Tiny", isConfigured: true)
    project.address = PortalAddress("https://docs.example.org/team")
    let known = try await TinyPortal(tree, project: project)
    #expect(known["404.html"].contains("<a href=\"/team/index.html\">The start page</a>"))
    #expect(known["404.html"].contains("<link rel=\"stylesheet\" href=\"/team/assets/theme."))
  }

  @Test func contentSecurityPolicyForbidsInlineAndForeignContent() async throws {
    let portal = try await TinyPortal(tree)
    expectText(
      portal.piece("guides/a.html", from: "<meta http-equiv", to: ">"),
      """
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; \
      style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'none'; \
      base-uri 'none'; form-action 'none'">
      """)
  }

  @Test func writingTwiceChangesNothing() async throws {
    let temporary = try TestFolder()
    let builder = PortalBuilder(site: try await TinyPortal.site(tree))
    let folder = OutputFolder(path: temporary.root + "/site")
    let first = try await builder.prepare().write(to: folder)
    let files = try await builder.prepare().outputFiles()
    #expect(first == .init(written: files.count, unchanged: 0, removed: 0))
    #expect(
      try await builder.prepare().write(to: folder) == .init(written: 0, unchanged: files.count, removed: 0))
    for file in files { #expect(temporary.read("site/" + file.path) == file.text) }
  }
}
