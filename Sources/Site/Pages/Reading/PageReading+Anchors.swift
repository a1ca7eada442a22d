import Dialects
import Markdown

/// The names that pages give to headings and places: `## Install {#setup}`, `[](){#setup}`, a line `{#setup}` or
/// `(setup)=`. They leave the tree, and so the portal.
extension PageReading {
  /// Takes the list of attributes from the end of a heading, and gives back its id.
  mutating func takeAttributes(ofHeading id: MarkdownDocument.NodeID) -> String? {
    // The parser may divide a text at any mark, such as the `_` of an id.
    var parts: [MarkdownDocument.NodeID] = []
    for child in document.children(of: id) {
      if document[child].kind == .text { parts.append(child) } else { parts = [] }
    }
    guard let last = parts.last, document.bytes(document[last].literal).suffix(2).contains(UInt8(ascii: "}"))
    else { return nil }
    let text = parts.map { document.string(document[$0].literal) }.joined()
    // Services for translators put `%` around what is not to be translated.
    let whole = text.hasSuffix("}%") ? text.dropLast() : text[...]
    guard let open = whole.lastIndex(of: "{"), let list = AttributeList(whole[open...]),
      list.length == whole[open...].utf8.count
    else { return nil }
    var kept = text[..<open]
    if whole.endIndex < text.endIndex, kept.last == "%" { kept.removeLast() }
    while kept.last == " " || kept.last == "\t" { kept.removeLast() }
    var rest = kept.utf8.count
    for part in parts {
      let literal = document[part].literal
      let length = min(rest, literal.count)
      document.nodes[Int(part)].literal = literal.lowerBound..<(literal.lowerBound + Int32(length))
      rest -= length
    }
    return list.id
  }

  /// Turns `[](){#setup}` into an HTML anchor; `false` when the link is one.
  mutating func takeAnchor(ofLink id: MarkdownDocument.NodeID) -> Bool {
    let node = document[id]
    guard node.kind == .link, node.target.isEmpty, node.firstChild < 0, node.nextSibling >= 0,
      document[node.nextSibling].kind == .text
    else { return false }
    let next = document[node.nextSibling].literal
    guard let list = AttributeList(document.string(next)[...]), let name = list.id else { return false }
    document.nodes[Int(node.nextSibling)].literal = (next.lowerBound + Int32(list.length))..<next.upperBound
    document.setAnchor(name, at: id)
    return true
  }

  /// Takes the list of attributes directly behind an image, a link or code, as in `![a](a.png){ width="480" }`, which
  /// says how it looks; an id becomes an anchor.
  mutating func takeAttributes(behind id: MarkdownDocument.NodeID) {
    let next = document[id].nextSibling
    guard next >= 0, document[next].kind == .text else { return }
    let literal = document[next].literal
    guard document.bytes(literal).first == UInt8(ascii: "{"),
      let list = AttributeList(document.string(literal)[...])
    else { return }
    document.nodes[Int(next)].literal = (literal.lowerBound + Int32(list.length))..<literal.upperBound
  }

  /// Shows `<doc:Getting-Started>` of DocC as the name of the page, `Getting Started`, or of the heading behind `#`.
  mutating func shortenName(ofLink id: MarkdownDocument.NodeID) {
    let node = document[id]
    let scheme = LinkDestination.documentScheme.utf8
    guard node.kind == .link, node.firstChild >= 0, document[node.firstChild].kind == .text else { return }
    let text = document[node.firstChild].literal
    let bytes = document.bytes(text)
    guard bytes.starts(with: scheme), bytes.elementsEqual(document.bytes(node.target)) else { return }
    let name = bytes.dropFirst(scheme.count).split { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "/") }.last
    let start = Int32(document.text.count)
    document.text += (name ?? []).map { $0 == UInt8(ascii: "-") ? 0x20 : $0 }
    document.nodes[Int(node.firstChild)].literal = start..<Int32(document.text.count)
  }

  /// Turns a line `(setup)=` or `{#setup}`, which is a paragraph or the last line of one, into an HTML anchor.
  mutating func takeAnchor(ofText id: MarkdownDocument.NodeID) {
    let node = document[id]
    let bytes = document.bytes(node.literal)
    guard let first = bytes.first, first == UInt8(ascii: "(") || first == UInt8(ascii: "{"),
      node.nextSibling < 0,
      node.parent >= 0, document[node.parent].kind == .paragraph
    else { return }
    let isAlone = document[node.parent].firstChild == id
    let before = id - 1
    guard isAlone || document[before].kind == .softBreak && document[before].nextSibling == id else { return }
    let text = document.string(node.literal)
    let name: String?
    if first == UInt8(ascii: "(") {
      guard isAlone, text.hasSuffix(")="), !text.contains(" ") else { return }
      name = String(text.dropFirst().dropLast(2))
    } else {
      guard let list = AttributeList(text[...]), list.length == bytes.count else { return }
      name = list.id
    }
    if let name, !name.isEmpty {
      document.setAnchor(name, at: id)
    } else {
      document.nodes[Int(id)].literal = 0..<0
    }
  }
}

extension MarkdownDocument {
  /// Makes a node an HTML anchor with a name.
  fileprivate mutating func setAnchor(_ name: String, at id: NodeID) {
    let escaped = name.utf8.filter { !"\"<>&".utf8.contains($0) }
    let start = Int32(text.count)
    text += "<a id=\"".utf8
    text += escaped
    text += "\"></a>".utf8
    nodes[Int(id)].kind = .htmlInline
    nodes[Int(id)].literal = start..<Int32(text.count)
  }
}
