import Diagnostics

/// Reads `sequenceDiagram`: statement by statement, going on with the next line after an error, so that
/// several are reported at once.
struct SequenceGrammar: ReportingGrammar {
  var reading: Reading
  var lexer: SequenceLexer
  var token: Token<SequenceToken>
  var previous: Token<SequenceToken>
  var roster = SequenceRoster()
  var timeline = SequenceTimeline()
  /// The `box` that is open.
  var boxRange: Range<Int>?
  /// Created or destroyed, and waiting for the message that does it.
  var created: (symbol: Int, range: Range<Int>)?
  var destroyed: [(symbol: Int, range: Range<Int>)] = []
  /// `activate` of names that are not declared yet.
  var unresolved: [(symbol: Int, range: Range<Int>)] = []
  var isStopped = false

  init(_ reading: Reading) {
    self.reading = reading
    lexer = SequenceLexer(reading.text)
    token = lexer.next()
    previous = Token(kind: .newline, range: 0..<0)
  }

  mutating func read() -> SequenceDiagram? {
    while token.kind == .newline { advance() }
    if token.kind == .start { advance() }
    if text.config["sequence", "showSequenceNumbers"]?.bool == true {
      timeline.append(.autonumber(.init(start: timeline.number, step: timeline.step)))
    }
    while token.kind != .endOfText, !isStopped, !findings.isFull {
      do throws(Abandoned) { try statement() } catch { recover() }
    }
    if !isStopped, !findings.isFull { finish() }
    let (participants, positions) = roster.arranged()
    return SequenceDiagram(
      participants: participants, boxes: roster.boxes, elements: timeline.resolved(positions),
      hasFeet: text.config["sequence", "mirrorActors"]?.bool ?? true)
  }

  /// Checks that need the whole diagram.
  private mutating func finish() {
    let known = roster.declaredNames
    for (symbol, range) in unresolved where roster.participant(symbol) == nil {
      let name = roster.names[symbol]
      findings.report(
        .mermaidReference, "there is no participant `\(name)` that could be active",
        at: text.range(in: range),
        fix: NearMiss.nearest(to: name, in: known).map { "write `\($0)`" }
          ?? "declare it with `participant \(name)`")
    }
    if let boxRange {
      findings.report(
        .mermaidSyntax, "this `box` is never closed", at: text.range(in: boxRange),
        fix: "write `end` on a line after its participants")
    }
    for block in timeline.open {
      findings.report(
        .mermaidSyntax, "this `\(lexer.cursor.text(block.range))` is never closed",
        at: text.range(in: block.range), fix: "write `end` on a line after its last statement")
    }
  }

  private mutating func recover() {
    if token.kind != .newline, token.kind != .endOfText {
      lexer.skipLine(from: max(token.range.lowerBound, previous.range.upperBound))
      advance()
    }
  }

  /// A label and whether `wrap:` or `nowrap:` before it asks for line breaks.
  func label(_ range: Range<Int>) -> (text: RichText, wraps: Bool?) {
    var cursor = Cursor(text.bytes, lexer.cursor.trimmed(range))
    let whole = cursor.at..<cursor.end
    cursor.take(.colon)
    var wraps: Bool?
    if cursor.take("wrap:") { wraps = true } else if cursor.take("nowrap:") { wraps = false }
    let content = wraps == nil ? whole : cursor.trimmed(cursor.at..<cursor.end)
    return (Label.plain(text.bytes[content], escapes: false), wraps ?? wrapsByDefault)
  }

  private var wrapsByDefault: Bool? {
    text.config["sequence", "wrap"]?.bool ?? text.config["wrap"]?.bool
  }

  /// The text of the token, for messages.
  var found: String {
    switch token.kind {
    case .newline where token.range.isEmpty, .endOfText: return "the end of the diagram"
    case .newline: return text.bytes[token.range].first == .semicolon ? "`;`" : "the end of the line"
    default:
      let words = decoded(token.range).prefix { !$0.isNewline }
      return words.count > 40 ? "`\(words.prefix(39))…`" : "`\(words)`"
    }
  }

  mutating func expectLineEnd(after what: String) throws(Abandoned) {
    guard take(.newline) else {
      throw fail(
        "nothing may follow \(what) on its line, found \(found)", fix: "put \(found) on a line of its own")
    }
  }

  /// The name of a participant.
  mutating func expectName(_ what: String) throws(Abandoned) -> Range<Int> {
    if token.kind == .name {
      let range = token.range
      advance()
      return range
    }
    switch token.kind {
    case .newline, .endOfText, .unreadable:
      throw fail(
        "\(what) is missing before \(token.kind == .unreadable ? "the end of the line" : found)",
        fix: "write the name of a participant here")
    case .stray:
      throw strayName()
    default:
      guard text.bytes[token.range].first?.isLetter == true else {
        throw fail("\(what) is expected here, found \(found)", fix: "write the name of a participant here")
      }
      throw fail(
        "\(found) is a word of the grammar and cannot name a participant",
        fix: "give the participant another id and show the word: `participant P as \(words(token.range))`")
    }
  }

  /// Some character that no name may have.
  private mutating func strayName() -> Abandoned {
    let bad: (UInt8) -> Bool = { "<>:,@".utf8.contains($0) }
    guard let at = text.bytes[token.range].firstIndex(where: bad) else {
      return fail("\(found) cannot begin a participant's name")
    }
    let character = words(at..<at + 1)
    let fix =
      if character == "@" {
        "write `@{ … }` directly behind the name, without a space"
      } else {
        "give it a short id and show the words: "
          + "`participant P as \(words(lexer.cursor.trimmed(token.range)))`"
      }
    return fail("`\(character)` is not allowed in a participant's id", at: at..<at + 1, fix: fix)
  }
}
