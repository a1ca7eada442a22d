import Diagnostics
import Pages

/// How a line is read as the row of a table (GitHub Flavored Markdown, section 4.10).
enum TableRow {
  /// The bytes of a line without its indentation, the marks of quotes, and spaces at its end.
  static func content(ofLine line: Int, on page: Page) -> Range<Int> {
    let content = page.source.lines.content(line, in: page.source.bytes)
    let bytes = page.source.bytes[content]
    let start = bytes.firstIndex { $0 > 0x20 && $0 != UInt8(ascii: ">") } ?? content.upperBound
    return trimmed(start..<content.upperBound, in: page.source.bytes)
  }

  /// The cells of a row: pipes end them, also in code, unless a backslash is before them.
  static func cells(of row: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
    var row = trimmed(row, in: bytes)
    if row.first.map({ bytes[$0] }) == UInt8(ascii: "|") { row.removeFirst() }
    var cells: [Range<Int>] = []
    var start = row.lowerBound
    var at = start
    while at < row.upperBound {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      if bytes[at] == UInt8(ascii: "|") {
        cells.append(start..<at)
        start = at + 1
      }
      at += 1
    }
    if start < row.upperBound { cells.append(start..<row.upperBound) }
    return cells
  }

  /// `---`, `:-:`.
  static func isDelimiter(_ cell: ArraySlice<UInt8>) -> Bool {
    let dashes = cell.drop { $0 == UInt8(ascii: ":") }.prefix { $0 == UInt8(ascii: "-") }
    guard !dashes.isEmpty, dashes.startIndex - cell.startIndex <= 1 else { return false }
    let rest = cell[dashes.endIndex...]
    return rest.isEmpty || rest.elementsEqual(":".utf8)
  }

  /// How many pipes of a row are in spans that would be inline code without them, and the changes that escape these.
  static func pipesInCode(of row: Range<Int>, on page: Page) -> (count: Int, changes: [Replacement]) {
    let bytes = page.source.bytes
    let tick = UInt8(ascii: "`")
    var changes: [Replacement] = []
    var count = 0
    var at = row.lowerBound
    while at < row.upperBound {
      guard bytes[at] == tick else {
        at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        continue
      }
      let length = bytes[at..<row.upperBound].prefix { $0 == tick }.count
      let start = at + length
      var end = start
      while end < row.upperBound {
        let run = bytes[end..<row.upperBound].prefix { $0 == tick }.count
        if run == length { break }
        end += max(1, run)
      }
      guard end < row.upperBound else {
        at = start
        continue
      }
      for pipe in start..<end
      where bytes[pipe] == UInt8(ascii: "|") && bytes[pipe - 1] != UInt8(ascii: "\\") {
        count += 1
        changes += page.source.replacing(pipe..<(pipe + 1), with: "\\|")
      }
      at = end + length
    }
    return (count, changes)
  }

  static func trimmed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var range = range
    while let first = range.first, bytes[first] <= 0x20 { range.removeFirst() }
    while let last = range.last, bytes[last] <= 0x20 { range.removeLast() }
    return range
  }
}
