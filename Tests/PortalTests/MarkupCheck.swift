/// A strict reading of the HTML that portals are made of: every element closed in order, every attribute
/// quoted, every `id` once.
struct MarkupCheck {
  var problems: [String] = []
  /// The values of `href` and `src`.
  var addresses: [String] = []

  private static let void: Set<String> = ["meta", "link", "br", "hr", "img", "input"]
  /// Elements that a paragraph cannot hold.
  private static let blocks: Set<String> = [
    "p", "div", "ul", "ol", "table", "figure", "section", "pre", "h1", "h2", "h3", "blockquote", "details",
    "nav",
  ]

  init(_ html: String) {
    let bytes = Array(html.utf8)
    var open: [String] = []
    var ids: Set<String> = []
    var index = 0
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&") {
        let end = bytes[index...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
        if end - index > 8 {
          problems.append("an & that begins no entity: \(text(index..<min(bytes.count, index + 20)))")
        }
      }
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      var end = index + 1
      var quoted = false
      while end < bytes.count, quoted || bytes[end] != UInt8(ascii: ">") {
        if bytes[end] == UInt8(ascii: "\"") { quoted.toggle() }
        end += 1
      }
      let tag = text((index + 1)..<min(end, bytes.count))
      index = end + 1
      if tag.hasPrefix("!") { continue }
      if tag.hasPrefix("/") {
        let name = String(tag.dropFirst())
        if open.popLast() != name {
          problems.append("</\(name)> closes something else, after \(open.suffix(3))")
        }
        continue
      }
      let name = String(tag.prefix { $0 != " " && $0 != "/" })
      if open.last == "p", Self.blocks.contains(name) { problems.append("<\(name)> inside <p>") }
      for (attribute, value) in Self.attributes(tag) {
        switch attribute {
        case "id": if !ids.insert(value).inserted { problems.append("id \(value) twice") }
        case "href", "src": addresses.append(value)
        case "style": problems.append("a style attribute")
        case let name where name.hasPrefix("on"): problems.append("an \(name) attribute")
        default: break
        }
      }
      if name == "script", !tag.contains("src=") { problems.append("an inline script") }
      if name == "style" { problems.append("an inline style sheet") }
      if !Self.void.contains(name), !tag.hasSuffix("/") { open.append(name) }
    }
    if !open.isEmpty { problems.append("not closed: \(open)") }
  }

  private static func attributes(_ tag: String) -> [(String, String)] {
    var found: [(String, String)] = []
    let pieces = tag.split(separator: "\"", omittingEmptySubsequences: false)
    var index = 0
    while index + 1 < pieces.count {
      let name = pieces[index].split(separator: " ").last.map { String($0.dropLast()) } ?? ""
      found.append((name, String(pieces[index + 1])))
      index += 2
    }
    return found
  }
}
