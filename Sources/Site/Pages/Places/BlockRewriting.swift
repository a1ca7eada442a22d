import Diagnostics

/// Writing new code into a block of a page.
extension Page {
  /// The file of a block, and its changes, in the order of their places, that make the block's code `code`; `nil` for a
  /// generated block.
  public func edits(
    of block: Block, holding code: String
  ) -> (file: SourceText, changes: [(range: Range<Int>, bytes: [UInt8])])? {
    written(block).map { ($0.source, $0.edits(holding: code)) }
  }

  /// Where a block is in its file. Every line of it is a line there, whatever is put before it for the parser.
  private func written(_ block: Block) -> WrittenBlock? {
    let isClosed = block.range.upperBound > block.bodyRange.upperBound
    guard let piece = source.piece(at: block.range.lowerBound) else {
      return WrittenBlock(
        source: source, start: block.range.lowerBound, body: block.bodyRange, end: block.range.upperBound)
    }
    guard case .copied(let file, let offset) = piece.origin else { return nil }
    let start = offset + block.range.lowerBound - piece.start
    let line = file.lines.line(at: start) + 1
    let closing = line + block.endLine - block.fenceLine - (isClosed ? 2 : 1)
    let body = file.lines.start(line)..<max(file.lines.start(line), file.lines.start(closing))
    let end = isClosed ? file.lines.content(closing, in: file.bytes).upperBound : body.upperBound
    return WrittenBlock(source: file, start: start, body: body, end: max(end, body.upperBound))
  }
}

/// A block in its file.
private struct WrittenBlock {
  var source: SourceText
  /// The first byte of the opening fence.
  var start: Int
  var body: Range<Int>
  /// The end of the closing fence.
  var end: Int

  /// Code with a line that would close the block, or that looks as if a block began before this one is closed, gets
  /// longer fences.
  func edits(holding code: String) -> [(range: Range<Int>, bytes: [UInt8])] {
    let body = (range: body, bytes: lines(of: code))
    let mark = source.bytes[start]
    let opening = fence(mark, from: start, to: end)
    let needed = Self.longestFence(mark, in: Array(code.utf8)) + 1
    guard needed > opening.count else { return [body] }
    let longer = [UInt8](repeating: mark, count: needed)
    var edits = [(range: opening, bytes: longer), body]
    if let start = source.bytes[body.range.upperBound..<end].firstIndex(of: mark) {
      let closing = fence(mark, from: start, to: end)
      if closing.count < needed { edits.append((closing, longer)) }
    }
    return edits
  }

  private func fence(_ mark: UInt8, from start: Int, to end: Int) -> Range<Int> {
    start..<(start + source.bytes[start..<end].prefix { $0 == mark }.count)
  }

  /// The length of the longest fence that opens or closes a block (CommonMark 0.31, section 4.5).
  private static func longestFence(_ mark: UInt8, in code: [UInt8]) -> Int {
    var longest = 0
    for line in code.split(separator: UInt8(ascii: "\n")) {
      let run = line.drop { $0 == 0x20 }.prefix { $0 == mark }
      // Inline code closes on its line.
      if run.count > longest, !line[run.endIndex...].contains(mark) { longest = run.count }
    }
    return longest
  }

  /// Bytes that replace the body so that the block's code becomes `code`: every line has the indentation and `>` marks
  /// of the list items and quotations around the block, and the page's own line ends.
  private func lines(of code: String) -> [UInt8] {
    let fenceStart = source.lines.start(source.lines.line(at: start))
    let isWindows = source.bytes[fenceStart..<body.lowerBound].suffix(2).elementsEqual("\r\n".utf8)
    let prefix = source.bytes[fenceStart..<start].map { byte in
      // The lines below a list marker are indented by its width.
      byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\t") ? byte : UInt8(ascii: " ")
    }
    var emptyPrefix = prefix
    while emptyPrefix.last == UInt8(ascii: " ") || emptyPrefix.last == UInt8(ascii: "\t") {
      emptyPrefix.removeLast()
    }
    var output: [UInt8] = []
    var rest = Substring(code).utf8
    while !rest.isEmpty {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      output += line.isEmpty ? emptyPrefix : prefix
      output += line
      output += isWindows ? "\r\n".utf8 : "\n".utf8
      rest = rest.dropFirst(line.count + 1)
    }
    return output
  }
}
