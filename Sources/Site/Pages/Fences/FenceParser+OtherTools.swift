/// Words of other tools.
extension FenceParser {
  /// Takes a word of another tool.
  mutating func otherTools() -> Bool {
    switch bytes[at] {
    case UInt8(ascii: "{"): return braces()
    case UInt8(ascii: "["):
      guard let close = closing("[", "]", from: at) else { return false }
      // VitePress: the label of a block in a group.
      if info.attributes.tab == nil, close > at + 1 {
        info.attributes.tab = String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
      }
      at = close + 1
      return true
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/"):
      // Expressive Code: text to mark.
      guard let close = closingMark(from: at) else { return false }
      at = close + 1
      while at < end, !isSpace(bytes[at]) { at += 1 }
      return true
    case UInt8(ascii: ":"):
      let start = at + 1
      while at < end, !isSpace(bytes[at]), bytes[at] != UInt8(ascii: "{") { at += 1 }
      lineNumbers(bytes[start..<at])
      return true
    default: return named()
    }
  }

  /// `:line-numbers` or `:line-numbers=5` of VitePress.
  private mutating func lineNumbers(_ word: ArraySlice<UInt8>) {
    let parts = word.split(separator: UInt8(ascii: "="), maxSplits: 1)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.first == "line-numbers" else { return }
    OtherFenceWords.ShownWord.numbers.apply(parts.count > 1 ? parts[1] : "", to: &info.attributes.marks)
  }

  /// `{1,3-5}` marks lines; other braces belong to another tool, unless an attribute of FlowDocs is in them.
  private mutating func braces() -> Bool {
    guard let close = closingBrace(from: at) else { return false }
    let inside = String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
    if let ranges = CodeMarks.ranges(inside) {
      info.attributes.marks.highlighted += ranges
    } else if inside.split(separator: " ").contains(".annotate") {
      info.attributes.marks.hasNotes = true
    } else if close + 1 == end || isSpace(bytes[close + 1]), inside.allSatisfy(\.isLetter),
      FenceAttributes.guess(for: inside) != nil || FenceAttribute.byName[inside] != nil
    {
      return false
    }
    at = close + 1
    return true
  }

  /// The mark that ends a text, before white space where there is one: the pattern `/</?Base name>/` has further marks.
  private func closingMark(from start: Int) -> Int? {
    let marks = ((start + 1)..<end).filter { bytes[$0] == bytes[start] }
    return marks.first { $0 + 1 == end || isSpace(bytes[$0 + 1]) } ?? marks.first
  }

  private func closingBrace(from start: Int) -> Int? { closing("{", "}", from: start) }

  /// The bracket that closes the one at a place.
  private func closing(_ open: Unicode.Scalar, _ close: Unicode.Scalar, from start: Int) -> Int? {
    var depth = 0
    for index in start..<end {
      if bytes[index] == UInt8(ascii: open) { depth += 1 }
      if bytes[index] == UInt8(ascii: close) { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// `hl_lines="1 3"`, `ins={2}`, `linenums="1"`.
  private mutating func named() -> Bool {
    var nameEnd = at
    while nameEnd < end, !isSpace(bytes[nameEnd]), bytes[nameEnd] != UInt8(ascii: "=") { nameEnd += 1 }
    let name = String(decoding: bytes[at..<nameEnd], as: UTF8.self)
    let hasValue = nameEnd < end && bytes[nameEnd] == UInt8(ascii: "=")
    // One of ours, which takes no value.
    if !hasValue, FenceAttribute.byName[name] != nil { return false }
    let mark = OtherFenceWords.marks[name]
    let shown = OtherFenceWords.shown[name]
    guard mark != nil || shown != nil || OtherFenceWords.ignored.contains(name) else { return false }
    at = nameEnd
    let value = hasValue ? valueOfAnotherTool() : ""
    shown?.apply(value, to: &info.attributes.marks)
    if let mark, let ranges = CodeMarks.ranges(value) { info.attributes.marks[keyPath: mark] += ranges }
    return true
  }

  /// The value after `=`, without quotes and braces.
  private mutating func valueOfAnotherTool() -> String {
    at += 1
    let start = at
    if at < end, bytes[at] == UInt8(ascii: "{"), let close = closingBrace(from: at) {
      at = close + 1
    } else if at < end, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'"),
      let close = bytes[(at + 1)..<end].firstIndex(of: bytes[at])
    {
      at = close + 1
    } else {
      while at < end, !isSpace(bytes[at]) { at += 1 }
    }
    return String(decoding: bytes[start..<at], as: UTF8.self).filter { !"{}\"'".contains($0) }
  }
}
