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

/// A range of one file in bytes, lines and columns, with its first line, so that it can be shown without the file.
public struct SourceSpan: Sendable, Hashable {
  public var path: String
  /// UTF-8 byte offsets in the file.
  public var range: Range<Int>
  public var start: SourcePosition
  /// One past the last character.
  public var end: SourcePosition
  /// The text of the line that `start` is on; of a long line the part around `start`, with `…` where it was cut.
  public var line: String
  /// The column of the first character of `line`: 1 unless its beginning was cut off.
  public var lineColumn: Int

  /// `path:line:column`, the form that editors and terminals make clickable.
  public var label: String { "\(path):\(start.line):\(start.column)" }
}

extension SourceSpan {
  /// A file as a whole, for findings about one whose text cannot be read.
  public init(file path: String) { self = SourceText(path: path, bytes: []).span(0..<0) }

  /// The text at the range; `nil` when it is not all in `line`: it goes on over the end of the line, or was cut.
  public var text: String? {
    guard start.line == end.line else { return nil }
    let scalars = line.unicodeScalars
    let first = start.column - lineColumn
    let length = end.column - start.column
    guard first >= 0, length >= 0,
      let from = scalars.index(scalars.startIndex, offsetBy: first, limitedBy: scalars.endIndex),
      let to = scalars.index(from, offsetBy: length, limitedBy: scalars.endIndex)
    else { return nil }
    return String(scalars[from..<to])
  }
}

extension SourceText {
  /// Lines of up to this many bytes are shown whole: longer than lines that people write, shorter than those of
  /// minified files.
  private static let wholeLine = 240
  /// How many bytes of a longer line are shown, and how many of them before the place of the finding.
  private static let window = (all: 160, before: 60)

  /// A line as a finding shows it, so that ten thousand findings on one line of a minified file stay readable and
  /// cost ten thousand windows, not ten thousand lines.
  func excerpt(ofLine number: Int, around offset: Int) -> (text: String, column: Int) {
    let line = lines.content(number, in: bytes)
    if line.count <= Self.wholeLine { return (String(decoding: bytes[line], as: UTF8.self), 1) }
    func boundary(_ offset: Int) -> Int {
      var offset = offset
      while offset > line.lowerBound, offset < line.upperBound, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
      return offset
    }
    var start = boundary(max(line.lowerBound, min(offset, line.upperBound) - Self.window.before))
    let end = boundary(min(line.upperBound, start + Self.window.all))
    if end == line.upperBound { start = boundary(max(line.lowerBound, end - Self.window.all)) }
    let isCut = (start: start > line.lowerBound, end: end < line.upperBound)
    return (
      (isCut.start ? "…" : "") + String(decoding: bytes[start..<end], as: UTF8.self) + (isCut.end ? "…" : ""),
      // The ellipsis is in the column of the last character that was cut off.
      position(at: start).column - (isCut.start ? 1 : 0)
    )
  }
}
