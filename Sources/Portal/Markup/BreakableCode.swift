import Diagnostics
import Markdown
import Pages

/// Code in the narrow places of a page.
extension [UInt8] {
  /// Code whose long names may break between the words of a name, and nowhere else: after `_`, `.`, `/`, `:`, `=`, `,`
  /// or `@`, before a capital that begins a word. The text that is copied from the page is the code unchanged.
  mutating func put(breakable code: String) {
    let bytes: Self = .init(code.utf8)
    var written = 0
    for word in bytes.indices.split(whereSeparator: { bytes[$0] <= 0x20 })
    where word.count > Self.longestWhole {
      let name = bytes[word]
      // No single letter is left alone on a line, with or without its underscore.
      for at in (name.startIndex + 3)...(name.endIndex - 2) where Self.wordBegins(at, in: name) {
        MarkdownHTML.escape(bytes[written..<at], into: &self)
        put("<wbr>")
        written = at
      }
    }
    MarkdownHTML.escape(bytes[written...], into: &self)
  }

  /// Bytes of a name that is never broken: a column is as wide as that.
  private static var longestWhole: Int { 10 }

  /// - Parameter at: has three bytes before it and two from it on.
  private static func wordBegins(_ at: Int, in name: ArraySlice<UInt8>) -> Bool {
    let (before, first, next) = (name[at - 1], name[at], name[at + 1])
    if separates(before) {
      // `://` stays together, and so does a number such as 1.25.
      return !separates(first) && !(name[at - 2].isDigit && first.isDigit)
        && name[..<(at - 1)].contains { !separates($0) }
    }
    guard first.isUppercase else { return false }
    // `HTTPServer` is two words, `APIs` is one.
    return before.isLowercase
      || before.isUppercase && next.isLowercase && at + 2 < name.endIndex && name[at + 2].isLowercase
  }

  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "="),
      UInt8(ascii: ","), UInt8(ascii: "@"):
      true
    default: false
    }
  }
}
