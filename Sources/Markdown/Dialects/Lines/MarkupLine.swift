/// One line of Markdown, and what block structure it may have.
struct MarkupLine {
  let start: Int
  /// The first byte that is no white space.
  let first: Int
  /// The end without the line end.
  let end: Int
  /// The start of the next line.
  let next: Int
  /// In columns; tabs stop at each fourth one.
  let indent: Int

  init(_ bytes: [UInt8], _ start: Int) {
    self.start = start
    var at = start
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    var next = at
    if next < bytes.count {
      next += bytes[next] == 0x0D && next + 1 < bytes.count && bytes[next + 1] == 0x0A ? 2 : 1
    }
    end = at
    self.next = next
    var column = 0
    var first = start
    while first < at, bytes[first] == 0x20 || bytes[first] == 0x09 {
      column += bytes[first] == 0x20 ? 1 : 4 - column % 4
      first += 1
    }
    self.first = first
    indent = column
  }

  var isBlank: Bool { first == end }

  /// The text after the marker of a list item, and its column.
  func listMarker(_ bytes: [UInt8], at start: Int, _ column: Int) -> (text: Int, column: Int)? {
    var at = start
    guard at < end else { return nil }
    if "-*+".utf8.contains(bytes[at]) {
      at += 1
    } else {
      while at < end, at - start < 9, (0x30...0x39).contains(bytes[at]) { at += 1 }
      guard at > start, at < end, bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ")") else {
        return nil
      }
      at += 1
    }
    let marker = at
    while at < end, bytes[at] == 0x20 { at += 1 }
    let spaces = at - marker
    guard (1...4).contains(spaces), at < end else { return nil }
    return (at, column + at - start)
  }

  /// The mark and length of a fence of code that begins at a place.
  func fence(_ bytes: [UInt8], at start: Int) -> (mark: UInt8, length: Int)? {
    guard start < end, bytes[start] == UInt8(ascii: "`") || bytes[start] == UInt8(ascii: "~") else {
      return nil
    }
    let mark = bytes[start]
    var at = start
    while at < end, bytes[at] == mark { at += 1 }
    guard at - start >= 3, mark == UInt8(ascii: "~") || !bytes[at..<end].contains(mark) else { return nil }
    return (mark, at - start)
  }

  /// Whether the line closes code with such a fence.
  ///
  /// - Parameter indent: the columns before the text around the code. With 4 more the line is code itself; MDX, which has
  ///   no indented code, has no such limit.
  func closes(mark: UInt8, length: Int, indent: Int?, _ bytes: [UInt8]) -> Bool {
    if let indent, self.indent >= indent + 4 { return false }
    var at = first
    while at < end, bytes[at] == mark { at += 1 }
    return at - first >= length && bytes[at..<end].allSatisfy { $0 <= 0x20 }
  }

  /// Where the text of the line begins after the markers of list items, and its column.
  func text(_ bytes: [UInt8]) -> (start: Int, column: Int) {
    var place = (start: first, column: indent)
    while let marker = listMarker(bytes, at: place.start, place.column) {
      place = (marker.text, marker.column)
    }
    return place
  }

  /// Whether the line is `:name: value`, an option of a directive of MyST.
  func isField(_ bytes: [UInt8]) -> Bool {
    guard first < end, bytes[first] == UInt8(ascii: ":") else { return false }
    let name = bytes[(first + 1)..<end].prefix { $0 != UInt8(ascii: ":") && $0 > 0x20 }
    return !name.isEmpty && name.endIndex < end && bytes[name.endIndex] == UInt8(ascii: ":")
  }

  /// Whether the line begins with `---`, as those around YAML do.
  func isYAMLMark(_ bytes: [UInt8]) -> Bool { bytes[first..<end].starts(with: "---".utf8) }

  /// The marks of a line `:::` or `///` that has nothing else.
  func closingMarks(_ bytes: [UInt8]) -> (mark: UInt8, length: Int)? {
    guard first < end, bytes[first] == UInt8(ascii: ":") || bytes[first] == UInt8(ascii: "/") else {
      return nil
    }
    var at = first
    while at < end, bytes[at] == bytes[first] { at += 1 }
    guard at - first >= 3, bytes[at..<end].allSatisfy({ $0 <= 0x20 }) else { return nil }
    return (bytes[first], at - first)
  }
}
