import Diagnostics

/// From places in a block's code to places in files.
extension Page {
  /// The place in the page, or in the included file, of a range of UTF-8 bytes of a block's code.
  public func span(inCodeOf block: Block, codeRange: Range<Int>) -> SourceSpan {
    if let file = includedSource(of: block) {
      let range = mapped(codeRange, in: block) { line in
        line <= block.origin.lines.count ? block.origin.lines[line - 1] : nil
      }
      return file.span(range ?? 0..<0)
    }
    return source.span(range(inCodeOf: block, codeRange: codeRange))
  }

  /// The bytes in the page of a range of UTF-8 bytes of a block's code. A block whose code is an included
  /// file gives its info string, where the file is named.
  public func range(inCodeOf block: Block, codeRange: Range<Int>) -> Range<Int> {
    if block.origin.file != nil { return block.infoRange }
    return mapped(codeRange, in: block) { line in
      let fileLine = block.fenceLine + line
      guard fileLine < block.endLine else { return nil }
      return lines.content(fileLine, in: source.bytes)
    } ?? block.infoRange
  }

  /// The file that a block's code is in, and the bytes of each of its lines there, without what a list or a
  /// quotation puts before them. For readers that report places themselves.
  public func places(ofCodeOf block: Block) -> (source: SourceText, ranges: [Range<Int>]) {
    if let file = includedSource(of: block) {
      let start = file.offset(ofLine: block.origin.firstLine)
      return (file, [start..<min(start + block.code.utf8.count, file.bytes.count)])
    }
    let ranges = (1...block.codeLines.count).compactMap { line -> Range<Int>? in
      let (start, end) = (block.codeLines.start(line), block.codeLines.start(line + 1))
      return start < end ? range(inCodeOf: block, codeRange: start..<end) : nil
    }
    return (source, ranges)
  }

  /// The place of a 1-based line and a 1-based column in UTF-8 bytes of a block's code, which is what
  /// compilers report; `length` is in bytes.
  public func span(inCodeOf block: Block, line: Int, column: Int, length: Int = 1) -> SourceSpan {
    let start = block.offset(line: line, column: column)
    return span(inCodeOf: block, codeRange: start..<(start + max(0, length)))
  }

  /// The place of the value of a fence attribute (of its name when it has no value), else of the info string.
  public func span(ofAttribute name: String, of block: Block) -> SourceSpan {
    let info = FenceAttributes.parse(source.bytes, block.infoRange)
    return source.span(info.ranges[name] ?? (block.infoRange.isEmpty ? block.range : block.infoRange))
  }

  /// Whether a fence writes an attribute at all, be its value right or wrong.
  public func hasAttribute(_ name: String, inFenceOf block: Block) -> Bool {
    FenceAttributes.parse(source.bytes, block.infoRange).ranges[name] != nil
  }

  /// The place of a block's opening fence and info string.
  public func span(ofFenceOf block: Block) -> SourceSpan {
    source.span(block.range.lowerBound..<max(block.infoRange.upperBound, block.range.lowerBound))
  }

  /// The code as it is on the page between the fences, which for `file=` may be a stale copy or empty.
  public func writtenCode(of block: Block) -> String {
    String(decoding: document.bytes(document[block.node].literal).withoutCarriageReturns, as: UTF8.self)
  }

  /// The included file of a block, when its code is one.
  public func includedSource(of block: Block) -> SourceText? { block.origin.source }

  /// Moves a range of code to a file, given the bytes of the file that each 1-based line of code is on.
  ///
  /// A line of code is always the end of its line in the file: before it are indentation, quotation marks or a list's
  /// padding, in any form.
  private func mapped(_ range: Range<Int>, in block: Block, _ fileLine: (Int) -> Range<Int>?) -> Range<Int>? {
    let size = block.code.utf8.count
    func place(_ offset: Int) -> Int? {
      let offset = max(0, min(offset, size))
      let line = block.codeLines.line(at: offset)
      guard let file = fileLine(line) else { return nil }
      return max(file.lowerBound, file.upperBound - (block.end(ofLine: line) - offset))
    }
    if let lower = place(range.lowerBound) {
      // An end at the start of a line is the end of the line before.
      if range.upperBound > range.lowerBound, let last = place(range.upperBound - 1) {
        return lower..<max(lower, last + 1)
      }
      return lower..<lower
    }
    // Past the last line: its end.
    guard size > 0, range.lowerBound >= size, let last = place(size - 1) else { return nil }
    return last..<last
  }
}

extension Block {
  /// The UTF-8 offset in the code of a 1-based line and a 1-based column in bytes; clamped to the code.
  public func offset(line: Int, column: Int) -> Int {
    let start = codeLines.start(line)
    return min(max(start, start + column - 1), end(ofLine: line))
  }

  /// The offset in the code of the end of a 1-based line; lines of code end with a line feed alone.
  fileprivate func end(ofLine line: Int) -> Int {
    line < codeLines.count ? codeLines.start(line + 1) - 1 : code.utf8.count
  }
}

extension ArraySlice<UInt8> {
  /// CR LF becomes LF; a CR alone, which Markdown treats as a line end, too.
  var withoutCarriageReturns: ArraySlice<UInt8> {
    guard contains(0x0D) else { return self }
    var output: [UInt8] = []
    output.reserveCapacity(count)
    var index = startIndex
    while index < endIndex {
      if self[index] == 0x0D {
        output.append(0x0A)
        if index + 1 < endIndex, self[index + 1] == 0x0A { index += 1 }
      } else {
        output.append(self[index])
      }
      index += 1
    }
    return output[...]
  }
}
