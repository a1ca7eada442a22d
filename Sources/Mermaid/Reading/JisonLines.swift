/// Rules that the grammars of timelines and journeys share in mermaid.js, where letters have no case.
extension LineGrammar {
  /// White space with line ends, and comments: `%%`, also after one other character, and `#`.
  mutating func skipSpaceAndComments() {
    while !cursor.isAtEnd {
      if cursor.seesComment(afterAnyCharacter: true) || cursor.peek == .hash {
        cursor.takeLine()
      } else if !cursor.skipWideSpace() {
        return
      }
    }
  }

  /// Words that are drawn as they are written.
  func label(_ range: Range<Int>) -> RichText { Label.plain(text.bytes[range], escapes: false) }

  /// Steps over a keyword and one white space after it, and the words, as far as `belongs`.
  /// - Returns: the words; `nil`, without moving, where there is no keyword or nothing after it.
  mutating func takeWords(after keyword: StaticString, while belongs: (UInt8) -> Bool) -> Range<Int>? {
    var ahead = cursor
    guard ahead.take(keyword, ignoringCase: true), ahead.peek?.isSpace == true else { return nil }
    ahead.at += 1
    let words = ahead.take(while: belongs)
    guard !words.isEmpty else { return nil }
    cursor = ahead
    return cursor.trimmed(words)
  }

  /// Reports an `accDescr {` whose `}` is missing; the rest cannot be read.
  /// - Returns: whether there is one.
  mutating func failUnclosedDescription() -> Bool {
    let start = cursor.at
    var ahead = cursor
    guard ahead.takeAccessibilityStart(ignoringCase: true) == .descriptionBlock else { return false }
    fail("the description has no end", at: start..<start + 8, fix: "write `}` after its words")
    cursor.at = cursor.end
    return true
  }
}
