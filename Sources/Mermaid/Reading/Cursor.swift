/// A place in a diagram's text, for grammars written by hand. All offsets are positions in
/// `DiagramText.bytes`; nothing here fails or reads outside them.
struct Cursor: Sendable {
  let bytes: [UInt8]
  var at: Int
  /// One past the last byte that may be read.
  let end: Int

  init(_ text: DiagramText, at: Int = 0) {
    self.init(text.bytes, at..<text.bytes.count)
  }

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = min(range.upperBound, bytes.count)
  }

  var isAtEnd: Bool { at >= end }
  /// The byte here; `nil` at the end.
  var peek: UInt8? { at < end ? bytes[at] : nil }

  func peek(_ distance: Int) -> UInt8? {
    let place = at + distance
    return place >= 0 && place < end ? bytes[place] : nil
  }

  var isAtLineEnd: Bool { at >= end || bytes[at] == .newline }

  /// Whether `word` is at the cursor. `ignoringCase` compares ASCII letters without their case;
  /// `wholeWord` asks that no letter, digit or `_` follows, as `\b` does.
  func sees(_ word: StaticString, ignoringCase: Bool = false, wholeWord: Bool = false) -> Bool {
    word.withUTF8Buffer { word in
      guard at + word.count <= end else { return false }
      for index in 0..<word.count {
        let (a, b) = (bytes[at + index], word[index])
        guard a == b || (ignoringCase && a.folded == b.folded) else { return false }
      }
      guard wholeWord, at + word.count < end else { return true }
      return !bytes[at + word.count].isWord
    }
  }

  /// Skips `word` when it is at the cursor.
  @discardableResult
  mutating func take(_ word: StaticString, ignoringCase: Bool = false, wholeWord: Bool = false) -> Bool {
    guard sees(word, ignoringCase: ignoringCase, wholeWord: wholeWord) else { return false }
    at += word.utf8CodeUnitCount
    return true
  }

  @discardableResult
  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    at += 1
    return true
  }

  /// Steps over bytes while `belongs` is true and returns their range.
  @discardableResult
  mutating func take(while belongs: (UInt8) -> Bool) -> Range<Int> {
    let start = at
    while at < end, belongs(bytes[at]) { at += 1 }
    return start..<at
  }

  /// White space and line ends.
  @discardableResult
  mutating func skipSpace() -> Bool { !take(while: \.isSpace).isEmpty }

  /// White space of every script and line ends, see `Whitespace`.
  @discardableResult
  mutating func skipWideSpace() -> Bool {
    let start = at
    at = min(Whitespace.end(bytes, at), end)
    return at > start
  }

  /// White space within the line.
  @discardableResult
  mutating func skipBlanks() -> Bool { !take(while: \.isBlank).isEmpty }

  /// Whether `%%` begins a comment here, or after one character, which some grammars of mermaid.js take into the
  /// comment: `[^}]%%`.
  func seesComment(afterAnyCharacter: Bool = false) -> Bool {
    if sees("%%") { return true }
    guard afterAnyCharacter, let byte = peek, byte != .closeBrace else { return false }
    let next = character.upperBound - at
    return peek(next) == .percent && peek(next + 1) == .percent
  }

  /// The rest of the line, without its `\n`, which is not stepped over.
  @discardableResult
  mutating func takeLine() -> Range<Int> { take { $0 != .newline } }

  /// The range of the rest of the line, without moving.
  var restOfLine: Range<Int> {
    var copy = self
    return copy.takeLine()
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// `range` without white space at either side.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, bytes[lower].isSpace { lower += 1 }
    while lower < upper, bytes[upper - 1].isSpace { upper -= 1 }
    return lower..<upper
  }

  /// The range of the character here: one to four bytes, none at the end.
  var character: Range<Int> {
    guard at < end else { return at..<at }
    var next = at + 1
    while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return at..<next
  }

  /// The text at the cursor, for messages: `"("`, `the end of the line`, `the end of the diagram`.
  var found: String {
    guard let byte = peek else { return "the end of the diagram" }
    if byte == .newline { return at + 1 >= end ? "the end of the diagram" : "the end of the line" }
    if byte == DiagramText.entityStart { return "an entity code" }
    if byte.isWord {
      var copy = self
      let word = copy.take(while: \.isWord)
      return "\"\(text(word.count > 30 ? word.lowerBound..<word.lowerBound + 30 : word))\""
    }
    return byte == .quote ? "'\"'" : "\"\(text(character))\""
  }
}

/// `accTitle: …`, `accDescr: …` or `accDescr { … }`: what a diagram says to screen readers.
enum AccessibilityStart: Sendable, Hashable { case title, description, descriptionBlock }

extension Cursor {
  /// Steps over `accTitle:`, `accDescr:` or `accDescr {`, and the white space after it.
  mutating func takeAccessibilityStart(ignoringCase: Bool) -> AccessibilityStart? {
    var ahead = self
    let isTitle = ahead.take("accTitle", ignoringCase: ignoringCase)
    guard isTitle || ahead.take("accDescr", ignoringCase: ignoringCase) else { return nil }
    ahead.at = Whitespace.end(bytes, ahead.at)
    let isLine = ahead.take(.colon)
    guard isLine || (!isTitle && ahead.take(.openBrace)) else { return nil }
    at = Whitespace.end(bytes, ahead.at)
    return isLine ? (isTitle ? .title : .description) : .descriptionBlock
  }

  /// Steps over the whole statement.
  /// - Returns: the kind of statement, and its words without white space at either side; `isClosed` is false when the
  ///   `}` of a block is missing.
  mutating func takeAccessibility(
    ignoringCase: Bool
  ) -> (start: AccessibilityStart, words: Range<Int>, isClosed: Bool)? {
    guard let start = takeAccessibilityStart(ignoringCase: ignoringCase) else { return nil }
    let isBlock = start == .descriptionBlock
    let words = isBlock ? take { $0 != .closeBrace } : takeLine()
    return (start, trimmed(words), !isBlock || take(.closeBrace))
  }
}
