import Diagnostics
import Dialects
import Testing

/// Elements of HTML whose content other tools read as Markdown.
struct MarkdownInHTMLTests {
  @Test(
    arguments: [
      (
        "<div class=\"a\" markdown=\"1\">\n[a](b)\n</div>\n```md\nx\n```\n",
        "<div class=\"a\" markdown=\"1\">\n\n[a](b)\n</div>\n\n```md\nx\n```\n"
      ),
      ("<figure markdown>\n  ![a](b)\n</figure>\n", "<figure markdown>\n\n  ![a](b)\n</figure>\n"),
      ("> <div markdown>\n> a\n", "> <div markdown>\n> \n> a\n"),
      ("<div>\n<b>a</b>\n</div>\n<p>b</p>\n</p>\n    c\n", nil), ("<div markdown=\"0\">\na\n</div>\n", nil),
      ("```\n</div>\na\n```\n", nil), ("<div markdown>\n\na\n\n</div>\n", nil),
      ("<pre>\n</b>\na\n</pre>\n", nil),
      ("<a>b</a>\nc\n", nil),
    ] as [(String, String?)])
  func emptyLines(_ text: String, _ expected: String?) {
    #expect(MarkdownInHTML.rewritten(SourceText(path: "a.md", text: text), from: 0)?.text == expected)
  }
}
