import Diagnostics

/// Comments in code that say how other lines are shown, and lines that are hidden:
///
///     // highlight-next-line          of Docusaurus, also `highlight-start` and `highlight-end`
///     let a = 1 // [!code ++]         of VitePress, also `--`, `focus`, `highlight:3`
///     # use tea::Cup;                 of mdBook, in Rust
///     start(job)  # (1)               of Material, also `(1)!`: item 1 of the list below
struct MarkComments {
  private(set) var marks = CodeMarks()

  /// - Parameters:
  ///   - hidesRust: whether lines that begin with `# ` are hidden.
  ///   - hasNotes: whether comments such as `# (1)` stand for items of a list.
  init(_ code: String, hidesRust: Bool, hasNotes: Bool = false) {
    guard hidesRust || hasNotes || Self.mayMark(Array(code.utf8)[...]) else { return }
    var start: Int?
    for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let number = index + 1
      let text = line.drop { $0 == " " || $0 == "\t" }
      if hidesRust, text.first == "#" { hideRust(text, line, number) }
      if hasNotes { readNote(line, number) }
      switch Self.words(ofComment: text) {
      case "highlight-next-line":
        marks.hidden.append(number...number)
        marks.highlighted.append((number + 1)...(number + 1))
      case "highlight-start":
        start = start ?? number
        marks.hidden.append(number...number)
      case "highlight-end":
        marks.hidden.append(number...number)
        if let first = start, first + 1 < number { marks.highlighted.append((first + 1)...(number - 1)) }
        start = nil
      default: if line.contains("[!") { readTags(line, number) }
      }
    }
  }

  private static func mayMark(_ code: ArraySlice<UInt8>) -> Bool {
    code.firstRange(of: "highlight-") != nil || code.firstRange(of: "[!") != nil
  }

  /// `# use a;` and `#` are hidden; `##` stands for a line that begins with `#`.
  private mutating func hideRust(_ text: Substring, _ line: Substring, _ number: Int) {
    if text == "#" || text.hasPrefix("# ") { marks.hidden.append(number...number) }
    if text.hasPrefix("##") { marks.rewritten[number] = String(line.dropLast(text.count) + text.dropFirst()) }
  }

  /// The text of a line that is nothing but a comment.
  private static func words(ofComment text: Substring) -> String? {
    for (open, close) in comments where text.hasPrefix(open) {
      let rest = text.dropFirst(open.count)
      guard close.isEmpty || rest.trimmed.hasSuffix(close) else { continue }
      return String(rest.trimmed.dropLast(close.count).trimmed)
    }
    return nil
  }

  private static let comments = [
    ("//", ""), ("{/*", "*/}"), ("/*", "*/"), ("<!--", "-->"), ("#", ""), ("--", ""), ("%", ""), (";", ""),
  ]

  /// Tags of one line: more are text.
  private static let mostTags = 16

  /// Takes `[!code ++]` from the end of a line, with its comment where that says nothing else.
  private mutating func readTags(_ line: Substring, _ number: Int) {
    var text = String(line)
    for _ in 0..<Self.mostTags {
      guard let open = text.firstRange(of: "[!code "),
        let close = text[open.upperBound...].firstIndex(of: "]")
      else { break }
      let tag = String(text[open.upperBound..<close])
      text.removeSubrange(open.lowerBound...close)
      text = Self.withoutEmptyComment(text[...])
      let isAlone = text.allSatisfy(\.isWhitespace)
      if isAlone { marks.hidden.append(number...number) }
      apply(tag, from: isAlone ? number + 1 : number)
    }
    // Two marks show a tag as it is written.
    text = text.replacing("[!!code", with: "[!code")
    if text != line { marks.rewritten[number] = text }
  }

  /// `++`, or `highlight:3` for three lines.
  private mutating func apply(_ tag: String, from number: Int) {
    let parts = tag.split(separator: ":", maxSplits: 1)
    let count = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
    let lines = number...(number + max(1, min(count, 10_000)) - 1)
    switch parts.first {
    case "++", "add": marks.inserted.append(lines)
    case "--", "remove": marks.deleted.append(lines)
    case "highlight", "hl", "focus", "warning", "error", "info": marks.highlighted.append(lines)
    default: return
    }
  }

  /// Takes `# (1)` from the end of a line.
  private mutating func readNote(_ line: Substring, _ number: Int) {
    let bare = line.trimmedAtEnd
    for (open, close) in Self.comments where bare.hasSuffix(close) {
      var rest = bare.dropLast(close.count).trimmedAtEnd
      if rest.last == "!" { rest = rest.dropLast() }
      guard rest.last == ")", let bracket = rest.lastIndex(of: "("),
        let note = Int(rest[rest.index(after: bracket)...].dropLast()), note > 0
      else { continue }
      let before = rest[..<bracket].trimmedAtEnd
      guard before.hasSuffix(open) else { continue }
      marks.rewritten[number] = String(before.dropLast(open.count).trimmedAtEnd)
      marks.notes[number] = note
      return
    }
  }

  private static func withoutEmptyComment(_ text: Substring) -> String {
    let bare = text.trimmedAtEnd
    for (open, close) in comments where bare.hasSuffix(close) {
      let before = bare.dropLast(close.count).trimmedAtEnd
      if before.hasSuffix(open) { return String(before.dropLast(open.count).trimmedAtEnd) }
    }
    return String(text)
  }
}

extension CodeMarks {
  mutating func add(_ other: CodeMarks) {
    highlighted += other.highlighted
    inserted += other.inserted
    deleted += other.deleted
    hidden += other.hidden
    notes.merge(other.notes) { _, new in new }
    rewritten.merge(other.rewritten) { _, new in new }
  }
}
