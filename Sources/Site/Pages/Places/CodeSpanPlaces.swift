import Diagnostics
import Markdown

/// Where inline code and formulas are in the source. libcmark-gfm's columns are not those of the file in every block,
/// so the spans are looked for, and only when there are findings: each block is scanned once.
public struct CodeSpanPlaces {
  /// The code spans of one block.
  private struct BlockSpans {
    /// How many spans with the same text are before a span: equal ones are distinguished by counting.
    var ordinals: [MarkdownDocument.NodeID: Int] = [:]
    var written: [[UInt8]: [Range<Int>]] = [:]
    var area: Range<Int>
  }

  private let page: Page
  private var blocks: [MarkdownDocument.NodeID: BlockSpans] = [:]

  public init(_ page: Page) { self.page = page }

  /// The exact place of a range of UTF-8 bytes in the text of a code span or formula; of its whole text when the source
  /// spells it differently (over a line end, or with the `\|` of a table), and of its block when it is not found.
  public mutating func span(of id: MarkdownDocument.NodeID, range: Range<Int>) -> SourceSpan {
    let root = page.block(around: id)
    let block = blocks[root] ?? spans(of: root)
    blocks[root] = block
    let (source, document) = (page.source, page.document)
    let literal = document.bytes(document[id].literal)
    let written = block.written[Array(literal)] ?? []
    guard let ordinal = block.ordinals[id], ordinal < written.count else { return source.span(block.area) }
    var span = written[ordinal]
    if source.bytes[span].elementsEqual(literal) {
      let end = min(span.lowerBound + range.upperBound, span.upperBound)
      span = min(span.lowerBound + range.lowerBound, end)..<end
    }
    return source.span(span)
  }

  private func spans(of root: MarkdownDocument.NodeID) -> BlockSpans {
    let document = page.document
    let area = page.area(of: root)
    var block = BlockSpans(area: area)
    var counts: [[UInt8]: Int] = [:]
    for id in document.descendants(of: root)
    where document[id].kind == .code || document[id].kind == .formula {
      let literal = Array(document.bytes(document[id].literal))
      block.ordinals[id] = counts[literal, default: 0]
      counts[literal, default: 0] += 1
    }
    for span in CodeSpanScanner(page.source.bytes, area).spans() {
      block.written[CodeSpanScanner.normalized(page.source.bytes[span]), default: []].append(span)
    }
    return block
  }
}

extension Page {
  /// The place of words of a node that occur literally in the source; the node's block when they do not.
  ///
  /// - Parameter from: where to begin, for words that the block has more than once.
  public func range(of words: String, around id: MarkdownDocument.NodeID, from: Int = 0) -> Range<Int> {
    let block = document[id].kind == .htmlBlock ? id : block(around: id)
    let area = area(of: block)
    let start = max(area.lowerBound, min(from, area.upperBound))
    return source.bytes.firstRange(of: Array(words.utf8), in: start..<area.upperBound) ?? area
  }
}

extension Page {
  /// The place of a piece of HTML; `nil` when the source spells it differently, as in a quotation of several lines.
  ///
  /// - Parameter start: where to begin, outside of code: after the piece before this one.
  package func place(ofHTML id: MarkdownDocument.NodeID, from start: Int) -> Range<Int>? {
    let isBlock = document[id].kind == .htmlBlock
    let area = area(of: isBlock ? id : block(around: id))
    var literal = Array(document.bytes(document[id].literal))
    while literal.last == UInt8(ascii: "\n") { literal.removeLast() }
    let first = max(start, area.lowerBound)
    var at = first
    while at < area.upperBound, let found = source.bytes.firstRange(of: literal, in: at..<area.upperBound) {
      if isBlock || !isCode(at: found.lowerBound, first..<area.upperBound) { return found }
      at = found.lowerBound + 1
    }
    return nil
  }

  /// Whether a code span of an area has a place in it. Only those that begin before the place are looked for.
  private func isCode(at place: Int, _ area: Range<Int>) -> Bool {
    CodeSpanScanner(source.bytes, area).spans(before: place).contains { $0.contains(place) }
  }
}

/// Finds code spans as they are written: a run of backticks, and the next run of the same length.
struct CodeSpanScanner {
  private let bytes: [UInt8]
  private let area: Range<Int>

  init(_ bytes: [UInt8], _ area: Range<Int>) {
    self.bytes = bytes
    self.area = area.clamped(to: 0..<bytes.count)
  }

  /// The bytes of the text of each span, without the padding of one space.
  ///
  /// - Parameter limit: spans that begin behind it are not looked for.
  func spans(before limit: Int = .max) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = area.lowerBound
    while at < min(area.upperBound, limit) {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      guard bytes[at] == UInt8(ascii: "`") else {
        at += 1
        continue
      }
      let ticks = run(at)
      let start = at + ticks
      at = start
      var end = start
      while end < area.upperBound {
        if bytes[end] == UInt8(ascii: "`") {
          let closing = run(end)
          if closing == ticks {
            found.append(Self.unpadded(bytes, start..<end))
            at = end + closing
            break
          }
          end += closing
        } else {
          end += 1
        }
      }
    }
    return found
  }

  private func run(_ start: Int) -> Int {
    bytes[start..<area.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
  }

  /// CommonMark 6.1: one space at both ends goes, unless there is nothing else.
  private static func unpadded(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    func isSpace(_ at: Int) -> Bool { bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D }
    guard range.count > 2, isSpace(range.lowerBound), isSpace(range.upperBound - 1),
      range.contains(where: { !isSpace($0) })
    else { return range }
    return (range.lowerBound + 1)..<(range.upperBound - 1)
  }

  /// The text as the parser reads it: line ends are spaces, and in tables `\|` is `|`.
  static func normalized(_ written: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var at = written.startIndex
    while at < written.endIndex {
      let byte = written[at]
      at += 1
      switch byte {
      case 0x0A: text.append(0x20)
      case 0x0D: if at == written.endIndex || written[at] != 0x0A { text.append(0x20) }
      case UInt8(ascii: "\\") where at < written.endIndex && written[at] == UInt8(ascii: "|"): break
      default: text.append(byte)
      }
    }
    return text
  }
}
