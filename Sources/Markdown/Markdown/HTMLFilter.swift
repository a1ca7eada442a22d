import Diagnostics

/// Writes raw HTML as its policy allows, with every element closed where the Markdown around it ends.
///
/// HTML is split into parts: a tag in a paragraph, a block up to the next blank line. An element that is opened in one
/// part may be closed in another of the same container (the paragraph, the list item, the page). An element that is
/// open when its container ends is closed there, and an end tag without its start is left out, so that no page can
/// close the frame it is shown in.
struct HTMLFilter {
  typealias NodeID = MarkdownDocument.NodeID

  let policy: HTMLPolicy
  private var open: [(element: String, container: NodeID)] = []

  /// Browsers nest elements no deeper than about 512; what a page opens beyond this is shown as text.
  private static let deepest = 256

  init(policy: HTMLPolicy) { self.policy = policy }

  /// Whether a part has nothing that is written as HTML.
  func isText(_ html: UnsafeBufferPointer<UInt8>) -> Bool {
    HTMLTokens(Array(html)[...]).allSatisfy { token in
      switch token {
      case .text, .comment: true
      case .start(let tag, _): !policy.shows(tag.name)
      case .end(let name, _): !policy.shows(name)
      }
    }
  }

  /// - Parameters:
  ///   - container: the node with the part.
  ///   - isInline: whether that is text, which cannot contain blocks.
  mutating func write(
    _ html: UnsafeBufferPointer<UInt8>, in container: NodeID, isInline: Bool,
    _ custom: inout some MarkdownHTMLCustomization, _ output: inout [UInt8]
  ) {
    let bytes = Array(html)
    func escape(_ range: Range<Int>) {
      bytes[range].withUnsafeBufferPointer { output.appendEscaped($0) }
    }
    for token in HTMLTokens(bytes[...]) {
      switch token {
      case .comment: continue
      case .text(let range): Self.writeText(bytes[range], &output)
      case .start(let tag, let range):
        let isVoid = HTMLPolicy.isVoid(tag.name) || tag.isClosed && isInDrawing
        guard policy.shows(tag.name, inText: isInline), isVoid || open.count < Self.deepest else {
          escape(range)
          continue
        }
        write(tag, isVoid: isVoid, &custom, &output)
        if !isVoid { open.append((tag.name, container)) }
      case .end(let name, let range):
        guard policy.shows(name, inText: isInline) else {
          escape(range)
          continue
        }
        guard let start = open.lastIndex(where: { $0.element == name }), open[start].container == container
        else {
          continue
        }
        close(downTo: start, &output)
      }
    }
  }

  /// Whether a drawing is open, in which `/>` ends an element (WHATWG HTML, 13.2.6.5).
  private var isInDrawing: Bool { open.contains { $0.element == "svg" } }

  /// Closes the open elements of a container that ends.
  mutating func end(of container: NodeID, _ output: inout [UInt8]) {
    guard let last = open.last, last.container == container else { return }
    let start = open.firstIndex { $0.container == container } ?? open.count
    close(downTo: start, &output)
  }

  private mutating func close(downTo start: Int, _ output: inout [UInt8]) {
    while open.count > start {
      output.append("</")
      output += open.removeLast().element.utf8
      output.append(">")
    }
  }

  /// Character references stay; what could be read as a tag is escaped, and control characters are shown as such.
  private static func writeText(_ text: ArraySlice<UInt8>, quote: Bool = false, _ output: inout [UInt8]) {
    text.withUnsafeBufferPointer { _ = output.appendHTML($0, $0.indices, quote ? .attribute : .tags) }
  }

  private func write(
    _ tag: HTMLTag, isVoid: Bool, _ custom: inout some MarkdownHTMLCustomization, _ output: inout [UInt8]
  ) {
    output.append("<")
    output += tag.name.utf8
    for attribute in tag.attributes {
      switch policy.treatment(of: attribute.name, on: tag.name) {
      case .dropped: continue
      case .text:
        begin(attribute.name, &output)
        Self.writeValue(attribute.written ?? "", &output)
      case .anchor:
        guard HTMLPolicy.isFree(anchor: attribute.value) else { continue }
        begin(attribute.name, &output)
        MarkdownHTML.escape(attribute.value, into: &output)
      case .link, .image:
        guard LinkScheme.isAllowed(attribute.value) else { continue }
        begin(attribute.name, &output)
        write(address: attribute.value, &custom, &output)
      case .imageList:
        begin(attribute.name, &output)
        var isFirst = true
        for (address, size) in HTMLPolicy.candidates(attribute.value) where LinkScheme.isAllowed(address) {
          if !isFirst { output.append(", ") }
          isFirst = false
          write(address: address, &custom, &output)
          if !size.isEmpty {
            output.append(" ")
            MarkdownHTML.escape(size, into: &output)
          }
        }
      }
      output.append("\"")
    }
    output.append(isVoid ? " />" : ">")
  }

  private func begin(_ name: String, _ output: inout [UInt8]) {
    output.append(" ")
    output += name.utf8
    output.append("=\"")
  }

  private func write(
    address: String, _ custom: inout some MarkdownHTMLCustomization, _ output: inout [UInt8]
  ) {
    if !custom.htmlAddress(address, into: &output) { MarkdownHTML.escapeURL(address, into: &output) }
  }

  /// The value of an attribute that browsers only show: its character references stay as they are.
  private static func writeValue(_ value: String, _ output: inout [UInt8]) {
    writeText(Array(value.utf8)[...], quote: true, &output)
  }
}
