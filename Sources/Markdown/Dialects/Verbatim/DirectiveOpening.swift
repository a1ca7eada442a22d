/// The line that begins a directive of Sphinx and MyST: a fence of code or colons, a name in braces, and words.
///
///     ```{figure} cup.png
///     ::: {toctree}
///
/// `{.note}` and `{#note}` are attributes of Pandoc, not names.
public struct DirectiveOpening {
  /// `` ` ``, `~` or `:`.
  let mark: UInt8
  let length: Int
  let name: String
  /// The words after the name, without white space at their ends.
  let argument: Range<Int>

  /// - Parameter range: the line from its fence on: without what is before it, such as the marker of a list item.
  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    var words = Words(bytes: bytes, at: range.lowerBound, end: range.upperBound)
    guard let mark = words.peek, "`~:".utf8.contains(mark) else { return nil }
    length = words.skip(mark)
    words.skipSpace()
    guard length >= 3, let name = words.braces(), name.first?.isLetter == true else { return nil }
    // What has more backticks is code in a line.
    if mark == UInt8(ascii: "`"), bytes[words.at..<words.end].contains(mark) { return nil }
    self.mark = mark
    self.name = name
    argument = words.rest
  }

  /// The marks that it is written with.
  var fence: String { String(repeating: String(UnicodeScalar(mark)), count: length) }

  /// Whether what is in it is code of the language that its argument names.
  var hasCode: Bool { Self.namesOfCode.contains(name) }

  public static let namesOfCode: Set<String> = ["code", "code-block", "code-cell", "sourcecode", "highlight"]

  /// Whether what is in it is Markdown.
  var hasMarkdown: Bool { !hasCode && !Self.namesOfOtherText.contains(name) }

  private static let namesOfOtherText: Set<String> = [
    "doctest", "graphviz", "math", "mermaid", "raw", "testcode", "testoutput",
  ]
}
