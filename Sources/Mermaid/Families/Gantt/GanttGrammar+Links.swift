import Determinism
import Diagnostics

/// `click`: links of tasks.
extension GanttGrammar {
  mutating func interaction() -> Bool {
    var ahead = cursor
    for word in ["href", "call"] as [StaticString] {
      guard ahead.take(word, ignoringCase: true), ahead.skipSpace() else {
        ahead = cursor
        continue
      }
      if word.utf8CodeUnitCount == 4, cursor.sees("href", ignoringCase: true), ahead.peek != .quote {
        ahead = cursor
        continue
      }
      fail(
        "`\(cursor.text(cursor.at..<cursor.at + 4))` belongs behind `click` and a task's id",
        at: cursor.at..<cursor.at + 4)
      return true
    }
    guard ahead.take("click", ignoringCase: true), ahead.skipSpace() else { return false }
    let start = cursor.at
    let id = ahead.take { !$0.isSpace }
    cursor = ahead
    var address: Range<Int>?
    var hasCall = false
    while true {
      cursor.skipSpace()
      if address == nil, let found = takeAddress() {
        address = found
      } else if !hasCall, takeCall() {
        hasCall = true
      } else {
        break
      }
    }
    guard address != nil || hasCall else {
      cursor.at = start
      fail(
        "`href` or `call` must follow `click` and the task's id", at: start..<id.upperBound,
        fix: "write `click \(cursor.text(id)) href \"https://…\"`")
      return true
    }
    if let address {
      let link = DiagramLink(destination: decoded(address), range: text.range(in: address))
      for part in text.bytes[id].split(separator: .comma) {
        let place = part.startIndex..<part.endIndex
        links.append((decoded(place), place, link))
      }
    }
    return true
  }

  /// `href "…"`
  private mutating func takeAddress() -> Range<Int>? {
    var ahead = cursor
    guard ahead.take("href", ignoringCase: true), ahead.skipSpace(), ahead.take(.quote) else { return nil }
    let words = ahead.take { $0 != .quote }
    guard !words.isEmpty, ahead.take(.quote) else { return nil }
    cursor = ahead
    return words
  }

  /// `call name(arguments)`; nothing is run here, so it is passed over.
  private mutating func takeCall() -> Bool {
    var ahead = cursor
    guard ahead.take("call", ignoringCase: true), ahead.skipSpace() else { return false }
    ahead.take { $0 != UInt8(ascii: "(") }
    guard ahead.take("(") else { return false }
    ahead.take { $0 != UInt8(ascii: ")") }
    guard ahead.take(")") else { return false }
    cursor = ahead
    return true
  }
}
