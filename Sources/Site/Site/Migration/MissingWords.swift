import Diagnostics
import Dialects

/// Finds words of boxes and tabs that would be missing from their plain form.
///
/// What names a box or a tab may go: `> [!note]` says it. Options, addresses and arguments of directives may not.
enum MissingWords {
  /// Whether any word would be lost.
  ///
  /// - Parameters:
  ///   - offset: where Markdown begins, after the front matter.
  ///   - kept: the starts of lines that open boxes and tabs which stay as they are.
  static func areThere(
    in source: SourceText, from offset: Int, _ dialect: Dialect, keeping kept: Set<Int> = []
  ) -> Bool {
    guard let plain = ContainerRewriting.rewritten(source, from: offset, dialect, keeping: kept) else {
      return false
    }
    let kept = counts(plain.bytes)
    return counts(source.bytes).contains { word, count in count > kept[word, default: 0] && !isMarker(word) }
  }

  /// The boxes and tabs whose plain form would lose words: where the lines begin that open them.
  static func places(in source: SourceText, from offset: Int, _ dialect: Dialect) -> Set<Int> {
    guard areThere(in: source, from: offset, dialect) else { return [] }
    let all = Set(ContainerRewriting.places(in: source, from: offset, dialect).map(\.start))
    if all.count > most { return all }
    return all.filter { areThere(in: source, from: offset, dialect, keeping: all.subtracting([$0])) }
  }

  /// Of more boxes on a page, none is looked at alone.
  private static let most = 500

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
