import Diagnostics
import Foundation
import Testing

@testable import Markdown

/// Links that use one definition share its destination, and all of them together have a limit, as in cmark since 0.30.3.
struct ReferenceExpansionTests {
  private func links(_ text: String) -> [String] {
    let document = MarkdownParser().parse(Array(text.utf8))
    return document.nodes.filter { $0.kind == .link || $0.kind == .image }.map {
      document.string($0.target) + " " + document.string($0.title)
    }
  }

  @Test(arguments: [
    ("[a] [b][a] ![c][A]\n\n[a]: x.md \"t\"\n", ["x.md t", "x.md t", "x.md t"]),
    // The last line of a text, in a quotation, in a list, of two paragraphs, without a line end.
    ("[a]\n\n[a]: x.md", ["x.md "]),
    ("[a]\n\n> [a]: x.md\n", ["x.md "]),
    ("[a]\n\n- [a]: <x y.md> 't'", ["x y.md t"]),
    ("[a]: x.md\n[b]: y.md\n[a] [b]", ["x.md ", "y.md "]),
    // The first definition of a label counts.
    ("[a]\n\n[a]: x.md\n[a]: y.md\n", ["x.md "]),
    // Empty destinations and entities.
    ("[a]\n\n[a]: <>\n", [" "]), ("[a]\n\n[a]: &#0;1234\n", ["\u{FFFD}1234 "]),
    // No definitions.
    ("[x](y.md 't') [a]\n", ["y.md t"]), ("[a]: ", []),
  ])
  func linksUseTheirDefinitions(_ text: String, _ expected: [String]) { #expect(links(text) == expected) }

  /// Blocks after the end of the text keep their lines.
  @Test(arguments: ["[a]: x.md", "- [a]: x.md\n- b", "> [a]: x.md\n> b", "```\n[a]: x.md", "<div>\n[a]: x"])
  func linesStay(_ text: String) {
    let document = MarkdownParser().parse(Array(text.utf8))
    let lines = text.split(separator: "\n").count
    #expect(document.nodes.allSatisfy { $0.endLine <= lines })
    #expect(!document.text.starts(with: "\n".utf8) && !document.text.reversed().starts(with: "\n\n".utf8))
  }

  @Test func aSmallPageDoesNotBecomeAHugeOne() {
    let text = "[r]: https://e.com/" + String(repeating: "x", count: 50_000) + "\n\n"
    let document = MarkdownParser().parse(Array((text + String(repeating: "[r] ", count: 20_000)).utf8))
    let html = MarkdownHTML.render(document, rawHTML: .escaped)
    #expect(document.firstLinkOverBudget != nil)
    #expect(document.text.count < 300_000)
    #expect(html.count < 1_000_000)
  }

  /// 100 kB at least, and as much as the text has.
  @Test(arguments: [(10_000, 10, false), (10_000, 11, true), (50_000, 2, false), (50_000, 3, true)])
  func theLimit(size: Int, uses: Int, isOver: Bool) {
    let destination = String(repeating: "x", count: size)
    let text = "[r]: \(destination)\n\n" + String(repeating: "[r] ", count: uses)
    let document = MarkdownParser().parse(Array(text.utf8))
    #expect((document.firstLinkOverBudget != nil) == isOver)
  }

  @Test func aLongPageMayHaveAsMuchAsItIsLong() {
    let text =
      "[r]: \(String(repeating: "x", count: 1_000))\n\n"
      + String(repeating: "[r] words words\n", count: 20_000)
    let document = MarkdownParser().parse(Array(text.utf8))
    let linked = document.nodes.count { $0.kind == .link && !$0.target.isEmpty }
    #expect(linked == text.utf8.count / 1_000)
  }
}

/// The direction of writing on pages (CVE-2021-42574).
struct DirectionTests {
  private func html(_ text: String) -> String {
    let document = MarkdownParser().parse(Array(text.utf8))
    return String(decoding: MarkdownHTML.render(document, rawHTML: .escaped), as: UTF8.self)
  }

  @Test(arguments: [
    ("a \u{202E}b\n\nc\n", "<p>a \u{202E}b\u{202C}</p>\n<p>c</p>\n"),
    ("# a \u{2067}*b*\n", "<h1>a \u{2067}<em>b</em>\u{2069}</h1>\n"),
    ("- \u{202A}a\n- b\n", "<ul>\n<li>\u{202A}a\u{202C}</li>\n<li>b</li>\n</ul>\n"),
    ("\u{2066}a \u{202E}b\u{2069} c\n", "<p>\u{2066}a \u{202E}b\u{2069} c</p>\n"),
    ("\u{202B}שלום\u{202C} a\u{200F}\u{200D}\n", "<p>\u{202B}שלום\u{202C} a\u{200F}\u{200D}</p>\n"),
    ("\u{202C}a\u{2069}\n", "<p>\u{202C}a\u{2069}</p>\n"),
    ("&#x202E;a\n", "<p>\u{202E}a\u{202C}</p>\n"),
  ])
  func bidiControlsAreClosedAtTheEndOfTheParagraph(_ text: String, _ expected: String) {
    #expect(html(text) == expected)
  }

  @Test(arguments: [
    ("`a\u{202E}b`\n", "<p><code>a[U+202E]b</code></p>\n"),
    ("```\na\u{2066}\u{1B}\t\u{7F}\u{85}é\n```\n", "<pre><code>a[U+2066]␛\t␡[U+0085]é\n</code></pre>\n"),
    ("    a\u{202E}\n", "<pre><code>a[U+202E]\n</code></pre>\n"),
  ])
  func codeMakesControlCharactersVisible(_ text: String, _ expected: String) {
    #expect(html(text) == expected)
  }

  @Test func attributesMakeBidiControlsVisible() {
    #expect(
      html("![a\u{202E}](x.png \"t\u{2067}\")\n")
        == "<p><img src=\"x.png\" alt=\"a[U+202E]\" title=\"t[U+2067]\" /></p>\n")
    var output: [UInt8] = []
    MarkdownHTML.escape("a\u{202D}b \u{E2}\u{20AC} \u{2028}", into: &output)
    #expect(String(decoding: output, as: UTF8.self) == "a[U+202D]b \u{E2}\u{20AC} \u{2028}")
  }
}
