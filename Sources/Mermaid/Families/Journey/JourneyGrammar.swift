import Diagnostics

/// Reads `journey`: sections and tasks, each with a score and people.
///
/// The grammar follows mermaid.js's `journey.jison`, in which `#` begins a comment and `;` is not read.
struct JourneyGrammar: LineGrammar {
  var reading: Reading
  var cursor: Cursor
  private var journey = Journey()

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> Journey? {
    cursor.skipWideSpace()
    cursor.take("journey")
    while !findings.isFull {
      skipSpaceAndComments()
      guard !cursor.isAtEnd else { break }
      statement()
      if journey.tasks.count + journey.sections.count > limits.nodes {
        stop(.tooMany("tasks and sections", limit: limits.nodes, at: cursor.character))
      }
    }
    return journey
  }

  private static func isTitle(_ byte: UInt8) -> Bool {
    byte != .hash && byte != .newline && byte != .semicolon
  }

  private static func isName(_ byte: UInt8) -> Bool { isTitle(byte) && byte != .colon }

  private mutating func statement() {
    if takeAccessibility(ignoringCase: true) || failUnclosedDescription() { return }
    if let words = takeWords(after: "title", while: Self.isTitle) {
      header.title = label(words).plain
    } else if let words = takeWords(after: "section", while: Self.isName) {
      journey.sections.append(.init(title: label(words)))
    } else if !failHeaderWord("journey", beginning: "a task") {
      task()
    }
    // Nothing may follow on the line but the end of a comment.
    if cursor.peek == .semicolon {
      fail("`;` is not read here", at: cursor.character, fix: "write a comma, or begin a new line")
    } else if cursor.peek == .colon {
      fail(
        "a section's title ends before the first `:`", at: cursor.character, fix: "write the title without it"
      )
    }
  }

  /// `Make tea: 5: Me, Cat`
  private mutating func task() {
    let name = cursor.trimmed(cursor.take(while: Self.isName))
    guard cursor.peek == .colon else {
      guard cursor.peek != .semicolon else { return }
      return fail(
        "a task needs a score", at: name, fix: "write `\(words(name)): 3: Me`, from 1 (badly) to 5 (well)")
    }
    let colon = cursor.at..<cursor.at + 1
    cursor.at += 1
    let data = cursor.take(while: Self.isTitle)
    guard !name.isEmpty else {
      return fail("expected the name of a task before the `:`", at: colon, fix: "write `Make tea: 5: Me`")
    }
    guard !data.isEmpty else {
      return fail(
        "a score must follow the `:`", at: colon,
        fix: "write `\(words(name)): 3: Me`, from 1 (badly) to 5 (well)")
    }
    add(name, data)
  }

  private mutating func add(_ name: Range<Int>, _ data: Range<Int>) {
    let parts = text.bytes[data].split(separator: .colon, omittingEmptySubsequences: false)
    let place = cursor.trimmed(parts[0].startIndex..<parts[0].endIndex)
    let written = words(place)
    // `inf` and `nan` are numbers to Swift alone.
    let score = written.utf8.contains(where: \.isDigit) ? Double(written) : nil
    if let score, !score.isDrawable {
      findings.report(.tooLarge(at: place), in: text)
    } else if score == nil {
      findings.warn(
        "the score of `\(words(name))` is not a number: no face is drawn",
        at: text.range(in: place.isEmpty ? data : place), fix: "write a number from 1 (badly) to 5 (well)")
    }
    let people =
      parts.count < 2 ? [] : parts[1].split(separator: .comma).map { Label.decoded($0).trimmingSpace() }
    journey.tasks.append(
      .init(
        title: label(name), section: journey.sections.indices.last, score: score,
        people: people.filter { !$0.isEmpty }, range: text.range(in: name)))
  }
}
