import Diagnostics

/// Markdown in HTML as Python-Markdown and kramdown read it, with the empty lines that CommonMark needs.
///
///     <div markdown="1">      →  an empty line behind it, so that what follows is Markdown
///     </div>                  →  an empty line behind it where text follows
///
/// For them an element ends with its end tag; in CommonMark it goes on to the next empty line.
public enum MarkdownInHTML {
  /// - Parameter offset: where Markdown begins, after the front matter.
  /// - Returns: `nil` when no line is added.
  public static func rewritten(_ source: SourceText, from offset: Int) -> SourceText? {
    let bytes = source.bytes
    var rewriting = SourceRewriting(source)
    for line in TextLines(bytes, from: offset)
    where isEnd(bytes[line.first..<line.line.end]) && goesOn(bytes, behind: line) {
      let quotation = String(decoding: bytes[line.line.start..<line.start], as: UTF8.self)
      rewriting.replace(line.line.next..<line.line.next, with: quotation + "\n")
    }
    return rewriting.text
  }

  /// Whether a line is one tag: an end tag, or a start tag whose content is Markdown.
  private static func isEnd(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == UInt8(ascii: "<"), line.last == UInt8(ascii: ">"), line.count > 3,
      line.dropLast().firstIndex(of: UInt8(ascii: ">")) == nil
    else { return false }
    if line.dropFirst().first == UInt8(ascii: "/") { return true }
    let words = String(decoding: line.dropFirst().dropLast(), as: UTF8.self).split(separator: " ").dropFirst()
    return words.contains { $0 == "markdown" || $0.hasPrefix("markdown=") && !$0.contains("0") }
  }

  /// Whether text, and no further HTML or code, follows directly.
  private static func goesOn(_ bytes: [UInt8], behind line: QuotedLine) -> Bool {
    guard line.line.next < bytes.count else { return false }
    let next = QuotedLine(bytes, line.line.next)
    return !next.isBlank && next.indent < line.indent + 4 && next.depth == line.depth
      && bytes[next.first] != UInt8(ascii: "<")
  }
}
