import Diagnostics
import Foundation
import Testing

@testable import Markdown

/// Raw HTML in Markdown, as pages show it.
struct HTMLPolicyTests {
  private func html(_ markdown: String, _ policy: HTMLPolicy = .harmless) -> String {
    let document = MarkdownParser().parse(Array(markdown.utf8))
    return String(decoding: MarkdownHTML.render(document, rawHTML: .filtered(policy)), as: UTF8.self)
  }

  @Test func htmlAllowedOnGitHubIsKept() {
    #expect(
      html("Press <kbd>Ctrl</kbd>, H<sub>2</sub>O, 2<SUP>53</SUP>, one<br>two.\n")
        == "<p>Press <kbd>Ctrl</kbd>, H<sub>2</sub>O, 2<sup>53</sup>, one<br />two.</p>\n")
    #expect(
      html("<details open>\n<summary>More</summary>\n\n*Text*\n\n</details>\n")
        == "<details open=\"\">\n<summary>More</summary>\n<p><em>Text</em></p>\n</details>\n")
    #expect(
      html("<p align=\"center\">\n  <img src=p.png width='80' alt=\"A &amp; B\">\n</p>\n")
        == "<p align=\"center\">\n  <img src=\"p.png\" width=\"80\" alt=\"A &amp; B\" />\n</p>\n")
    #expect(
      html(
        "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"d.png 2x, javascript:x, e.png\"></picture>\n"
      )
        == "<p><picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"d.png 2x, e.png\" /></picture></p>\n"
    )
  }

  @Test func elementsOfDrawingsEndAtTheirEndTagOrSlash() {
    func theme(_ html: String) -> String {
      String(decoding: HTMLPolicy.theme.filtered(Array(html.utf8)) { _, _ in false }, as: UTF8.self)
    }
    #expect(
      theme("<svg><circle r=\"2\"><title>Dot</title></circle><path d=\"M0 0\"/></svg>")
        == "<svg><circle r=\"2\"><title>Dot</title></circle><path d=\"M0 0\" /></svg>")
    #expect(theme("<svg><g/><rect r=1/></svg>x") == "<svg><g /><rect r=\"1/\"></rect></svg>x")
    // Outside of a drawing the slash means nothing, and browsers leave the element open.
    #expect(theme("<div/>x") == "<div>x</div>")
    #expect(theme("<circle/><br>x") == "<circle><br />x</circle>")
  }

  @Test func elementsBeyondTheDepthLimitAreShownAsText() {
    let text = html(String(repeating: "<b>", count: 300) + "x\n")
    #expect(text.components(separatedBy: "<b>").count - 1 == 256)
    #expect(text.components(separatedBy: "</b>").count - 1 == 256)
    #expect(text.contains("&lt;b&gt;x</b>"))
  }

  @Test func controlCharactersInHTMLAreMadeVisible() {
    #expect(
      html("<b title=\"a\u{202E}\">b\u{202E}\u{1B}</b>\n")
        == "<p><b title=\"a[U+202E]\">b\u{202E}␛</b>\u{202C}</p>\n")
    #expect(html("<div>\nb\u{202E}\n</div>\n") == "<div>\nb[U+202E]\n</div>\n")
  }

  @Test func commentsAndTheirContentAreRemoved() {
    #expect(html("a <!-- <b> --> b\n") == "<p>a  b</p>\n")
    #expect(
      HTMLPolicy.harmless.anchors(in: Array("<!-- <a id=\"ghost\"></a> --><a id=real>".utf8)[...]) == ["real"]
    )
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<style>*{display:none}</style>",
    "<iframe src=\"https://evil.example\"></iframe>", "<object data=x.swf></object>", "<embed src=x>",
    "<base href=\"https://evil.example/\">", "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=x>",
    "<form action=\"https://evil.example\"><input></form>", "<svg><script>x</script></svg>",
    "<svg onload=x>", "<math><mtext><img src=x onerror=x></mtext></math>", "<template><b></template>",
    "<img src=x onerror=alert(1)>", "<img/src=x/onerror=alert(1)>", "<img src=\"x\"onerror=\"x\">",
    "<a href=\"javascript:alert(1)\">x</a>", "<a href=\"JaVa&#115;cript:alert(1)\">x</a>",
    "<a href=\"java&Tab;script&colon;alert(1)\">x</a>", "<a href=\"&#x1;javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,x\">x</a>", "<a href=vbscript:x>x</a>", "<a href=file:///etc/passwd>x</a>",
    "<img src=\"data:image/svg+xml,<svg onload=x>\">", "<p style=\"position:fixed\">x</p>",
    "<b onmouseover='x'>x</b>", "<a href=x target=_blank ping=//evil.example>x</a>",
    "<div srcdoc=x formaction=x>",
    "<b \u{0}onclick=x>", "<img src=`x`onerror=x>",
    "<noscript><p title=\"</noscript><img src=x onerror=x>\">",
    "<textarea><script>x</script></textarea>", "<a href=\"x\" =onclick=x>", "<b id=\"flowdocs.content\">",
  ])
  func activeContentIsRemovedUnderEveryPolicy(markup: String) {
    for policy in [HTMLPolicy.harmless, .trusted] {
      for markdown in [markup + "\n", "text " + markup + "\n"] {
        let output = html(markdown, policy)
        var tokens: [HTMLTag] = []
        for case .start(let tag, _) in HTMLTokens(Array(output.utf8)[...]) { tokens.append(tag) }
        for tag in tokens {
          #expect(policy.shows(tag.name) || ["pre", "code", "p"].contains(tag.name), "\(output)")
          for attribute in tag.attributes {
            #expect(!attribute.name.contains("on") && attribute.name != "style", "\(output)")
            #expect(
              !["target", "ping", "srcdoc", "formaction", "action"].contains(attribute.name), "\(output)")
            #expect(
              LinkScheme.isAllowed(attribute.value) && attribute.value != "flowdocs.content", "\(output)")
          }
        }
      }
    }
  }

  @Test func unbalancedTagsAreClosedWithinTheirContainer() {
    #expect(html("</div></main></p>\n\n<div>\n\ntext\n") == "&lt;/main&gt;\n<div>\n<p>text</p>\n</div>")
    #expect(html("- <details>\n\n  a\n- b\n").contains("<p>a</p>\n</details></li>"))
    #expect(
      html("**<kbd>a** b</kbd> <b>c\n\nd\n") == "<p><strong><kbd>a</kbd></strong> b <b>c</b></p>\n<p>d</p>\n")
    #expect(html("<b><i>x</b>\n") == "<p><b><i>x</i></b></p>\n")
    #expect(html("a <div> b\n") == "<p>a &lt;div&gt; b</p>\n")
  }

  @Test func trustedPagesMayUseClassesAndAllPassiveElements() {
    let markup = "<section class=\"grid\" data-x=1>\n<button>x</button>\n</section>\n"
    #expect(
      html(markup, .trusted)
        == "<section class=\"grid\" data-x=\"1\">\n<button>x</button>\n</section>\n")
    #expect(html(markup).hasPrefix("<pre class=\"raw-html\"><code>&lt;section"))
  }

  @Test func findsAddressesAndAnchorsAsBrowsersDo() {
    let html =
      "<a href='g.md?a=1&amp;b=2'>x</a><IMG SRC = i.png><img srcset=\"a.png 2x, b.png\"><u href=no><p id=one>"
    let policy = HTMLPolicy.harmless
    #expect(
      policy.addresses(in: Array(html.utf8)[...]).map { "\($0.isImage ? "image" : "link") \($0.destination)" }
        == ["link g.md?a=1&b=2", "image i.png", "image a.png", "image b.png"])
    #expect(policy.anchors(in: Array(html.utf8)[...]) == ["one"])
  }
}
