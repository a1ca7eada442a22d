/// The beginning of HTML that lasts until its end is written, whatever is between: comments, processing instructions,
/// declarations, CDATA, and elements whose content is not Markdown (the kinds 1 to 5 of CommonMark 0.31, section 4.6).
public struct LastingHTML: Sendable, Hashable {
  /// How it begins, as it is written: `<pre`.
  public let written: String
  /// Its end: `</pre>`.
  public let end: String
  /// Whether browsers show nothing of it.
  public let isHidden: Bool

  private static let elements = ["pre", "script", "style", "textarea"]

  /// - Parameter text: a line without the spaces before it, or more than a line.
  public init?(_ text: ArraySlice<UInt8>) {
    guard text.first == UInt8(ascii: "<"), let next = text.dropFirst().first else { return nil }
    switch next {
    case UInt8(ascii: "!"):
      if text.starts(with: "<!--".utf8) {
        self.init("<!--", "-->")
      } else if text.starts(with: "<![CDATA[".utf8) {
        self.init("<![CDATA[", "]]>")
      } else if text.dropFirst(2).first?.isLetter == true {
        self.init(String(decoding: text.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }, as: UTF8.self), ">")
      } else {
        return nil
      }
    case UInt8(ascii: "?"): self.init("<?", "?>")
    default:
      let word = text.dropFirst().prefix { $0.isLetter }
      let isWhole = word.endIndex == text.endIndex || " \t\r\n>".utf8.contains(text[word.endIndex])
      let name = String(decoding: word, as: UTF8.self)
      guard isWhole, Self.elements.contains(name.lowercased()) else { return nil }
      self.init("<" + name, "</\(name.lowercased())>", isHidden: false)
    }
  }

  private init(_ written: String, _ end: String, isHidden: Bool = true) {
    (self.written, self.end, self.isHidden) = (written, end, isHidden)
  }

  /// Whether its end is in a text. That of an element is the end tag of any of them.
  public func ends(in text: ArraySlice<UInt8>) -> Bool {
    let ends = isHidden ? [end] : Self.elements.map { "</\($0)>" }
    guard let first = end.utf8.first else { return false }
    return text.indices.contains { at in
      text[at] == first
        && ends.contains { end in
          text[at...].prefix(end.utf8.count).elementsEqual(end.utf8) { ($0.isLetter ? $0 | 0x20 : $0) == $1 }
        }
    }
  }
}
