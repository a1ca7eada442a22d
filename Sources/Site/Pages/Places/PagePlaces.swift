import Diagnostics

/// From places in a block's code to places in files.
extension Page {
  /// The place in the page, or in the included file, of a range of UTF-8 bytes of a block's code.
  public func span(inCodeOf block: Block, codeRange: Range<Int>) -> SourceSpan {
    if let file = includedSource(of: block) {
      let range = mapped(codeRange, in: block) { line in includedLine(line, of: block, in: file) }
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

  /// The file that a block's code stands in, and the bytes of each of its lines there, without what a list or a
  /// quotation puts before them. For readers that report places themselves.
  public func places(ofCodeOf block: Block) -> (source: SourceText, ranges: [Range<Int>]) {
    if let file = includedSource(of: block) {
      let start = file.offset(ofLine: block.origin.firstLine)
      return (file, [start..<min(start + block.code.utf8.count, file.bytes.count)])
    }
    var ranges: [Range<Int>] = []
    var start = 0
    for line in block.code.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let end = min(start + line.count + 1, block.code.utf8.count)
      if end > start { ranges.append(range(inCodeOf: block, codeRange: start..<end)) }
      start = end
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

  /// The code as it stands on the page between the fences, which for `file=` may be a stale copy or empty.
  public func writtenCode(of block: Block) -> String {
    String(decoding: document.bytes(document[block.node].literal).withoutCarriageReturns, as: UTF8.self)
  }

  /// The included file of a block, when its code is one.
  public func includedSource(of block: Block) -> SourceText? {
    guard block.origin.file != nil, let text = block.origin.fileText else { return nil }
    return SourceText(path: block.origin.path, text: text)
  }

  private func includedLine(_ line: Int, of block: Block, in file: SourceText) -> Range<Int>? {
    do throws(IncludedRegion.Failure) {
      let region = try IncludedRegion(of: file.bytes, named: block.origin.region)
      return line >= 1 && line <= region.lines.count ? region.lines[line - 1].range : nil
    } catch {
      return nil
    }
  }

  /// Moves a range of code to a file, given the bytes of the file that each 1-based line of code stands on.
  ///
  /// A line of code is always the end of its line in the file: what comes before it is indentation, quotation
  /// marks or a list's padding, whatever their form.
  private func mapped(_ range: Range<Int>, in block: Block, _ fileLine: (Int) -> Range<Int>?) -> Range<Int>? {
    let code = Array(block.code.utf8)
    func place(_ offset: Int) -> Int? {
      let offset = max(0, min(offset, code.count))
      var line = 1
      var start = 0
      for index in 0..<offset where code[index] == UInt8(ascii: "\n") {
        line += 1
        start = index + 1
      }
      let length = code[start...].prefix { $0 != UInt8(ascii: "\n") }.count
      guard let file = fileLine(line) else { return nil }
      return max(file.lowerBound, file.upperBound - length + (offset - start))
    }
    if let lower = place(range.lowerBound) {
      // An end at the start of a line is the end of the line before.
      if range.upperBound > range.lowerBound, let last = place(range.upperBound - 1) {
        return lower..<max(lower, last + 1)
      }
      return lower..<lower
    }
    // Past the last line: its end.
    guard !code.isEmpty, range.lowerBound >= code.count, let last = place(code.count - 1) else { return nil }
    return last..<last
  }
}

extension Block {
  /// The UTF-8 offset in the code of a 1-based line and a 1-based column in bytes; clamped to the code.
  public func offset(line: Int, column: Int) -> Int {
    var offset = 0
    var current = 1
    let bytes = Array(code.utf8)
    while current < line, offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\n") { current += 1 }
      offset += 1
    }
    let end = offset + bytes[offset...].prefix { $0 != UInt8(ascii: "\n") }.count
    return min(max(offset, offset + column - 1), end)
  }
}

extension ArraySlice<UInt8> {
  /// CR LF becomes LF; a CR alone, which Markdown takes for a line end, too.
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
