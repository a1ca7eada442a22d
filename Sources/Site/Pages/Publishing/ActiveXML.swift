import Diagnostics
import Markdown
import Project

/// Whether a browser would run anything in an SVG drawing or another XML file that a reader opens.
///
/// It errs on the safe side: files that it cannot read for certain, in another encoding or with a document type with
/// declarations of its own, count as active.
enum ActiveXML {
  static let endings: Set<String> = [
    "svg", "xml", "rss", "atom", "rdf", "mathml", "mml", "kml", "gpx", "xspf", "xsd",
  ]

  /// Elements of SVG, without their prefix, that run something or contain HTML. Those of HTML itself need its
  /// namespace.
  private static let elements: Set<String> = ["script", "handler", "listener", "foreignobject"]

  /// The active content, as a phrase that follows the file's name; `nil` without any.
  ///
  /// - Parameter refusal: what else is refused of a start tag and the text after it.
  static func reason(
    _ bytes: [UInt8], refusal: (HTMLTag, ArraySlice<UInt8>) -> String? = { _, _ in nil }
  ) -> String? {
    guard UTF8Check.firstInvalid(in: bytes) == nil, !bytes.contains(0) else { return "it is not UTF-8" }
    var at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let start = at
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else {
        at += 1
        continue
      }
      let rest = bytes[at...]
      if rest.starts(with: "<!--".utf8) {
        at = end("-->", in: bytes, from: at + 4)
      } else if rest.starts(with: "<![CDATA[".utf8) {
        at = end("]]>", in: bytes, from: at + 9)
      } else if rest.starts(with: "<?".utf8) {
        let close = end("?>", in: bytes, from: at + 2)
        let text = String(decoding: bytes[at..<close], as: UTF8.self).lowercased()
        guard at == start, text.hasPrefix("<?xml "), isReadable(declaration: text) else {
          return "it has a processing instruction"
        }
        at = close
      } else if rest.starts(with: "<!".utf8) {
        let (text, close) = declaration(in: bytes, from: at)
        guard text.lowercased().hasPrefix("<!doctype"), !text.contains("[") else {
          return "its document type has declarations"
        }
        at = close
      } else {
        let (tag, close) = self.tag(in: bytes, from: at + 1)
        if let reason = reason(tag) ?? tag.flatMap({ refusal($0, bytes[close...]) }) { return reason }
        at = close
      }
    }
    return nil
  }

  /// A declaration without what is in quotes, where `>` and `[` are text, and the index after it.
  private static func declaration(in bytes: [UInt8], from start: Int) -> (text: String, end: Int) {
    var text: [UInt8] = []
    var quote: UInt8?
    for at in start..<bytes.count {
      let byte = bytes[at]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return (String(decoding: text, as: UTF8.self), at + 1)
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else {
        text.append(byte)
      }
    }
    // Not closed: an error in XML, of which nothing is shown.
    return (String(decoding: text, as: UTF8.self), bytes.count)
  }

  private static func isReadable(declaration: String) -> Bool {
    guard let encoding = declaration.range(of: "encoding") else { return true }
    let value = declaration[encoding.upperBound...].drop { " =\t\r\n\"'".contains($0) }
    return ["utf-8", "us-ascii", "ascii"].contains(
      String(value.prefix { $0.isLetter || $0.isNumber || $0 == "-" }))
  }

  private static func end(_ mark: String, in bytes: [UInt8], from start: Int) -> Int {
    var at = start
    while at < bytes.count {
      if bytes[at...].starts(with: mark.utf8) { return at + mark.utf8.count }
      at += 1
    }
    return bytes.count
  }

  /// The start or end tag after a `<`: for well-formed XML the HTML reader gives the same result.
  private static func tag(in bytes: [UInt8], from start: Int) -> (HTMLTag?, end: Int) {
    var end = start
    var quote: UInt8?
    while end < bytes.count {
      if let open = quote {
        if bytes[end] == open { quote = nil }
      } else if bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'") {
        quote = bytes[end]
      } else if bytes[end] == UInt8(ascii: ">") {
        break
      }
      end += 1
    }
    end = min(end + 1, bytes.count)
    var tokens = HTMLTokens(bytes[(start - 1)..<end])
    if case .start(let tag, _) = tokens.next() { return (tag, end) }
    return (nil, end)
  }

  private static func reason(_ tag: HTMLTag?) -> String? {
    guard let tag else { return nil }
    let element = local(tag.name)
    if elements.contains(element) { return "it has the element `<\(element)>`" }
    for attribute in tag.attributes {
      let name = local(attribute.name)
      let value = attribute.value
      if name.hasPrefix("on") { return "it has the attribute `\(name)`" }
      if attribute.name.hasPrefix("xmlns"), value.contains("1999/xhtml") { return "it contains HTML" }
      if name == "href" || name == "src" || name == "from" || name == "to" || name == "values" || name == "by"
      {
        let addresses = name == "values" ? value.split(separator: ";").map(String.init) : [value]
        for address in addresses where !LinkScheme.isAllowed(address) {
          return "it has a URL with the scheme `\(LinkScheme.scheme(of: address) ?? "")`"
        }
      }
      if name == "attributename", value.lowercased().hasPrefix("on") {
        return "it sets the attribute `\(value)`"
      }
    }
    return nil
  }

  /// The name of an element or attribute without its prefix.
  static func local(_ name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? name
  }
}
