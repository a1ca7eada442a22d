import Markdown
import Pages

/// Text in which the parser found no markup: one text for each node with inlines, in which every other inline is one
/// byte, so that brackets around code or emphasis still match.
struct InlineTexts: Sequence, IteratorProtocol {
  struct Text {
    /// The first of the inlines.
    var node: MarkdownDocument.NodeID
    var bytes: [UInt8]
  }

  /// The byte in place of code, emphasis, links and the like.
  static let other: UInt8 = 0x01

  private let document: MarkdownDocument
  private var position: MarkdownDocument.NodeID = 0

  init(_ document: MarkdownDocument) { self.document = document }

  /// The next text that has a bracket.
  mutating func next() -> Text? {
    while Int(position) < document.nodes.count {
      let first = document[position].firstChild
      position += 1
      guard first >= 0, document[first].kind.isInline else { continue }
      var bytes: [UInt8] = []
      var child = first
      while child >= 0 {
        let node = document[child]
        switch node.kind {
        case .text: bytes += document.bytes(node.literal)
        case .softBreak, .lineBreak: bytes.append(0x20)
        default: bytes.append(Self.other)
        }
        child = node.nextSibling
      }
      if bytes.contains(UInt8(ascii: "[")) { return Text(node: first, bytes: bytes) }
    }
    return nil
  }
}

/// The places in the source of text in brackets. Equal texts are found one after the other.
struct BracketPlaces {
  private let page: Page
  /// After the last place of a text, by the text.
  private var ends: [String: Int] = [:]
  /// After the last place, and the node that it was looked for at: the brackets of one node are in order, so that a
  /// paragraph of thousands is read once.
  private var last: (node: MarkdownDocument.NodeID, end: Int) = (-1, 0)

  init(_ page: Page) { self.page = page }

  /// The next place of text as it is written; `nil` when it has escapes, and so is not meant as a link.
  mutating func next(_ written: String, around node: MarkdownDocument.NodeID) -> Range<Int>? {
    let start = ends[written] ?? 0
    guard
      let range = range(of: written, node, from: last.node == node ? max(start, last.end) : start)
        ?? range(of: written, node, from: start)
    else { return nil }
    ends[written] = range.upperBound
    last = (node, range.upperBound)
    return isEscaped(range.lowerBound) ? nil : range
  }

  private func range(of written: String, _ node: MarkdownDocument.NodeID, from: Int) -> Range<Int>? {
    let range = page.range(of: written, around: node, from: from)
    return page.source.bytes[range].elementsEqual(written.utf8) ? range : nil
  }

  /// Whether the bracket at a place has a backslash before it, or the one that it closes.
  private func isEscaped(_ place: Int) -> Bool {
    let bytes = page.source.bytes
    if place > 0, bytes[place - 1] == UInt8(ascii: "\\") { return true }
    var open = place
    if bytes[place] == UInt8(ascii: "]") {
      var depth = 0
      repeat {
        open -= 1
        if open < 0 { return true }
        if bytes[open] == UInt8(ascii: "]") { depth += 1 }
        if bytes[open] == UInt8(ascii: "[") { depth -= 1 }
      } while depth >= 0
    }
    return open > 0 && bytes[open - 1] == UInt8(ascii: "\\")
  }
}

/// The definitions of links and footnotes as a page writes them. The parser does not keep them.
struct Definitions {
  /// The labels of link definitions, in order, and the bytes of `[label]`.
  private(set) var links: [(label: String, range: Range<Int>)] = []
  /// Footnotes, and the bytes of `[^name]`.
  private(set) var footnotes: [(name: String, range: Range<Int>)] = []

  init(_ page: Page) {
    let bytes = page.source.bytes
    var code: [ClosedRange<Int>] = []
    for node in page.document.nodes where node.kind == .codeBlock || node.kind == .htmlBlock {
      code.append(Int(node.startLine)...Int(max(node.startLine, node.endLine)))
    }
    var next = code.startIndex
    let first = page.source.lines.line(at: page.frontMatter.range.upperBound)
    for line in first...max(first, page.source.lines.count) {
      while next < code.endIndex, code[next].upperBound < line { next += 1 }
      if next < code.endIndex, code[next].contains(line) { continue }
      let content = page.source.lines.content(line, in: bytes)
      let text = bytes[content].drop { $0 == 0x20 || $0 == UInt8(ascii: ">") }
      guard text.first == UInt8(ascii: "["), let close = text.firstIndex(of: UInt8(ascii: "]")),
        close + 1 < content.upperBound, bytes[close + 1] == UInt8(ascii: ":")
      else { continue }
      let name = String(decoding: bytes[(text.startIndex + 1)..<close], as: UTF8.self)
      if name.hasPrefix("^") {
        footnotes.append((String(name.dropFirst()), text.startIndex..<(close + 1)))
      } else {
        links.append((name, text.startIndex..<(close + 1)))
      }
    }
  }
}

extension [UInt8] {
  /// Whether one character is directly followed by the other anywhere: cheap, for pages on which there is nothing to
  /// look at.
  func hasPair(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    let (first, second) = (UInt8(ascii: first), UInt8(ascii: second))
    return withUnsafeBufferPointer { bytes in
      var index = 1
      while index < bytes.count {
        if bytes[index] == second, bytes[index - 1] == first { return true }
        index += 1
      }
      return false
    }
  }
}
