import Dialects

/// Comments in code that say how other lines are shown, and lines that are hidden:
///
///     // highlight-next-line          of Docusaurus, also `highlight-start` and `highlight-end`
///     let a = 1 // [!code ++]         of VitePress, also `--`, `focus`, `highlight:3`
///     # use tea::Cup;                 of mdBook, in Rust
struct MarkComments {
  private(set) var highlighted: [ClosedRange<Int>] = []
  private(set) var inserted: [ClosedRange<Int>] = []
  private(set) var deleted: [ClosedRange<Int>] = []
  private(set) var hidden: [ClosedRange<Int>] = []
  private(set) var rewritten: [Int: String] = [:]

  /// - Parameter hidesRust: whether lines that begin with `# ` are hidden.
  init(_ code: String, hidesRust: Bool) {
    guard hidesRust || code.contains("highlight-") || code.contains("[!") else { return }
    var start: Int?
    for (index, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let number = index + 1
      let text = line.drop { $0 == " " || $0 == "\t" }
      if hidesRust, text.first == "#" { hideRust(text, line, number) }
      switch Self.words(ofComment: text) {
      case "highlight-next-line": mark(number, highlights: number + 1)
      case "highlight-start":
        start = start ?? number
        hidden.append(number...number)
      case "highlight-end":
        hidden.append(number...number)
        if let first = start, first + 1 < number { highlighted.append((first + 1)...(number - 1)) }
        start = nil
      default: if line.contains("[!") { readTags(line, number) }
      }
    }
  }

  private mutating func mark(_ comment: Int, highlights line: Int) {
    hidden.append(comment...comment)
    highlighted.append(line...line)
  }

  /// `# use a;` and `#` are hidden; `##` stands for a line that begins with `#`.
  private mutating func hideRust(_ text: Substring, _ line: Substring, _ number: Int) {
    if text == "#" || text.hasPrefix("# ") { hidden.append(number...number) }
    if text.hasPrefix("##") { rewritten[number] = String(line.dropLast(text.count) + text.dropFirst()) }
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

  /// Takes `[!code ++]` from the end of a line, with its comment where that says nothing else.
  private mutating func readTags(_ line: Substring, _ number: Int) {
    var text = String(line)
    while let open = text.firstRange(of: "[!code "), let close = text[open.upperBound...].firstIndex(of: "]")
    {
      let tag = String(text[open.upperBound..<close])
      text.removeSubrange(open.lowerBound...close)
      text = Self.withoutEmptyComment(text[...])
      let isAlone = text.allSatisfy(\.isWhitespace)
      if isAlone { hidden.append(number...number) }
      apply(tag, from: isAlone ? number + 1 : number)
    }
    // Two marks show a tag as it is written.
    text = text.replacing("[!!code", with: "[!code")
    if text != line { rewritten[number] = text }
  }

  /// `++`, or `highlight:3` for three lines.
  private mutating func apply(_ tag: String, from number: Int) {
    let parts = tag.split(separator: ":", maxSplits: 1)
    let count = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
    let lines = number...(number + max(1, min(count, 10_000)) - 1)
    switch parts.first {
    case "++", "add": inserted.append(lines)
    case "--", "remove": deleted.append(lines)
    case "highlight", "hl", "focus", "warning", "error", "info": highlighted.append(lines)
    default: return
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
  mutating func add(_ comments: MarkComments) {
    highlighted += comments.highlighted
    inserted += comments.inserted
    deleted += comments.deleted
    hidden += comments.hidden
    rewritten.merge(comments.rewritten) { _, new in new }
  }
}

extension Substring {
  fileprivate var trimmedAtEnd: Substring {
    lastIndex { !$0.isWhitespace }.map { self[...$0] } ?? self[endIndex...]
  }

  fileprivate var trimmed: Substring { drop(while: \.isWhitespace).trimmedAtEnd }
}
