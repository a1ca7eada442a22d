/// The bytes of one file and the path they came from; every range of the program points into one of these.
///
/// Offsets are UTF-8 byte offsets. Lines and columns, which people read, are computed only when a
/// diagnostic is made, so that a build without findings never pays for them.
public struct SourceText: Sendable, Hashable {
  /// The path as it is printed: relative to the folder the command was started in, where possible.
  public let path: String
  public let bytes: [UInt8]
  /// Where the stretches of a text that was put together come from, in its order; empty for a file.
  public let pieces: [SourcePiece]

  public init(path: String, bytes: [UInt8], pieces: [SourcePiece] = []) {
    self.path = path
    self.bytes = bytes
    self.pieces = pieces
  }

  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The line and column of a byte offset. An offset past the end is taken as the end.
  public func position(at offset: Int) -> SourcePosition {
    let end = max(0, min(offset, bytes.count))
    return bytes.withUnsafeBufferPointer { bytes in
      var line = 1
      var lineStart = 0
      for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
        line += 1
        lineStart = index + 1
      }
      var column = 1
      for index in lineStart..<end where bytes[index] & 0xC0 != 0x80 { column += 1 }
      return SourcePosition(line: line, column: column)
    }
  }

  /// The byte offset of the start of a 1-based line; the end of the text when there are fewer lines.
  public func offset(ofLine line: Int) -> Int {
    guard line > 1 else { return 0 }
    var current = 1
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      current += 1
      if current == line { return index + 1 }
    }
    return bytes.count
  }

  /// The span of a byte range, with the text of its first line, ready to be printed. In a text that was put
  /// together it is a span of the file that the first byte comes from.
  public func span(_ range: Range<Int>) -> SourceSpan {
    if let piece = piece(at: range.lowerBound) {
      switch piece.origin {
      case .copied(let source, let offset):
        let shift = offset - piece.start
        return source.span((range.lowerBound + shift)..<(range.upperBound + shift))
      case .generated(let source, let range): return source.span(range)
      }
    }
    let lower = max(0, min(range.lowerBound, bytes.count))
    let upper = max(lower, min(range.upperBound, bytes.count))
    var lineStart = lower
    while lineStart > 0, bytes[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
    var lineEnd = lower
    while lineEnd < bytes.count, bytes[lineEnd] != UInt8(ascii: "\n") { lineEnd += 1 }
    if lineEnd > lineStart, bytes[lineEnd - 1] == UInt8(ascii: "\r") { lineEnd -= 1 }
    return SourceSpan(
      path: path, start: position(at: lower), end: position(at: upper),
      line: String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self))
  }

  /// The span of one whole 1-based line, without its indentation.
  public func span(ofLine line: Int) -> SourceSpan {
    var start = offset(ofLine: line)
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
    while start < end, bytes[start] == UInt8(ascii: " ") || bytes[start] == UInt8(ascii: "\t") { start += 1 }
    return span(start..<end)
  }

  /// The span of a 1-based line and column, one character wide: what a compiler or interpreter reports.
  public func span(line: Int, column: Int, length: Int = 1) -> SourceSpan {
    var offset = offset(ofLine: line)
    var remaining = column - 1
    while remaining > 0, offset < bytes.count, bytes[offset] != UInt8(ascii: "\n") {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      remaining -= 1
    }
    return span(offset..<min(offset + max(length, 1), bytes.count))
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  public func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}

/// A place a person can go to: 1-based line, 1-based column counted in Unicode scalars.
public struct SourcePosition: Sendable, Hashable, Comparable, Codable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A range of one file in lines and columns, with its first line, so that it can be shown without the file.
public struct SourceSpan: Sendable, Hashable {
  public var path: String
  public var start: SourcePosition
  /// One past the last character.
  public var end: SourcePosition
  /// The text of the line that `start` is on.
  public var line: String

  public init(path: String, start: SourcePosition, end: SourcePosition, line: String) {
    self.path = path
    self.start = start
    self.end = end
    self.line = line
  }

  /// `path:line:column`, the form that editors and terminals make clickable.
  public var label: String { "\(path):\(start.line):\(start.column)" }
}
