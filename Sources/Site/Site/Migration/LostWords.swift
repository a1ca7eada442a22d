import Diagnostics
import Dialects

/// Finds words of boxes and tabs that would be missing from their plain form.
///
/// What names a box or a tab may go: `> [!note]` says it. Options, addresses and arguments of directives may not.
enum LostWords {
  /// Whether any word would be lost.
  ///
  /// - Parameter offset: where Markdown begins, after the front matter.
  static func areThere(in source: SourceText, from offset: Int, _ dialect: Dialect) -> Bool {
    guard let plain = ContainerRewriting.rewritten(source, from: offset, dialect) else { return false }
    let kept = counts(plain.bytes)
    return counts(source.bytes).contains { word, count in count > kept[word, default: 0] && !isMarker(word) }
  }

  private static func counts(_ bytes: [UInt8]) -> [String: Int] {
    bytes.split { !isLetter($0) }.reduce(into: [:]) { counts, word in
      counts[String(decoding: word, as: UTF8.self), default: 0] += 1
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39, 0x80...:
      true
    default: false
    }
  }

  private static func isMarker(_ word: String) -> Bool {
    Admonition(word: word) != nil || markers.contains(word.lowercased())
  }

  private static let markers: Set<String> = [
    "type", "title", "label", "tab", "tabs", "tabitem", "tabpanel", "set", "item", "callout", "aside",
    "admonition", "alert", "accordion", "expandable", "dropdown",
  ]
}
