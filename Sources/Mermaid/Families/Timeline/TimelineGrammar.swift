import Diagnostics

/// Reads `timeline`: sections, periods and their events.
///
/// The grammar follows mermaid.js's `timeline.jison`: an event begins with a colon and white space, and a period is
/// what else stands before a colon or the end of a line.
struct TimelineGrammar: LineGrammar {
  var reading: Reading
  var cursor: Cursor
  private var timeline = Timeline()
  private var events = 0

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> Timeline? {
    timeline.isMulticolored = text.config["timeline", "disableMulticolor"]?.bool != true
    cursor.skipWideSpace()
    cursor.take("timeline")
    readDirection()
    while !(findings.isFull && findings.hasErrors) {
      skipSpaceAndComments()
      guard !cursor.isAtEnd else { break }
      statement()
      guard timeline.periods.count + timeline.sections.count + events <= limits.nodes else {
        findings.report(
          .mermaidLimit, "more than \(limits.nodes) periods and events", at: text.range(in: cursor.character),
          fix: "split the diagram into several")
        break
      }
    }
    return timeline
  }

  private mutating func readDirection() {
    var ahead = cursor
    guard !ahead.take(while: { $0 == .space || $0 == .tab }).isEmpty else { return }
    if ahead.take("LR", ignoringCase: true, wholeWord: true) {
      timeline.direction = .leftToRight
    } else if ahead.take("TD", ignoringCase: true, wholeWord: true) {
      timeline.direction = .topToBottom
    } else {
      return
    }
    cursor = ahead
  }

  private mutating func statement() {
    if takeAccessibility(ignoringCase: true) || failUnclosedDescription() { return }
    if let words = takeWords(after: "title", while: { $0 != .newline }) {
      header.title = Label.plain(text.bytes[words], escapes: false).plain
    } else if let words = takeWords(after: "section", while: { $0 != .newline && $0 != .colon }) {
      timeline.sections.append(.init(title: label(words)))
    } else if cursor.peek == .colon {
      event()
    } else if cursor.sees("timeline", ignoringCase: true, wholeWord: true) {
      let word = cursor.at..<cursor.at + "timeline".utf8.count
      fail(
        "a period cannot begin with the word `\(words(word))`, which begins a diagram", at: word,
        fix: "put another word before it")
    } else {
      period()
    }
  }

  private func label(_ range: Range<Int>) -> RichText { Label.plain(text.bytes[range], escapes: false) }

  private mutating func period() {
    let words = cursor.trimmed(cursor.take { $0 != .hash && $0 != .colon && $0 != .newline })
    timeline.periods.append(
      .init(
        title: label(words), section: timeline.sections.indices.last, range: text.range(in: words)))
  }

  private mutating func event() {
    let colon = cursor.at..<cursor.at + 1
    cursor.at += 1
    let space = Whitespace.length(text.bytes, cursor.at)
    guard space > 0 else {
      return fail(
        "white space must follow the `:` before an event, found \(cursor.found)", at: colon,
        fix: "write `: \(words(cursor.restOfLine).prefix { $0 != ":" })`")
    }
    cursor.at += space
    // A colon with white space after it begins the next event.
    var range = cursor.at..<cursor.at
    while let byte = cursor.peek, byte != .newline,
      byte != .colon || Whitespace.length(text.bytes, cursor.at + 1) == 0
    {
      cursor.at += 1
      range = range.lowerBound..<cursor.at
    }
    guard !range.isEmpty else {
      return fail("nothing follows the `:`", at: colon, fix: "write the event after it, or remove the `:`")
    }
    guard !timeline.periods.isEmpty else {
      return fail(
        "an event must come after the period that it belongs to", at: colon,
        fix: "write the period first, as in `2024 : \(words(cursor.trimmed(range)))`")
    }
    timeline.periods[timeline.periods.count - 1].events.append(label(cursor.trimmed(range)))
    events += 1
  }
}
