import Diagnostics
import Markdown

/// Where inline code stands in the source. libcmark-gfm's columns are not those of the file in every block, so
/// the spans of the block are looked for, and only when a finding is made.
extension Page {
  /// The exact place of a range of UTF-8 bytes of what a code span says; of all it says when the source spells
  /// it differently (over a line end, or with the `\|` of a table), and of its block when it is not found.
  public func span(ofCode id: MarkdownDocument.NodeID, range: Range<Int>) -> SourceSpan {
    let block = block(around: id)
    let first = max(1, Int(document[block].startLine))
    let area = lines.start(first)..<lines.start(max(first, Int(document[block].endLine)) + 1)
    let literal = document.bytes(document[id].literal)
    // Equal spans of one block are told apart by counting.
    let ordinal = codeSpans(of: block).prefix { $0 != id }
      .count { document.bytes(document[$0].literal).elementsEqual(literal) }
    let written = CodeSpanScanner(source.bytes, area).spans().filter { span in
      CodeSpanScanner.normalized(source.bytes[span]).elementsEqual(literal)
    }
    guard ordinal < written.count else { return source.span(area) }
    var span = written[ordinal]
    if source.bytes[span].elementsEqual(literal) {
      let end = min(span.lowerBound + range.upperBound, span.upperBound)
      span = min(span.lowerBound + range.lowerBound, end)..<end
    }
    return source.span(span)
  }

  /// The place of words of a node that stand as they are in the source; the node's block when they do not.
  ///
  /// - Parameter from: where to begin, for words that the block has more than once.
  public func range(of words: String, around id: MarkdownDocument.NodeID, from: Int = 0) -> Range<Int> {
    let block = document[id].kind == .htmlBlock ? id : block(around: id)
    let first = max(1, Int(document[block].startLine))
    let area = lines.start(first)..<lines.start(max(first, Int(document[block].endLine)) + 1)
    let wanted = Array(words.utf8)
    var at = max(area.lowerBound, from)
    while at + wanted.count <= area.upperBound {
      if source.bytes[at..<(at + wanted.count)].elementsEqual(wanted) {
        return at..<(at + wanted.count)
      }
      at += 1
    }
    return area
  }

  private func codeSpans(of root: MarkdownDocument.NodeID) -> [MarkdownDocument.NodeID] {
    document.descendants(of: root).filter { document[$0].kind == .code }
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

  /// The bytes of what each span says, without the padding of one space.
  func spans() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = area.lowerBound
    while at < area.upperBound {
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

  /// What the parser makes of it: line ends are spaces, and in tables `\|` is `|`.
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
