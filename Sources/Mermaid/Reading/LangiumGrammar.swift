/// A grammar that mermaid.js has written in Langium, with the terminals of its `common.langium`: a statement is one
/// line, comments may follow it, and strings have escapes.
protocol LangiumGrammar: LineGrammar {}

extension LangiumGrammar {
  /// Reads the statements up to the end, with blank lines, the title and words for screen readers between them.
  mutating func readStatements(_ statement: (inout Self) -> Void) {
    while !findings.isFull {
      skipBlanks()
      guard let byte = cursor.peek else { return }
      if byte == .newline {
        cursor.at += 1
      } else if takeTitle() || takeAccessibility() {
        endLine(after: "the words")
      } else {
        statement(&self)
      }
    }
  }

  /// White space within the line, and a comment.
  mutating func skipBlanks() {
    cursor.skipBlanks()
    if cursor.seesComment() { cursor.takeLine() }
  }

  /// Reports what follows a statement on its line.
  /// - Returns: whether nothing does.
  @discardableResult
  mutating func endLine(after what: String) -> Bool {
    skipBlanks()
    if cursor.take(.newline) || cursor.isAtEnd { return true }
    fail(
      "nothing may follow \(what) on its line, found \(cursor.found)", at: cursor.character,
      fix: "put it on a line of its own")
    return false
  }

  /// Whether a keyword is at the cursor, with white space, a comment or the end after it.
  func sees(word: StaticString) -> Bool {
    guard cursor.sees(word) else { return false }
    var ahead = cursor
    ahead.take(word)
    return ahead.peek.map(\.isSpace) ?? true || ahead.seesComment()
  }

  /// `title` and the words after it on the line.
  mutating func takeTitle() -> Bool {
    guard sees(word: "title") else { return false }
    cursor.take("title")
    let start = cursor.at
    while !cursor.isAtLineEnd, !cursor.seesComment() { cursor.at += 1 }
    let words = decoded(cursor.trimmed(start..<cursor.at))
    if !words.isEmpty { header.title = words }
    return true
  }

  /// Reports a `title` that `takeTitle` does not read.
  mutating func failTitle(at word: Range<Int>) {
    fail("white space must follow `title`", at: word, fix: "write `title` and the words, without `:`")
  }

  /// A string in quotes, with its escapes resolved; `nil` when no quote is at the cursor, or the string is not closed. A
  /// line end cannot be escaped.
  mutating func string() -> String? {
    guard let quote = cursor.peek, quote == .quote || quote == .apostrophe else { return nil }
    cursor.at += 1
    var bytes: [UInt8] = []
    while let byte = cursor.peek {
      cursor.at += 1
      if byte == quote { return Label.decoded(bytes) }
      guard byte == .backslash else {
        bytes.append(byte)
        continue
      }
      guard let escaped = cursor.peek, escaped != .newline else { return nil }
      cursor.at += 1
      switch escaped {
      case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"): bytes.append(.space)
      default: bytes.append(escaped)
      }
    }
    return nil
  }
}
