import CMarkGFM
import Foundation
import Markdown
import Pages
import Synchronization
import TestSupport
import Testing

/// The renderer against libcmark-gfm's own, with the same options and extensions.
struct ConformanceTests {
  @Test(.enabled(if: PublicSuite.markdown.isPresent, PublicSuite.markdown.absence))
  func specificationExamplesMatchLibcmarkGfm() {
    #expect(SpecExamples.all.count == 720)
    for example in SpecExamples.all {
      compare(example.markdown, example.description)
    }
  }

  @Test(arguments: [
    "[^b]: first [^a]\n\n[^a]: second\n\n    more\n\ntext[^a] and [^b], again[^a] and never[^c]\n\n[^d]: unused\n",
    "x[^1]\n\n[^1]:\n    > quote\n",
    "x[^ä&<\"]\n\n[^ä&<\"]: y\n",
    "- [ ] a\n- [x] b\n  - [X] c\n\n1. one\n\n2. two\n",
    "7) a\n8) b\n",
    "| a | b | c | d |\n|:-|-:|:-:|-|\n| 1 | 2 | 3 |\n| `x\\|y` | ~~s~~ | **b** | ![i *m*](j.png \"t\") | extra |\n\nafter\n",
    "| head only |\n| --- |\n",
    "> | a |\n> |---|\n> | b |\n\n- | a |\n  |---|\n  | b |\n",
    "[a](javascript:alert(1)) ![b](JavaScript:x) <javascript:x> [c](data:text/html,x) ![d](data:image/png;x) "
      + "[e](vbscript:x) [f](file:///x) [g](data:image/svg+xml;x)\n",
    "<div>\n*a*\n</div>\n\ntext <b>x</b> <!-- c -->\n\n<!-- d -->\n",
    "www.example.com https://example.com/a?b=c&d='e' me@example.com\n",
    "a  \nb\\\nc\nd\n", "```\n```\n", "~~~ swift run title=\"x\"\ncode\n~~~\n",
    "    indented\n\n        more\n",
    "> > deep\n> back\n", "# a #\n\nb\n===\n", "***\n\n&copy; &amp; &#0; \u{0}\n", "", "\n\n",
    "\u{FEFF}# bom\n",
    "a\r\nb\r\n\r\n```\r\nx\r\n```\r\n", "no final newline",
  ])
  func htmlIsThatOfTheLibrary(_ markdown: String) {
    compare(markdown, markdown)
  }

  @Test func deepNestingDoesNotOverflowTheStack() {
    compare(String(repeating: "> ", count: 20_000) + "x\n", "deep quotations")
    compare(String(repeating: "*a ", count: 5_000) + String(repeating: "b* ", count: 5_000), "deep emphasis")
  }

  @Test func concurrentParsesGiveTheSameResult() async {
    let texts = (0..<200).map {
      "| ~~a\($0)~~ | https://example.com/\($0) |\n|---|---|\n| x[^1] | - [x] y |\n\n[^1]: z\n"
    }
    let expected = texts.map { MarkdownHTML.render(MarkdownParser().parse(Array($0.utf8))) }
    await withTaskGroup(of: [[UInt8]].self) { group in
      for _ in 0..<4 {
        group.addTask { texts.map { MarkdownHTML.render(MarkdownParser().parse(Array($0.utf8))) } }
      }
      for await rendered in group { #expect(rendered == expected) }
    }
  }

  private func compare(_ markdown: String, _ name: String) {
    for (options, rawHTML) in [(Int32(CMARK_OPT_UNSAFE), RawHTML.passed), (0, .omitted)] {
      let bytes = Array(markdown.utf8)
      let ours = String(
        decoding: MarkdownHTML.render(MarkdownParser().parse(bytes), rawHTML: rawHTML), as: UTF8.self)
      let reference = Reference.html(bytes, options: options | Int32(CMARK_OPT_FOOTNOTES))
      #expect(ours == reference, "\(name), raw HTML \(rawHTML)")
    }
  }
}

/// libcmark-gfm's own rendering.
private enum Reference {
  static func html(_ bytes: [UInt8], options: Int32) -> String {
    let parser = cmark_parser_new(options)
    defer { cmark_parser_free(parser) }
    var html = ""
    MarkdownParser.exclusively {
      cmark_gfm_core_extensions_ensure_registered()
      for name in ["table", "strikethrough", "autolink", "tasklist"] {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
      }
      bytes.withUnsafeBytes { buffer in
        guard let start = buffer.baseAddress else { return }
        cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
      }
      let root = cmark_parser_finish(parser)
      defer { cmark_node_free(root) }
      guard let text = cmark_render_html(root, options, nil) else { return }
      defer { free(text) }
      html = String(cString: text)
    }
    return html
  }
}
