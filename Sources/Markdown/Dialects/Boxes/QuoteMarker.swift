/// The first line of a quotation that is a box or a tab: `[!NOTE]` as on GitHub, with a title of its own or with `-` or
/// `+` after it, closed or open, as in Obsidian; `[!TAB] Label`.
public struct QuoteMarker: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case box(Admonition)
    case tab
  }

  public enum Folding: Sendable, Hashable { case none, closed, open }

  public let kind: Kind
  public let folding: Folding
  /// How many bytes of the text are the marker and the spaces after it; the rest is the title.
  public let length: Int

  /// The marker that the text of a quotation begins with.
  public init?(_ text: some BidirectionalCollection<UInt8>) {
    guard text.starts(with: "[!".utf8), let close = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let start = text.index(text.startIndex, offsetBy: 2)
    let word = String(decoding: text[start..<close], as: UTF8.self)
    if word.lowercased() == "tab" {
      kind = .tab
    } else if let admonition = Admonition(word: word) {
      kind = .box(admonition)
    } else {
      return nil
    }
    var end = text.index(after: close)
    switch end < text.endIndex ? text[end] : 0 {
    case UInt8(ascii: "-"): folding = .closed
    case UInt8(ascii: "+"): folding = .open
    default: folding = .none
    }
    if folding != .none { end = text.index(after: end) }
    guard end == text.endIndex || text[end] == 0x20 || text[end] == 0x09 else { return nil }
    while end < text.endIndex, text[end] == 0x20 || text[end] == 0x09 { end = text.index(after: end) }
    length = text.distance(from: text.startIndex, to: end)
  }
}
