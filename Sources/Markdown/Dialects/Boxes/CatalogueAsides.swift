import Diagnostics

/// Asides of DocC, which are quotations that begin with a word and a colon:
///
///     > Tip: Grind first.   →   > [!tip]
///                               > Grind first.
public enum CatalogueAsides {
  /// - Parameter offset: where Markdown begins, after the front matter.
  /// - Returns: `nil` when there are none.
  public static func rewritten(_ source: SourceText, from offset: Int) -> SourceText? {
    let bytes = source.bytes
    var assembly = SourceAssembly()
    var copied = 0
    var verbatim = QuotedVerbatim()
    var depth = 0
    var at = offset
    while at < bytes.count {
      let line = QuotedLine(bytes, at)
      at = line.line.next
      let outer = depth
      depth = line.depth
      if verbatim.takes(line, bytes) || line.isBlank { continue }
      let text = line.text(bytes)
      guard line.depth > outer, text == line.first, let aside = aside(bytes, text..<line.line.end) else {
        continue
      }
      assembly.copy(copied..<text, of: source)
      let marker = "[!\(aside.word)]\n" + line.prefix(bytes, before: text)
      assembly.add(marker, from: source, at: text..<aside.text)
      copied = aside.text
    }
    guard copied > 0 else { return nil }
    assembly.copy(copied..<bytes.count, of: source)
    return assembly.text(path: source.path)
  }

  /// The word that a line begins with, and where the text after it begins.
  private static func aside(_ bytes: [UInt8], _ line: Range<Int>) -> (word: String, text: Int)? {
    let word = bytes[line].prefix { $0.isLetter }
    guard word.endIndex + 1 < line.upperBound, bytes[word.endIndex] == UInt8(ascii: ":") else { return nil }
    let name = String(decoding: word, as: UTF8.self).lowercased()
    let rest = bytes[(word.endIndex + 1)..<line.upperBound].drop { $0 == 0x20 }
    guard Admonition(word: name) != nil, !rest.isEmpty else { return nil }
    return (name, rest.startIndex)
  }
}
