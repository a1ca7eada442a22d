/// Components that are boxes, tabs and groups: `<TabItem label="Linux">` of Docusaurus and Starlight, `<Aside>`,
/// `<Admonition>`, `<Tip>` and `<Callout>`. The tag has to be alone on its line.
extension ContainerOpening {
  /// - Parameter isMDX: whether every other component is a group, of which only what is in it is shown.
  init?(tag line: Words, isMDX: Bool) {
    guard let tag = Self.tag(line), !tag.isClosing, !tag.isEmpty else { return nil }
    let end = End.tag(tag.name)
    func attribute(_ names: String...) -> Title? {
      for name in names { if let range = tag.attributes[name], !range.isEmpty { return .written(range) } }
      return nil
    }
    switch Self.components[tag.name] {
    case .tab:
      guard let label = attribute("label", "title", "name", "value") else { return nil }
      self.init(end: end, quote: ("[!tab]", label))
    case .group: self.init(end: end, quote: nil)
    case .boxOfType:
      let word =
        tag.attributes["type"].map { String(decoding: line.bytes[$0], as: UTF8.self).lowercased() } ?? "note"
      self.init(
        end: end, quote: ("[!\(Admonition(word: word) == nil ? "note" : word)]", attribute("title")))
    case .box: self.init(end: end, quote: ("[!\(tag.name.lowercased())]", attribute("title")))
    case .folded: self.init(end: end, quote: ("[!details]-", attribute("title", "summary")))
    case nil:
      guard isMDX else { return nil }
      self.init(end: end, quote: nil)
    }
  }

  /// Whether a component is a box, a tab or a group of them.
  static func isKnown(component name: String) -> Bool { components[name] != nil }

  private enum Component {
    case tab, group, folded
    /// Its name is the kind of box.
    case box
    /// The attribute `type` is the kind of box.
    case boxOfType
  }

  private static let components: [String: Component] = {
    let names: [(Component, String)] = [
      (.tab, "TabItem Tab TabPanel"), (.group, "Tabs CodeGroup Steps CardGrid CardGroup TabList"),
      (.boxOfType, "Aside Admonition Callout Alert"),
      (.box, "Note Info Tip Important Warning Caution Danger Check"),
      (.folded, "Accordion Expandable Details"),
    ]
    var components: [String: Component] = [:]
    for (component, names) in names {
      for name in names.split(separator: " ") { components[String(name)] = component }
    }
    return components
  }()

  private init(end: End, quote: (String, Title?)?) {
    self.end = end
    self.quote = quote.map { (marker: $0.0, title: $0.1) }
  }

  /// The name in a line that is nothing but `</Name>`, or `{{< /name >}}`.
  static func closingTag(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
    guard range.count > 3 else { return nil }
    if bytes[range.lowerBound] == UInt8(ascii: "{") {
      let code = Shortcode(Words(bytes: bytes, at: range.lowerBound, end: range.upperBound))
      return code.flatMap { $0.isClosing ? $0.key : nil }
    }
    guard bytes[range.lowerBound] == UInt8(ascii: "<"),
      let tag = tag(Words(bytes: bytes, at: range.lowerBound, end: range.upperBound)), tag.isClosing
    else { return nil }
    return tag.name
  }

  private struct Tag {
    var name: String
    var isClosing = false
    /// Whether it ends itself, as `<Badge />` does.
    var isEmpty = false
    var attributes: [String: Range<Int>] = [:]
  }

  private static func tag(_ line: Words) -> Tag? {
    var line = line
    guard line.skip(UInt8(ascii: "<")) == 1 else { return nil }
    let isClosing = line.skip(UInt8(ascii: "/")) == 1
    guard let name = line.word(), name.first?.isUppercase == true else { return nil }
    var tag = Tag(name: name, isClosing: isClosing)
    while true {
      line.skipSpace()
      switch line.peek {
      case UInt8(ascii: ">"):
        line.at += 1
        return line.isAtEnd ? tag : nil
      case UInt8(ascii: "/"):
        line.at += 1
        tag.isEmpty = true
      default:
        guard let key = line.word() else { return nil }
        line.skipSpace()
        guard line.skip(UInt8(ascii: "=")) == 1 else { continue }
        line.skipSpace()
        guard let value = line.value() else { return nil }
        tag.attributes[key] = value
      }
    }
  }
}

extension Words {
  /// The value of an attribute, in quotation marks or braces, without them.
  mutating func value() -> Range<Int>? {
    guard let mark = peek else { return nil }
    switch mark {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard let close = bytes[(at + 1)..<end].firstIndex(of: mark) else { return nil }
      defer { at = close + 1 }
      return (at + 1)..<close
    case UInt8(ascii: "{"):
      var depth = 0
      let start = at
      while at < end {
        if bytes[at] == UInt8(ascii: "{") { depth += 1 }
        if bytes[at] == UInt8(ascii: "}") { depth -= 1 }
        at += 1
        if depth == 0 { return (start + 1)..<(at - 1) }
      }
      return nil
    default:
      let start = at
      return word().map { _ in start..<at }
    }
  }
}
