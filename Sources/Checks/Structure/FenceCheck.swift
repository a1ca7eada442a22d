import Diagnostics
import Markdown
import Pages

extension Rule {
  public static let unclosedFence = Rule(
    "unclosed-fence", .error, "A fence is not closed, so what follows it is shown as code")
}

/// Fences are closed where their writer meant to close them (CommonMark 0.31, section 4.5).
///
/// Markdown has no syntax errors. A fence without an end hides the headings, links and examples after it, and no other
/// check can see them.
enum FenceCheck {
  static let check = Check(.blocks, [.unclosedFence], .shownPage { findings($0.page) })

  private static func findings(_ page: Page) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for block in page.blocks {
      guard let finding = beforeInnerFence(block, on: page) ?? atEnd(of: block, on: page) else { continue }
      // The closing fence of a block that ended too early opens one without a language: the same mistake.
      if !found.isEmpty, block.infoRange.isEmpty { continue }
      found.append(finding)
    }
    return found
  }

  private static func beforeInnerFence(_ block: Block, on page: Page) -> Diagnostic? {
    guard let inner = innerFence(of: block, on: page) else { return nil }
    let place = page.source.span(inner)
    return Diagnostic(
      .unclosedFence, "The fence is not closed before the block that begins in line \(place.start.line)",
      at: page.span(ofFenceOf: block), notes: [.init("the block inside of it", span: place)],
      fix: "close it before line \(place.start.line), or make it longer if it shows Markdown")
  }

  /// A line of a block's code that would open a block of its own: a fence of the same mark, at least as long, with a
  /// language. A block with only such a line shows how a fence is written.
  private static func innerFence(of block: Block, on page: Page) -> Range<Int>? {
    guard block.origin.file == nil else { return nil }
    let bytes = page.source.bytes
    let mark = bytes[block.range.lowerBound]
    let length = bytes[block.range].prefix { $0 == mark }.count
    let lines = Array(block.code.utf8).split(separator: UInt8(ascii: "\n")).filter { line in
      line.contains { $0 > 0x20 }
    }
    guard lines.count > 1 else { return nil }
    for line in lines {
      let fence = line.drop { $0 == 0x20 }
      let run = fence.prefix { $0 == mark }.count
      guard line.count - fence.count < 4, run >= length else { continue }
      let info = fence.dropFirst(run)
      guard info.first.map({ $0.isLetter || $0 == UInt8(ascii: "{") }) == true, !info.contains(mark) else {
        continue
      }
      return page.range(inCodeOf: block, codeRange: fence.startIndex..<fence.endIndex)
    }
    return nil
  }

  private static func atEnd(of block: Block, on page: Page) -> Diagnostic? {
    guard !block.isClosed else { return nil }
    let parent = page.document[block.node].parent
    let isLast = parent >= 0 && page.document[parent].kind == .document
    return Diagnostic(
      .unclosedFence,
      isLast
        ? "The fence is not closed: the rest of the page is code"
        : "The fence is not closed: it ends with the list item or quote that it is in",
      at: page.span(ofFenceOf: block), fix: "close it with a fence in the same column",
      replacements: closing(block, on: page, isLast: isLast))
  }

  /// A closing fence after the last line, where that changes nothing on the page: at the end of a list item or quote,
  /// and at the end of a page when nothing in the block can be meant as prose.
  private static func closing(_ block: Block, on page: Page, isLast: Bool) -> [Replacement] {
    let bytes = page.source.bytes
    var end = block.range.upperBound
    while end > block.infoRange.upperBound, bytes[end - 1] <= 0x20 { end -= 1 }
    let code = bytes[block.infoRange.upperBound..<end]
    let start = page.source.lines.start(block.fenceLine)
    let mark = bytes[block.range.lowerBound]
    guard page.source.pieces.isEmpty, !code.isEmpty, !isLast || !hasProse(code) else { return [] }
    // The bytes before the fence, without the mark of a list item, which only its first line has.
    let before = bytes[start..<block.range.lowerBound].map { byte in
      byte == UInt8(ascii: ">") || byte == 0x09 ? byte : 0x20
    }
    let fence = Array(bytes[block.range].prefix { $0 == mark })
    let line = code.contains(0x0D) ? "\r\n" : "\n"
    return page.source.replacing(end..<end, with: line + String(decoding: before + fence, as: UTF8.self))
  }

  /// Whether code has an empty line or a line like a heading: the lines after it may be meant as text.
  private static func hasProse(_ code: ArraySlice<UInt8>) -> Bool {
    let lines = code.drop { $0 == 0x0D || $0 == 0x0A }.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.contains { line in line.allSatisfy { $0 <= 0x20 } || line.first == UInt8(ascii: "#") }
  }
}

extension Block {
  /// Whether the page has a closing fence for it.
  fileprivate var isClosed: Bool { range.upperBound > bodyRange.upperBound }
}
