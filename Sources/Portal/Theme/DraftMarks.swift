import Diagnostics
import Pages

/// Marks of pages that are not to be published yet.
enum DraftMarks {
  /// The line at the head of the page.
  static func writeBanner(into output: inout [UInt8]) {
    output.put("<p class=\"draft\">Draft: the published portal leaves this page out.</p>\n")
  }

  /// Beside a title in a list.
  static func write(into output: inout [UInt8]) {
    output.put(" <small class=\"draft-mark\">Draft</small>")
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
