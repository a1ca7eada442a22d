/// A line without the marks of the quotations that it is in, `> `.
struct QuotedLine {
  let line: MarkupLine
  /// After the marks, and the space after the last one.
  let start: Int
  /// The first byte of the text.
  let first: Int
  /// The columns before the text; tabs stop at each fourth one.
  let indent: Int
  /// How many marks there are.
  let depth: Int

  init(_ bytes: [UInt8], _ start: Int) {
    line = MarkupLine(bytes, start)
    var at = line.start
    var depth = 0
    while true {
      var next = at
      while next < line.end, next - at < 4, bytes[next] == 0x20 { next += 1 }
      guard next < line.end, next - at < 4, bytes[next] == UInt8(ascii: ">") else { break }
      depth += 1
      at = next + 1
      if at < line.end, bytes[at] == 0x20 { at += 1 }
    }
    self.start = at
    self.depth = depth
    while at < line.end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    first = at
    indent = bytes[self.start..<first].reduce(0) { $1 == 0x09 ? $0 + 4 - $0 % 4 : $0 + 1 }
  }

  var isBlank: Bool { first == line.end }

  /// After the markers of list items that begin on the line.
  func text(_ bytes: [UInt8]) -> Int {
    var place = (text: first, column: 0)
    while let marker = line.listMarker(bytes, at: place.text, place.column) { place = marker }
    return place.text
  }

  /// What a line that continues the text at a place of this one begins with: its quotations, and spaces for the rest.
  func prefix(_ bytes: [UInt8], before text: Int) -> String {
    String(decoding: bytes[line.start..<start], as: UTF8.self) + String(repeating: " ", count: text - start)
  }
}
