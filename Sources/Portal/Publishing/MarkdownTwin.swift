import Markdown
import Pages
import Project

/// A page as Markdown, for readers and programs that want its text: directives and includes are expanded, front matter and
/// comments are left out.
///
///     MarkdownTwin.file(of: page)  // guides/start.md, next to guides/start.html
enum MarkdownTwin {
  /// Relative to the output folder, next to the page's HTML, so that relative links between pages lead to twins.
  static func path(of page: String) -> String { PageName.withoutEnding(page) + ".md" }

  /// `nil` for a page with a comment that cannot be taken out exactly: what a page hides is not published.
  static func file(of page: Page) -> OutputFile? {
    guard let comments = comments(of: page) else { return nil }
    var text: [UInt8] = []
    if page.titleHeading == nil { text += "# \(page.title)\n\n".utf8 }
    var at = page.frontMatter.range.upperBound
    for comment in comments {
      text += page.source.bytes[at..<comment.lowerBound]
      at = comment.upperBound
    }
    text += page.source.bytes[at...]
    return OutputFile(path: path(of: page.path), bytes: withoutEmptyStart(text))
  }

  private static func withoutEmptyStart(_ text: [UInt8]) -> [UInt8] {
    Array(text.drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
  }

  /// The places of all comments, in order.
  private static func comments(of page: Page) -> [Range<Int>]? {
    var found: [Range<Int>] = []
    var at = page.frontMatter.range.upperBound
    for (number, node) in page.document.nodes.enumerated() {
      guard node.kind == .htmlBlock || node.kind == .htmlInline else { continue }
      let literal = page.document.bytes(node.literal)
      guard literal.firstRange(of: "<!--") != nil else { continue }
      guard let place = page.place(ofHTML: MarkdownDocument.NodeID(number), from: at) else { return nil }
      found += comments(in: place, of: page.source.bytes)
      at = place.upperBound
    }
    return found
  }

  /// The comments in the source of a piece of HTML; one that does not end goes to the end of the piece.
  private static func comments(in place: Range<Int>, of bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = place.lowerBound
    while let start = bytes[at..<place.upperBound].firstRange(of: "<!--") {
      let rest = bytes[start.upperBound..<place.upperBound]
      let end = rest.firstRange(of: "-->")?.upperBound ?? place.upperBound
      found.append(start.lowerBound..<end)
      at = end
    }
    return found
  }
}
