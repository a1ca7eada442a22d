import Diagnostics

/// The cursor in the text of a file, and the line that it is on.
struct PlaceInText: Sendable {
  let text: SourceText
  let offset: Int

  init(_ text: SourceText, _ position: TextPosition) {
    self.text = text
    offset = text.byte(at: position)
  }

  /// From 1.
  var lineNumber: Int { text.lines.line(at: offset) }
  var lineRange: Range<Int> { text.lines.content(lineNumber, in: text.bytes) }
  var line: String { text.text(in: lineRange) }
  /// The line up to the cursor.
  var before: String { text.text(in: lineRange.lowerBound..<max(lineRange.lowerBound, offset)) }

  /// The word around the cursor; empty where there is none.
  var word: Range<Int> {
    let line = text.bytes[lineRange]
    let start = line[..<offset].reversed().prefix(while: Self.isInWord).count
    let end = line[offset...].prefix(while: Self.isInWord).count
    return (offset - start)..<(offset + end)
  }

  private static func isInWord(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}
