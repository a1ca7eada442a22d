/// Writing new code into a block of a page.
extension Page {
  /// The changes of the page, in the order of their places, that make a block's code `code`.
  ///
  /// Code with a line that would close the block, or that looks as if a block began before this one is closed, gets
  /// longer fences.
  public func edits(of block: Block, holding code: String) -> [(range: Range<Int>, bytes: [UInt8])] {
    let body = (range: block.bodyRange, bytes: body(of: block, holding: code))
    let mark = source.bytes[block.range.lowerBound]
    let opening = fence(mark, from: block.range.lowerBound, to: block.range.upperBound)
    let needed = Self.longestFence(mark, in: Array(code.utf8)) + 1
    guard needed > opening.count else { return [body] }
    let longer = [UInt8](repeating: mark, count: needed)
    var edits = [(range: opening, bytes: longer), body]
    if let start = source.bytes[block.bodyRange.upperBound..<block.range.upperBound].firstIndex(of: mark) {
      let closing = fence(mark, from: start, to: block.range.upperBound)
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

  /// Bytes that replace `block.bodyRange` so that the block's code becomes `code`: every line has the indentation and
  /// `>` marks of the list items and quotations around the block, and the page's own line ends.
  func body(of block: Block, holding code: String) -> [UInt8] {
    let fenceStart = lines.start(block.fenceLine)
    let isWindows = source.bytes[fenceStart..<lines.start(block.fenceLine + 1)].suffix(2)
      .elementsEqual("\r\n".utf8)
    let prefix = source.bytes[fenceStart..<block.range.lowerBound].map { byte in
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
