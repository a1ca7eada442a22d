/// The bytes of one file and its path; every source range of the program refers to one of these.
///
/// Offsets are UTF-8 byte offsets. Lines and columns, which people read, are looked up in the text's table of lines when
/// a diagnostic is made.
public struct SourceText: Sendable {
  /// The path as it is printed: relative to the folder the command was started in, where possible.
  public let path: String
  public let bytes: [UInt8]
  public let lines: LineTable
  /// The sources of the parts of an assembled text, in order; empty for a file.
  public let pieces: [SourcePiece]

  public init(path: String, bytes: [UInt8], pieces: [SourcePiece] = []) {
    self.path = path
    self.bytes = bytes
    self.pieces = pieces
    lines = LineTable(bytes)
  }

  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The line and column of a byte offset. An offset past the end is clamped to the end.
  public func position(at offset: Int) -> SourcePosition { lines.position(at: offset, in: bytes) }

  /// The byte offset of the start of a 1-based line; the end of the text when there are fewer lines.
  public func offset(ofLine line: Int) -> Int { lines.start(line) }

  /// The span of a byte range, with the text of its first line, ready to be printed. In an assembled text it is a span
  /// of the file with the first byte.
  public func span(_ range: Range<Int>) -> SourceSpan {
    if let piece = piece(at: range.lowerBound) {
      switch piece.origin {
      case .copied(let source, let offset):
        let lower = range.lowerBound + offset - piece.start
        return source.span(
          lower..<max(lower, end(of: range, in: source) ?? range.upperBound + offset - piece.start))
      case .generated(let source, let range): return source.span(range)
      }
    }
    let lower = max(0, min(range.lowerBound, bytes.count))
    let upper = max(lower, min(range.upperBound, bytes.count))
    let start = position(at: lower)
    let excerpt = self.excerpt(ofLine: start.line, around: lower)
    return SourceSpan(
      path: path, range: lower..<upper, start: start, end: position(at: upper), line: excerpt.text,
      lineColumn: excerpt.column)
  }

  /// The end of a range in the file that its last byte was copied from; `nil` when that is another one.
  private func end(of range: Range<Int>, in file: SourceText) -> Int? {
    guard range.count > 1, let last = piece(at: range.upperBound - 1),
      case .copied(let source, let offset) = last.origin, source.path == file.path
    else { return nil }
    return range.upperBound + offset - last.start
  }

  /// The span of one whole 1-based line, without its indentation.
  public func span(ofLine line: Int) -> SourceSpan {
    let content = lines.content(line, in: bytes)
    let indentation = bytes[content].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return span(indentation.endIndex..<content.upperBound)
  }

  /// The span of a 1-based line and column, one character wide: what a compiler or interpreter reports.
  public func span(line: Int, column: Int, length: Int = 1) -> SourceSpan {
    let content = lines.content(line, in: bytes)
    var offset = content.lowerBound
    var remaining = column - 1
    while remaining > 0, offset < content.upperBound {
      offset += 1
      while offset < content.upperBound, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      remaining -= 1
    }
    return span(offset..<min(offset + max(length, 1), bytes.count))
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}

extension SourceText: Hashable {
  /// The lines follow from the bytes.
  public static func == (left: Self, right: Self) -> Bool {
    left.path == right.path && left.bytes == right.bytes && left.pieces == right.pieces
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(bytes)
  }
}
