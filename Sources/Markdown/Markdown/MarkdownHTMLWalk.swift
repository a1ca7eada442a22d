import Diagnostics

/// One rendering: a walk over the nodes in document order, without recursion.
///
/// What is written for each node, line ends included, is what libcmark-gfm 0.29.0.gfm.6 writes.
struct MarkdownHTMLWalk {
  typealias NodeID = MarkdownDocument.NodeID
  typealias Node = MarkdownDocument.Node

  let document: MarkdownDocument
  let nodes: UnsafeBufferPointer<Node>
  let text: UnsafeBufferPointer<UInt8>
  /// Where in the output this rendering began.
  let base: Int
  let rawHTML: RawHTML
  let rendersAlerts: Bool
  private var filter: HTMLFilter?
  private var directions = OpenDirections()
  private var footnotes = 0
  private var backReferences = 0
  private var inTableHead = false
  private var hasTableBody = false
  /// The first line of the box or tab that began last.
  var title = TitleLine()
  /// The tab that belongs to the group that is open.
  var openTabs: NodeID = -1
  /// The text after a formula, and how many of its bytes were written with the formula.
  private var joined: (text: NodeID, bytes: Int32) = (-1, 0)

  init(
    document: MarkdownDocument, nodes: UnsafeBufferPointer<Node>, text: UnsafeBufferPointer<UInt8>, base: Int,
    rawHTML: RawHTML, rendersAlerts: Bool
  ) {
    self.document = document
    self.nodes = nodes
    self.text = text
    self.base = base
    self.rawHTML = rawHTML
    self.rendersAlerts = rendersAlerts
    if case .filtered(let policy) = rawHTML { filter = HTMLFilter(policy: policy) }
  }

  mutating func render(
    childrenOf root: NodeID, _ custom: inout some MarkdownHTMLCustomization, _ output: inout [UInt8]
  ) {
    var walk = MarkdownWalk(document, inside: root)
    while let step = walk.next() {
      switch step {
      case .enter(let id): if !enter(id, &custom, &output) { walk.skipChildren() }
      case .leave(let id): exit(id, &custom, &output)
      }
    }
    filter?.end(of: root, &output)
    if footnotes > 0 { output.append("</ol>\n</section>\n") }
  }

  func slice(_ range: Range<Int32>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: text[Int(range.lowerBound)..<Int(range.upperBound)])
  }

  /// Text of a block, whose directions are closed where it ends.
  private mutating func prose(_ text: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]) {
    output.appendEscaped(text, keepsDirections: true)
    directions.read(text)
  }

  /// Begins a new line unless one has just begun.
  private func newline(_ output: inout [UInt8]) {
    if output.count > base, output[output.count - 1] != UInt8(ascii: "\n") {
      output.append(UInt8(ascii: "\n"))
    }
  }

  /// A formula and the signs that touch it: browsers break lines at both ends of one, before a full stop as well.
  private mutating func formula(
    _ id: NodeID, _ node: Node, _ custom: inout some MarkdownHTMLCustomization, _ output: inout [UInt8]
  ) -> Bool {
    var markup: [UInt8] = []
    guard custom.formula(id, in: document, into: &markup) else { return false }
    let before = output[base...].reversed().prefix { Self.opens($0) }.count
    var after = 0
    if node.nextSibling >= 0, nodes[Int(node.nextSibling)].kind == .text {
      after = slice(nodes[Int(node.nextSibling)].literal).prefix { Self.closes($0) }.count
      joined = (node.nextSibling, Int32(after))
    }
    guard before + after > 0 else {
      output += markup
      return true
    }
    let opening = Array(output.suffix(before))
    output.removeLast(before)
    output.append("<span class=\"unbroken\">")
    output += opening + markup
    if after > 0 { output.append(contentsOf: slice(nodes[Int(node.nextSibling)].literal).prefix(after)) }
    output.append("</span>")
    return true
  }

  private static func opens(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[")
  }

  private static func closes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"),
      UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"):
      true
    default: false
    }
  }

  /// Writes what comes before a node's children; `false` when the children are not to be visited.
  private mutating func enter(
    _ id: NodeID, _ custom: inout some MarkdownHTMLCustomization, _ output: inout [UInt8]
  ) -> Bool {
    let node = nodes[Int(id)]
    switch node.kind {
    case .text:
      if id == joined.text {
        prose(slice(node.literal.lowerBound + joined.bytes..<node.literal.upperBound), &output)
      } else if id == title.text {
        prose(slice(node.literal.lowerBound + title.markerLength..<node.literal.upperBound), &output)
      } else if !custom.text(id, in: document, into: &output) {
        prose(slice(node.literal), &output)
      }
    case .softBreak, .lineBreak:
      if id == title.lineEnd {
        if title.hasWords {
          output.append(title.end)
          output.append("<p>")
        }
      } else {
        output.append(node.kind == .softBreak ? "\n" : "<br />\n")
      }
    case .code:
      if !custom.codeSpan(id, in: document, into: &output) {
        output.append("<code>")
        output.appendEscaped(slice(node.literal))
        output.append("</code>")
      }
    case .formula:
      if !formula(id, node, &custom, &output) {
        output.append("<code>")
        output.appendEscaped(slice(node.literal))
        output.append("</code>")
      }
    case .emphasis: output.append("<em>")
    case .strong: output.append("<strong>")
    case .strikethrough: output.append("<del>")
    case .link:
      output.append("<a href=\"")
      destination(id, node, &custom, &output)
      title(node, &output)
      output.append(UInt8(ascii: "\""))
      custom.linkAttributes(id, in: document, into: &output)
      output.append(UInt8(ascii: ">"))
    case .image:
      output.append("<img src=\"")
      destination(id, node, &custom, &output)
      output.append("\" alt=\"")
      plainText(of: id, &output)
      title(node, &output)
      output.append(UInt8(ascii: "\""))
      custom.imageAttributes(id, in: document, into: &output)
      output.append(" />")
      return false
    case .htmlInline: inlineHTML(node, &custom, &output)
    case .footnoteReference: footnoteReference(node, &output)
    case .document: break
    case .paragraph:
      if id == title.paragraph {
        if title.lineEnd < 0, !title.hasWords { return false }
        if !title.hasWords { output.append("<p>") }
      } else if !isTight(node) {
        newline(&output)
        output.append("<p>")
      }
    case .heading:
      newline(&output)
      output.append("<h")
      output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: node.headingLevel))
      custom.headingAttributes(id, in: document, into: &output)
      output.append(UInt8(ascii: ">"))
    case .codeBlock:
      newline(&output)
      if !custom.codeBlock(id, in: document, into: &output) { codeBlock(node, &output) }
    case .htmlBlock:
      newline(&output)
      if !custom.htmlBlock(id, in: document, into: &output) { htmlBlock(node, &custom, &output) }
      newline(&output)
    case .blockQuote:
      newline(&output)
      if !beginMarked(id, &output) { output.append("<blockquote>\n") }
    case .list:
      newline(&output)
      output.append(isOrdered(node) ? "<ol" : "<ul")
      if isOrdered(node), node.number != 1 {
        output.append(" start=\"")
        output.append(decimal: node.number)
        output.append("\"")
      }
      custom.listAttributes(id, in: document, into: &output)
      output.append(">\n")
    case .item:
      newline(&output)
      output.append("<li>")
      if case .task(let isDone) = node.detail {
        output.append("<input type=\"checkbox\"")
        custom.taskAttributes(isDone: isDone, into: &output)
        output.append(isDone ? " checked=\"\" disabled=\"\" /> " : " disabled=\"\" /> ")
      }
    case .thematicBreak:
      newline(&output)
      output.append("<hr />\n")
    case .table:
      newline(&output)
      output.append(custom.tableFrame.open)
      output.append("<table>")
      hasTableBody = false
    case .tableRow:
      newline(&output)
      if node.detail == .headerRow {
        inTableHead = true
        output.append("<thead>\n")
      } else if !hasTableBody {
        output.append("<tbody>\n")
        hasTableBody = true
      }
      output.append("<tr>")
    case .tableCell:
      newline(&output)
      output.append(inTableHead ? "<th" : "<td")
      switch node.detail {
      case .aligned(.left): output.append(" align=\"left\"")
      case .aligned(.center): output.append(" align=\"center\"")
      case .aligned(.right): output.append(" align=\"right\"")
      default: break
      }
      output.append(UInt8(ascii: ">"))
    case .footnoteDefinition:
      if footnotes == 0 { output.append("<section class=\"footnotes\" data-footnotes>\n<ol>\n") }
      footnotes += 1
      output.append("<li id=\"fn-")
      output.appendEscapedURL(slice(node.literal))
      output.append("\">\n")
    }
    return true
  }

  /// Writes what follows a node's children.
  private mutating func exit(
    _ id: NodeID, _ custom: inout some MarkdownHTMLCustomization, _ output: inout [UInt8]
  ) {
    let node = nodes[Int(id)]
    filter?.end(of: id, &output)
    if !directions.isEmpty, !node.kind.isInline { directions.close(&output) }
    switch node.kind {
    case .emphasis: output.append("</em>")
    case .strong: output.append("</strong>")
    case .strikethrough: output.append("</del>")
    case .link: output.append("</a>")
    case .paragraph:
      if id == title.paragraph, title.lineEnd < 0 {
        if title.hasWords { output.append(title.end) }
        return
      }
      if isTight(node) { return }
      if node.nextSibling < 0, node.parent >= 0, nodes[Int(node.parent)].kind == .footnoteDefinition {
        output.append(UInt8(ascii: " "))
        _ = backReference(nodes[Int(node.parent)], &output)
      }
      output.append("</p>\n")
    case .heading:
      custom.headingEnd(id, in: document, into: &output)
      output.append("</h")
      output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: node.headingLevel))
      output.append(">\n")
      custom.afterHeading(id, in: document, into: &output)
    case .blockQuote:
      newline(&output)
      endQuote(id, &output)
    case .list: output.append(isOrdered(node) ? "</ol>\n" : "</ul>\n")
    case .item: output.append("</li>\n")
    case .table:
      if hasTableBody {
        newline(&output)
        output.append("</tbody>")
      }
      hasTableBody = false
      newline(&output)
      output.append("</table>")
      output.append(custom.tableFrame.close)
      newline(&output)
    case .tableRow:
      newline(&output)
      output.append("</tr>")
      if node.detail == .headerRow {
        output.append("\n</thead>")
        inTableHead = false
      }
    case .tableCell: output.append(inTableHead ? "</th>" : "</td>")
    case .footnoteDefinition:
      if backReference(node, &output) { output.append(UInt8(ascii: "\n")) }
      output.append("</li>\n")
    default: break
    }
  }

  /// Paragraphs of a tight list are written without `<p>`.
  private func isTight(_ node: Node) -> Bool {
    guard node.parent >= 0 else { return false }
    let list = nodes[Int(node.parent)].parent
    guard list >= 0, case .list(_, let isTight) = nodes[Int(list)].detail else { return false }
    return isTight
  }

  private func isOrdered(_ node: Node) -> Bool {
    if case .list(let isOrdered, _) = node.detail { isOrdered } else { false }
  }

  private func destination(
    _ id: NodeID, _ node: Node, _ custom: inout some MarkdownHTMLCustomization, _ output: inout [UInt8]
  ) {
    let target = slice(node.target)
    switch rawHTML {
    case .passed: break
    case .escaped, .omitted: if MarkdownHTML.isDangerous(target) { return }
    case .filtered where target.starts(with: "doc:".utf8):
      // A name of DocC, which only a portal can resolve.
      _ = custom.destination(id, in: document, into: &output)
      return
    case .filtered:
      if target.contains(UInt8(ascii: ":")), !LinkScheme.isAllowed(String(decoding: target, as: UTF8.self)) {
        return
      }
    }
    if !custom.destination(id, in: document, into: &output) { output.appendEscapedURL(target) }
  }

  private func title(_ node: Node, _ output: inout [UInt8]) {
    if node.title.isEmpty { return }
    output.append("\" title=\"")
    output.appendEscaped(slice(node.title))
  }

  private func codeBlock(_ node: Node, _ output: inout [UInt8]) {
    let info = slice(node.target)
    // As in libcmark-gfm, the language ends at any ASCII white space.
    let language = info.prefix { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    if info.isEmpty {
      output.append("<pre><code>")
    } else {
      output.append("<pre><code class=\"language-")
      output.appendEscaped(UnsafeBufferPointer(rebasing: language))
      output.append("\">")
    }
    output.appendEscaped(slice(node.literal))
    output.append("</code></pre>\n")
  }

  private mutating func htmlBlock(
    _ node: Node, _ custom: inout some MarkdownHTMLCustomization, _ output: inout [UInt8]
  ) {
    let html = slice(node.literal)
    switch rawHTML {
    case .passed: output.append(contentsOf: html)
    case .omitted: output.append("<!-- raw HTML omitted -->")
    case .filtered where filter?.isText(html) == false:
      filter?.write(html, in: node.parent, isInline: false, &custom, &output)
    case .escaped, .filtered:
      if HTMLComment.isOnlyComments(html) { return }
      output.append("<pre class=\"raw-html\"><code>")
      output.appendEscaped(html)
      output.append("</code></pre>")
    }
  }

  private mutating func inlineHTML(
    _ node: Node, _ custom: inout some MarkdownHTMLCustomization, _ output: inout [UInt8]
  ) {
    let html = slice(node.literal)
    switch rawHTML {
    case .passed: output.append(contentsOf: html)
    case .omitted: output.append("<!-- raw HTML omitted -->")
    case .filtered: filter?.write(html, in: node.parent, isInline: true, &custom, &output)
    case .escaped: if !HTMLComment.isOnlyComments(html) { output.appendEscaped(html) }
    }
  }

  /// The text inside an image, for `alt`.
  private func plainText(of root: NodeID, _ output: inout [UInt8]) {
    for id in document.descendants(of: root) {
      let node = nodes[Int(id)]
      switch node.kind {
      case .text, .code, .formula, .htmlInline: output.appendEscaped(slice(node.literal))
      case .softBreak, .lineBreak: output.append(UInt8(ascii: " "))
      default: break
      }
    }
  }

  private func footnoteReference(_ node: Node, _ output: inout [UInt8]) {
    output.append("<sup class=\"footnote-ref\"><a href=\"#fn-")
    output.appendEscapedURL(slice(node.literal))
    output.append("\" id=\"fnref-")
    output.appendEscapedURL(slice(node.literal))
    if node.occurrence > 1 {
      output.append(UInt8(ascii: "-"))
      output.append(decimal: node.occurrence)
    }
    output.append("\" data-footnote-ref>")
    output.append(decimal: node.number)
    output.append("</a></sup>")
  }

  /// The arrows from a footnote to its references; `false` when they have been written already.
  private mutating func backReference(_ definition: Node, _ output: inout [UInt8]) -> Bool {
    if backReferences >= footnotes { return false }
    backReferences = footnotes
    for occurrence in 1...max(1, definition.occurrence) {
      if occurrence > 1 { output.append(UInt8(ascii: " ")) }
      output.append("<a href=\"#fnref-")
      output.appendEscapedURL(slice(definition.literal))
      if occurrence > 1 {
        output.append(UInt8(ascii: "-"))
        output.append(decimal: occurrence)
      }
      output.append("\" class=\"footnote-backref\" data-footnote-backref aria-label=\"Back to content\">↩")
      if occurrence > 1 {
        output.append("<sup class=\"footnote-ref\">")
        output.append(decimal: occurrence)
        output.append("</sup>")
      }
      output.append("</a>")
    }
    return true
  }
}
