import Diagnostics
import Pages
import Project

/// Marks of pages that are not to be published yet.
enum DraftMarks {
  /// The line at the head of the page.
  static func writeBanner(_ words: ThemeWords, into output: inout [UInt8]) {
    output.put("<p class=\"draft\">")
    output.put(.draftPage, of: words)
    output.put("</p>\n")
  }

  /// Beside a title in a list.
  static func write(_ words: ThemeWords, into output: inout [UInt8]) {
    output.put(" <small class=\"draft-mark\">")
    output.put(.draft, of: words)
    output.put("</small>")
  }
}

extension Draft {
  /// The line at the head of each page.
  func writeBanner(root: String, into output: inout [UInt8]) {
    output.put("<p class=\"draft\"><a href=\"")
    output.put(raw: root)
    output.put(raw: Self.path)
    output.put("\">Draft: ")
    output.put(text: summary)
    output.put("</a></p>\n")
  }

  /// The findings as they are printed.
  func writeFindings(into output: inout [UInt8]) {
    output.put("<h1>Findings</h1>\n<p>")
    output.put(text: summary)
    output.put(
      ". <code>flowdocs build</code> without <code>--draft</code> writes no portal with errors.</p>\n")
    output.put("<figure class=\"code\">\n<pre><code>")
    output.put(text: ConsoleRenderer().render(findings))
    output.put("</code></pre>\n</figure>\n")
  }
}
