import Pages
import Project

/// Highlighted code whose lines are marked, numbered or folded, without the hidden ones.
///
/// A token that goes over a line end, such as a comment, is closed there and opened again on the next line.
struct MarkedLines {
  private let html: [UInt8]
  private let marks: CodeMarks
  private let words: ThemeWords
  private let lines: [Range<Int>]
  private var token: ArraySlice<UInt8> = []
  /// What the last written line is in: `nil` before the first one.
  private var part: Part?

  private enum Part: Equatable {
    case shown
    case folded(ClosedRange<Int>)
  }

  static func write(_ html: [UInt8], _ marks: CodeMarks, _ words: ThemeWords, into output: inout [UInt8]) {
    var writer = MarkedLines(html, marks, words)
    for index in writer.lines.indices { writer.write(line: index + 1, into: &output) }
    if writer.part == nil { writer.enter(.shown, into: &output) }
    writer.enter(nil, into: &output)
  }

  private init(_ html: [UInt8], _ marks: CodeMarks, _ words: ThemeWords) {
    self.words = words
    self.html = html
    self.marks = marks
    var lines: [Range<Int>] = []
    var at = 0
    while at < html.count {
      let end = html[at...].firstIndex(of: 0x0A).map { $0 + 1 } ?? html.count
      lines.append(at..<end)
      at = end
    }
    self.lines = lines
  }

  private mutating func write(line number: Int, into output: inout [UInt8]) {
    let line = html[lines[number - 1]]
    let opened = token
    token = Self.openToken(line, after: opened)
    if has(marks.hidden, number) { return }
    enter(marks.folded.first { $0.contains(number) }.map(Part.folded) ?? .shown, into: &output)
    let isFramed = openFrame(of: number, into: &output)
    let end = line.last == 0x0A ? line.endIndex - 1 : line.endIndex
    output += opened
    if let note = marks.notes[number] {
      output += line[..<end]
      if !token.isEmpty { output.put("</span>") }
      write(note: note, into: &output)
      output += line[end...]
    } else {
      output += line
      if !token.isEmpty { output.put("</span>") }
    }
    if isFramed { output.put("</span>") }
  }

  /// - Returns: whether the line has an element of its own.
  private func openFrame(of number: Int, into output: inout [UInt8]) -> Bool {
    let kind = name(of: number)
    guard kind != nil || marks.firstNumber != nil else { return false }
    output.put("<span")
    if let kind {
      output.put(" class=\"line-")
      output.put(kind)
      output.put("\"")
    }
    if let first = marks.firstNumber {
      output.put(" data-line=\"")
      output.put(decimal: first + number - 1)
      output.put("\"")
    }
    output.put(">")
    return true
  }

  /// The number of an item of the list below, which is not part of the code.
  private func write(note: Int, into output: inout [UInt8]) {
    output.put("<span class=\"line-note\" role=\"img\" aria-label=\"")
    output.put(.note, of: words) { $1.put(decimal: note) }
    output.put("\" data-note=\"")
    output.put(decimal: note)
    output.put("\"></span>")
  }

  private mutating func enter(_ next: Part?, into output: inout [UInt8]) {
    if next == part { return }
    if let part {
      output.put(CodeFigure.codeEnd)
      if part != .shown { output.put("</details>\n") }
    }
    if case .folded(let range) = next { open(range, into: &output) }
    if next != nil { output.put(CodeFigure.codeStart) }
    part = next
  }

  private func open(_ range: ClosedRange<Int>, into output: inout [UInt8]) {
    let shown = range.clamped(to: 1...max(1, lines.count)).count { !has(marks.hidden, $0) }
    output.put("<details class=\"code-fold\"><summary>")
    output.put(shown == 1 ? .oneLine : .lines, of: words) { $1.put(decimal: shown) }
    output.put("</summary>\n")
  }

  private func has(_ ranges: [ClosedRange<Int>], _ line: Int) -> Bool {
    ranges.contains { $0.contains(line) }
  }

  private func name(of line: Int) -> StaticString? {
    if has(marks.inserted, line) { return "inserted" }
    if has(marks.deleted, line) { return "deleted" }
    return has(marks.highlighted, line) ? "marked" : nil
  }

  /// The tag of the token that is open at the end of a line; tokens are never in each other.
  private static func openToken(
    _ line: ArraySlice<UInt8>, after token: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8> {
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
