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
    while !findings.isFull {
      skipSpaceAndComments()
      guard !cursor.isAtEnd else { break }
      statement()
      if timeline.periods.count + timeline.sections.count + events > limits.nodes {
        stop(.tooMany("periods and events", limit: limits.nodes, at: cursor.character))
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
      header.title = label(words).plain
    } else if let words = takeWords(after: "section", while: { $0 != .newline && $0 != .colon }) {
      timeline.sections.append(.init(title: label(words)))
    } else if cursor.peek == .colon {
      event()
    } else if !failHeaderWord("timeline", beginning: "a period") {
      period()
    }
  }

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
