import Diagnostics

/// Short codes of Hugo in the destinations of links and of link definitions, which Markdown would not read.
///
///     [Setup]({{< ref "setup" >}})             →  [Setup](doc:setup)
///     [api]: /docs/{{< param version >}}/api   →  [api]: /docs/{{<paramversion>}}/api
///
/// A short code that is not a reference stands for a text that is not known here, and loses its white space only.
public enum ShortcodeDestinations {
  /// - Parameter offset: where Markdown begins, after the front matter.
  /// - Returns: `nil` when there are none.
  public static func rewritten(_ source: SourceText, from offset: Int) -> SourceText? {
    var rewriting = SourceRewriting(source)
    for line in TextLines(source.bytes, from: offset) {
      for (range, text) in shortcodes(source.bytes, line.first..<line.line.end) {
        rewriting.replace(range, with: text)
      }
    }
    return rewriting.text
  }

  /// The short codes in the destinations of a line, and what they become.
  private static func shortcodes(_ bytes: [UInt8], _ line: Range<Int>) -> [(Range<Int>, String)] {
    var found: [(Range<Int>, String)] = []
    var at = line.lowerBound
    while at + 1 < line.upperBound {
      let isOpening = bytes[at] == UInt8(ascii: "]") && "(:".utf8.contains(bytes[at + 1])
      at += 1
      guard isOpening else { continue }
      at += 1
      while at < line.upperBound, bytes[at] == 0x20 { at += 1 }
      let start = at
      while at < line.upperBound, bytes[at] != 0x20, bytes[at] != UInt8(ascii: ")") {
        guard let end = end(of: bytes, at, line.upperBound) else {
          at += 1
          continue
        }
        found.append((at..<end, text(bytes[at..<end], isWhole: at == start)))
        at = end
      }
    }
    return found
  }

  /// The end of `{{< … >}}` or `{{% … %}}` at a place.
  private static func end(of bytes: [UInt8], _ at: Int, _ limit: Int) -> Int? {
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}")] where bytes[at..<limit].starts(with: open.utf8) {
      return bytes[at..<limit].firstRange(of: Array(close.utf8))?.upperBound
    }
    return nil
  }

  private static func text(_ code: ArraySlice<UInt8>, isWhole: Bool) -> String {
    let words = String(decoding: code.dropFirst(3).dropLast(3), as: UTF8.self).split(separator: " ")
    if isWhole, words.count == 2, ["ref", "relref"].contains(words[0]) {
      let path = words[1].filter { !"\"'`".contains($0) }
      return path.hasPrefix("#") ? path : "doc:" + path
    }
    return String(decoding: code.filter { $0 > 0x20 && !"\"'`".utf8.contains($0) }, as: UTF8.self)
  }
}
