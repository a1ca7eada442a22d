import Markdown
import Pages

/// Pages are built of bytes, without a String in the hot path. The names tell how the text is encoded.
extension [UInt8] {
  /// Markup of the theme, as it is.
  @inline(__always)
  mutating func put(_ markup: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  /// Text from a page or a name, with `&`, `<`, `>`, `"` as entities.
  mutating func put(text: String) { MarkdownHTML.escape(text, into: &self) }

  /// A path or URL that is to be in a quoted attribute.
  mutating func put(url: String) { MarkdownHTML.escapeURL(url, into: &self) }

  /// The fragment of an address. `&` and `'` are percent-encoded, so that escaping it for HTML, once or not at all, makes
  /// no difference.
  mutating func put(fragment: String) {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(fragment.utf8.count)
    for byte in fragment.utf8 {
      switch byte {
      case UInt8(ascii: "&"): encoded.put("%26")
      case UInt8(ascii: "'"): encoded.put("%27")
      default: encoded.append(byte)
      }
    }
    MarkdownHTML.escapeURL(encoded, into: &self)
  }

  /// A path that leads from one file of the portal to another: what a URL could misread is percent-encoded.
  mutating func put(path: String) {
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        append(byte)
      default:
        appendPercentEncoded(byte)
      }
    }
  }

  /// Bytes that need no escaping.
  mutating func put(raw: String) { append(contentsOf: raw.utf8) }

  mutating func put(decimal number: Int) {
    if number >= 0, number < 10 {
      append(UInt8(ascii: "0") + UInt8(number))
    } else {
      append(contentsOf: String(number).utf8)
    }
  }
}
