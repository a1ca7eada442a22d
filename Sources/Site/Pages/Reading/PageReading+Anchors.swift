import Diagnostics
import Dialects
import Markdown
import Project

extension Rule {
  public static let duplicateAnchor = Rule(
    "duplicate-anchor", .warning, "Two headings or places of a page with the same name")
}

/// The names that pages give to headings and places: `## Install {#setup}`, `## Install [#setup]`, `[](){#setup}`,
/// `![](a.png){#setup}`, a line `{#setup}` or `(setup)=`. They leave the tree, and so the portal.
extension PageReading {
  /// Takes the list of attributes from the end of a heading, and gives back its id.
  mutating func takeAttributes(ofHeading id: MarkdownDocument.NodeID) -> String? {
    var parts: [MarkdownDocument.NodeID] = []
    for child in document.children(of: id) {
      if document[child].kind == .text { parts.append(child) } else { parts = [] }
    }
    guard let last = parts.last,
      document.bytes(document[last].literal).suffix(2).contains(where: { "}]".utf8.contains($0) })
    else { return nil }
    let run = TextRun(document, from: parts[0])
    let text = run.text
    if let (start, name) = AttributeList.bracketedID(endOf: text) {
      let kept = text[..<start].lastIndex { $0 != " " }.map { text[...$0] } ?? ""
      document.keep(first: kept.utf8.count, of: run)
      return name
    }
    // Services for translators put `%` around what is not to be translated.
    let whole = text.hasSuffix("}%") ? text.dropLast() : text[...]
    guard let open = whole.lastIndex(of: "{"), let list = AttributeList(whole[open...]),
      list.length == whole[open...].utf8.count
    else { return nil }
    var kept = text[..<open]
    if whole.endIndex < text.endIndex, kept.last == "%" { kept.removeLast() }
    while kept.last == " " || kept.last == "\t" { kept.removeLast() }
    document.keep(first: kept.utf8.count, of: run)
    return list.id
  }

  /// Turns `[](){#setup}` into an HTML anchor; `false` when the link is one.
  mutating func takeAnchor(ofLink id: MarkdownDocument.NodeID) -> Bool {
    let node = document[id]
    guard node.kind == .link, node.target.isEmpty, node.firstChild < 0,
      let run = listRun(from: node.nextSibling),
      let list = AttributeList(run.text[...]), let name = list.id
    else { return false }
    document.drop(first: list.length, of: run)
    document.setAnchor(takeName(name, at: node) ? name : nil, at: id)
    return true
  }

  /// Takes the list of attributes directly after an image, a link or code, as in `![a](a.png){ width="480" }`, which
  /// says how it looks; an id becomes an anchor.
  ///
  /// - Returns: whether a link leads to another site, whatever its destination looks like.
  @discardableResult
  mutating func takeAttributes(behind id: MarkdownDocument.NodeID) -> Bool {
    guard let run = listRun(from: document[id].nextSibling), let list = AttributeList(run.text[...]) else {
      return false
    }
    document.drop(first: list.length, of: run)
    guard let name = list.id, takeName(name, at: document[id]) else { return list.isExternal }
    let first = run.parts[0]
    if document[first].literal.isEmpty {
      document.setAnchor(name, at: first)
    } else {
      document.insertAnchor(name, behind: id)
    }
    return list.isExternal
  }

  /// A text that begins with a brace.
  private func listRun(from id: MarkdownDocument.NodeID) -> TextRun? {
    guard id >= 0, document[id].kind == .text,
      document.bytes(document[id].literal).first == UInt8(ascii: "{")
    else { return nil }
    return TextRun(document, from: id)
  }

  /// Shows `<doc:Getting-Started>` of DocC as the name of the page, `Getting Started`, or of the heading after `#`.
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

  /// Gives a link of Sphinx that has no text the name of what it leads to: `Spawner.ip` for `[](#Spawner.ip)`.
  mutating func nameTarget(ofLink id: MarkdownDocument.NodeID) {
    let node = document[id]
    guard project.dialect.hasLabels, node.kind == .link, node.firstChild < 0, !node.target.isEmpty else {
      return
    }
    let destination = document.string(node.target)
    let target = LinkDestination(destination)
    let file = target.path.split(separator: "/").last.map { PageName.withoutEnding(String($0)) }
    document.insertText(target.fragment ?? file ?? destination, in: id)
  }

  /// Turns a line `(setup)=` of a paragraph, or a line `{#setup}` that is its last one, into an HTML anchor. Where the
  /// dialect has no labels, `(a+b)=` between lines of text is text.
  mutating func takeAnchor(ofText id: MarkdownDocument.NodeID) {
    let node = document[id]
    let bytes = document.bytes(node.literal)
    guard let first = bytes.first, "({r".utf8.contains(first),
      node.parent >= 0, document[node.parent].kind == .paragraph
    else { return }
    let isFirst = document[node.parent].firstChild == id
    // A line break is the node before what follows it.
    guard isFirst || [.softBreak, .lineBreak].contains(document[id - 1].kind) else { return }
    let run = TextRun(document, from: id)
    let isLast = run.next < 0
    guard isLast || [.softBreak, .lineBreak].contains(document[run.next].kind) else { return }
    var label: String?
    if first == UInt8(ascii: "r") {
      if let name = ruleName(run.text) { takeRule(name, run, at: id) }
      return
    }
    if first == UInt8(ascii: "(") {
      guard run.text.hasSuffix(")="), project.dialect.hasLabels || isFirst && isLast else { return }
      let name = run.text.dropFirst().dropLast(2)
      guard name.utf8.allSatisfy(Self.isOfLabel) else { return }
      label = String(name)
    }
    let list = label == nil && isLast ? AttributeList(run.text[...]) : nil
    if label == nil, list?.length != run.text.utf8.count { return }
    document.keep(first: 0, of: run)
    guard let name = label ?? list?.id, !name.isEmpty, takeName(name, at: node) else { return }
    document.setAnchor(name, at: id)
    if label != nil { takeLabel(name, at: id) }
  }

  /// The name in a line `r[items.fn]` of a book with a preprocessor, which makes it the anchor `r-items.fn`, as in the Rust
  /// reference.
  private func ruleName(_ line: String) -> String? {
    guard !project.preprocessors.isEmpty, line.hasPrefix("r["), line.hasSuffix("]") else { return nil }
    let name = line.dropFirst(2).dropLast()
    let isName = name.utf8.allSatisfy { $0.isAlphanumeric || "._-".utf8.contains($0) }
    return isName && name.contains(".") ? "r-" + name : nil
  }

  private mutating func takeRule(_ name: String, _ run: TextRun, at id: MarkdownDocument.NodeID) {
    document.keep(first: 0, of: run)
    document.setAnchor(takeName(name, at: document[id]) ? name : nil, at: id)
  }

  /// https://github.com/executablebooks/mdit-py-plugins/blob/master/mdit_py_plugins/myst_blocks/index.py
  private static func isOfLabel(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || "|@<>*./_-+:".utf8.contains(byte)
  }
}

/// Text nodes beside each other: the parser may divide a text at any mark, such as the `_` of an id.
private struct TextRun {
  private(set) var parts: [MarkdownDocument.NodeID] = []
  /// The node after them; negative for none.
  private(set) var next: MarkdownDocument.NodeID
  let text: String

  init(_ document: MarkdownDocument, from first: MarkdownDocument.NodeID) {
    next = first
    var bytes: [UInt8] = []
    while next >= 0, document[next].kind == .text {
      parts.append(next)
      bytes += document.bytes(document[next].literal)
      next = document[next].nextSibling
    }
    text = String(decoding: bytes, as: UTF8.self)
  }
}

extension MarkdownDocument {
  /// Shortens texts to their first bytes.
  fileprivate mutating func keep(first count: Int, of run: TextRun) {
    var rest = count
    for part in run.parts {
      let literal = nodes[Int(part)].literal
      let length = min(rest, literal.count)
      nodes[Int(part)].literal = literal.lowerBound..<(literal.lowerBound + Int32(length))
      rest -= length
    }
  }

  /// Shortens texts by their first bytes.
  fileprivate mutating func drop(first count: Int, of run: TextRun) {
    var rest = count
    for part in run.parts {
      let literal = nodes[Int(part)].literal
      let length = min(rest, literal.count)
      nodes[Int(part)].literal = (literal.lowerBound + Int32(length))..<literal.upperBound
      rest -= length
    }
  }

  /// Makes a node an HTML anchor with a name; without one it becomes an empty text.
  fileprivate mutating func setAnchor(_ name: String?, at id: NodeID) {
    guard let name else {
      nodes[Int(id)].kind = .text
      nodes[Int(id)].literal = 0..<0
      return
    }
    let escaped = name.utf8.filter { !"\"<>&".utf8.contains($0) }
    let start = Int32(text.count)
    text += "<a id=\"".utf8
    text += escaped
    text += "\"></a>".utf8
    nodes[Int(id)].kind = .htmlInline
    nodes[Int(id)].literal = start..<Int32(text.count)
  }

  /// Adds a text to a node without children.
  fileprivate mutating func insertText(_ name: String, in id: NodeID) {
    var node = Node(kind: .text)
    node.parent = id
    node.startLine = nodes[Int(id)].startLine
    node.endLine = node.startLine
    let start = Int32(text.count)
    text += name.utf8
    node.literal = start..<Int32(text.count)
    nodes[Int(id)].firstChild = NodeID(nodes.count)
    nodes.append(node)
  }

  /// Adds an HTML anchor after a node.
  fileprivate mutating func insertAnchor(_ name: String, behind id: NodeID) {
    var node = Node(kind: .htmlInline)
    node.parent = nodes[Int(id)].parent
    node.nextSibling = nodes[Int(id)].nextSibling
    node.startLine = nodes[Int(id)].startLine
    node.endLine = node.startLine
    nodes[Int(id)].nextSibling = NodeID(nodes.count)
    nodes.append(node)
    setAnchor(name, at: NodeID(nodes.count - 1))
  }
}
