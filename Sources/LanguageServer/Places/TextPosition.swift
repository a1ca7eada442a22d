import Diagnostics
import JSON

/// A place in a text as editors count it: a line from 0, and UTF-16 code units before it on that line.
struct TextPosition: Sendable, Hashable {
  var line: Int
  var character: Int

  init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  /// `nil` when it is not an object with two numbers from 0 on.
  init?(_ json: JSON?) {
    guard let line = json?["line"]?.int, let character = json?["character"]?.int, line >= 0, character >= 0
    else { return nil }
    self.init(line: line, character: character)
  }

  var json: JSON { ["line": .number(line), "character": .number(character)] }
}

extension SourceText {
  /// The place of a byte.
  func position(ofByte offset: Int) -> TextPosition {
    let offset = max(0, min(offset, bytes.count))
    let line = lines.line(at: offset)
    let length = bytes[lines.start(line)..<offset].reduce(0) { $0 + $1.codeUnits }
    return TextPosition(line: line - 1, character: length)
  }

  /// The byte at a place. One behind the end of its line is the end of the line, and one behind the last line the end of
  /// the text, as the protocol says.
  func byte(at position: TextPosition) -> Int {
    guard position.line < lines.count else { return bytes.count }
    let line = lines.content(position.line + 1, in: bytes)
    var units = position.character
    var offset = line.lowerBound
    while offset < line.upperBound, units > 0 {
      units -= bytes[offset].codeUnits
      offset += 1
      while offset < line.upperBound, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }

  /// A range of bytes as editors write it.
  func json(of range: Range<Int>) -> JSON {
    [
      "start": position(ofByte: range.lowerBound).json, "end": position(ofByte: range.upperBound).json,
    ]
  }

  /// The bytes of a range that an editor wrote; `nil` when it is none.
  func bytes(of range: JSON?) -> Range<Int>? {
    guard let start = TextPosition(range?["start"]), let end = TextPosition(range?["end"]) else { return nil }
    let (first, last) = (byte(at: start), byte(at: end))
    return first <= last ? first..<last : nil
  }
}

extension UInt8 {
  /// How many UTF-16 code units a character has that begins with this byte of UTF-8; 0 inside of a character.
  fileprivate var codeUnits: Int { self & 0xC0 == 0x80 ? 0 : self >= 0xF0 ? 2 : 1 }
}
