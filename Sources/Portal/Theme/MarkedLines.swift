import Pages

/// Highlighted code with its marked lines in spans of their own, without the hidden ones.
///
/// A token that goes over a line end, such as a comment, is closed there and opened again on the next line.
enum MarkedLines {
  static func write(_ html: [UInt8], _ marks: CodeMarks, into output: inout [UInt8]) {
    var number = 1
    var token: ArraySlice<UInt8> = []
    var at = 0
    while at < html.count {
      let end = html[at...].firstIndex(of: 0x0A).map { $0 + 1 } ?? html.count
      if marks.hidden.contains(where: { $0.contains(number) }) {
        token = openToken(html[at..<end], after: token)
        number += 1
        at = end
        continue
      }
      let kind = name(of: number, marks)
      if let kind {
        output.put("<span class=\"line-")
        output.put(kind)
        output.put("\">")
      }
      output += token
      token = openToken(html[at..<end], after: token)
      output += html[at..<end]
      if !token.isEmpty { output.put("</span>") }
      if kind != nil { output.put("</span>") }
      number += 1
      at = end
    }
  }

  private static func name(of line: Int, _ marks: CodeMarks) -> StaticString? {
    func has(_ ranges: [ClosedRange<Int>]) -> Bool { ranges.contains { $0.contains(line) } }
    if has(marks.inserted) { return "inserted" }
    if has(marks.deleted) { return "deleted" }
    return has(marks.highlighted) ? "marked" : nil
  }

  /// The tag of the token that is open at the end of a line; tokens are never in each other.
  private static func openToken(_ line: ArraySlice<UInt8>, after token: ArraySlice<UInt8>) -> ArraySlice<
    UInt8
  > {
    var open = token
    var at = line.startIndex
    while at < line.endIndex {
      guard line[at] == UInt8(ascii: "<"), let close = line[at...].firstIndex(of: UInt8(ascii: ">")) else {
        at += 1
        continue
      }
      open = line[at + 1] == UInt8(ascii: "/") ? [] : line[at...close]
      at = close + 1
    }
    return open
  }
}
