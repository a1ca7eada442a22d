import Markdown
import Pages
import TestSupport
import Testing

struct MarkdownTests {
  @Test func theTreeHasEveryKindOfNode() {
    expectText(
      dump(
        """
        # A *b* `c`

        1. [x](y.md "t")
        2. ![z](w.png)

        - [x] done
        - [ ] not

        | a | b |
        |:--|--:|
        | ~~1~~ | 2[^n] |

        ```swift run
        let a = 1
        ```

        [^n]: note
        """),
      """
      document
        heading 1
          text "A "
          emphasis
            text "b"
          text " "
          code "c"
        list ordered from 1 tight
          item
            paragraph
              link -> "y.md" titled "t"
                text "x"
          item
            paragraph
              image -> "w.png"
                text "z"
        list tight
          item done
            paragraph
              text "done"
          item task
            paragraph
              text "not"
        table
          tableRow header
            tableCell left
              text "a"
            tableCell right
              text "b"
          tableRow
            tableCell left
              strikethrough
                text "1"
            tableCell right
              text "2"
              footnoteReference 1 of 1 "n"
        codeBlock "let a = 1\\n" -> "swift run"
        footnoteDefinition 1 of 1 "n"
          paragraph
            text "note"
      """)
  }

  @Test func linesCountFromTheStartOfTheFile() {
    let page = page("---\ntitle: T\n---\n\n# One\n\ntext\n\n## Two\n")
    #expect(page.headings.map(\.line) == [5, 9])
  }

  @Test(arguments: ["NOTE", "Tip", "important", "WARNING", "CAUTION"])
  func alerts(_ word: String) {
    let lower = word.lowercased()
    let name = lower.prefix(1).uppercased() + lower.dropFirst()
    let start = "<div class=\"alert alert-\(lower)\"><p class=\"alert-title\">\(name)</p>\n"
    #expect(html("> [!\(word)]\n> *a*\n> b\n") == start + "<p><em>a</em>\nb</p>\n</div>\n")
    #expect(html("> [!\(word)]\n>\n> - a\n") == start + "<ul>\n<li>a</li>\n</ul>\n</div>\n")
  }

  @Test(arguments: ["> [!NOTE]x same line\n", "> [!OTHER]\n> x\n", "> [!NOTE]\n", "> a\n> [!NOTE]\n"])
  func noAlerts(_ markdown: String) {
    #expect(html(markdown).hasPrefix("<blockquote>"))
  }

  @Test func nestedAlerts() {
    expectText(
      html("> [!NOTE]\n> > [!TIP]\n> > x\n>\n> y\n"),
      """
      <div class="alert alert-note"><p class="alert-title">Note</p>
      <div class="alert alert-tip"><p class="alert-title">Tip</p>
      <p>x</p>
      </div>
      <p>y</p>
      </div>

      """)
  }

  @Test func untrustedHTMLIsShownAsText() {
    expectText(
      html("<script>alert(1)</script>\n\na <b onclick=x>b</b>\n"),
      """
      <pre class="raw-html"><code>&lt;script&gt;alert(1)&lt;/script&gt;
      </code></pre>
      <p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>

      """)
    #expect(html("<!-- a\n\nb -->\n\nx <!-- c --> y\n") == "<p>x  y</p>\n")
    #expect(html("<!-- a --> <img src=x onerror=y>\n").contains("&lt;img src=x"))
    #expect(html("<!-- a\n<script>\n").contains("<script>") == false)
  }

  @Test func dangerousLinksLeadNowhere() {
    #expect(
      html("[a](javascript:x) ![b](data:text/html,x)\n")
        == "<p><a href=\"\">a</a> <img src=\"\" alt=\"b\" /></p>\n")
    #expect(
      html("![b](data:image/png;base64,x)\n") == "<p><img src=\"data:image/png;base64,x\" alt=\"b\" /></p>\n")
  }

  @Test func aCustomizationReplacesWhatIsRendered() {
    let document = MarkdownParser().parse(
      Array(
        "# A\n\n[l](m.md) ![i](p.png) `s`\n\n```sh\nx\n```\n\n<!-- flowdocs:methods -->\n\n| a |\n|---|\n"
          .utf8))
    var custom = Marked()
    var output = Array("before".utf8)
    MarkdownHTML.render(document, customization: &custom, into: &output)
    expectText(
      String(decoding: output, as: UTF8.self),
      """
      before<h1 id="a">A<a>#</a></h1>
      <p><a href="to:m.md" rel="x">l</a> <img src="to:p.png" alt="i" loading="lazy" /> <kbd>s</kbd></p>
      [code sh]
      [html]
      <div><table>
      <thead>
      <tr>
      <th>a</th>
      </tr>
      </thead>
      </table></div>

      """)
  }

  private func html(_ markdown: String) -> String {
    let document = MarkdownParser().parse(Array(markdown.utf8))
    var plain = PlainMarkdownHTML(rawHTML: .escaped, rendersAlerts: true)
    var output: [UInt8] = []
    MarkdownHTML.render(document, customization: &plain, into: &output)
    return String(decoding: output, as: UTF8.self)
  }
}

/// Writes a mark wherever it is asked.
private struct Marked: MarkdownHTMLCustomization {
  var tableFrame: (open: StaticString, close: StaticString) { ("<div>", "</div>") }

  mutating func codeBlock(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool {
    output += "[code \(document.string(document[id].target))]\n".utf8
    return true
  }
  mutating func htmlBlock(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool {
    output += "[html]".utf8
    return true
  }
  mutating func headingAttributes(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) {
    output += " id=\"a\"".utf8
  }
  mutating func headingEnd(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) {
    output += "<a>#</a>".utf8
  }
  mutating func destination(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool {
    MarkdownHTML.escapeURL("to:" + document.string(document[id].target), into: &output)
    return true
  }
  mutating func linkAttributes(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) {
    output += " rel=\"x\"".utf8
  }
  mutating func imageAttributes(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) {
    output += " loading=\"lazy\"".utf8
  }
  mutating func codeSpan(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool {
    output += "<kbd>\(document.string(document[id].literal))</kbd>".utf8
    return true
  }
}
