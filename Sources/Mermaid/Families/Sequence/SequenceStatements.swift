import Diagnostics

extension SequenceGrammar {
  mutating func statement() throws(Abandoned) {
    if boxRange != nil { return try boxLine() }
    switch token.kind {
    case .newline, .stray: advance()
    case .participant(let kind): try declaration(kind)
    case .create: try creation()
    case .destroy: try destruction()
    case .box: try box()
    case .block(let kind): try block(kind)
    case .section(let word): try section(word)
    case .end: try end()
    case .name: try signal()
    case .note: try note()
    case .link, .links, .properties, .details: try attachment()
    case .activate, .deactivate: try activation()
    case .autonumber: try autonumber()
    case .title:
      header.title = decoded(token.range)
      advance()
    case .accessibility(let statement):
      setAccessible(statement, token.range)
      advance()
    default: throw unexpected()
    }
  }

  private mutating func unexpected() -> Abandoned {
    let isWord = text.bytes[token.range].first?.isLetter == true
    return fail(
      "a statement cannot begin with \(found)",
      fix: isWord
        ? "if it names a participant, give that another id: `participant P as \(words(token.range))`"
        : "begin with a participant's name, such as `Alice->>Bob: words`, or with a keyword")
  }

  mutating func declaration(_ kind: SequenceDiagram.Participant.Kind) throws(Abandoned) {
    let (symbol, range, details) = try declared(kind)
    try declare(symbol, details, range)
  }

  private typealias Details = (kind: SequenceDiagram.Participant.Kind, label: RichText?)

  /// `participant NAME`, `@{ … }`, `as WORDS` and the line's end.
  private mutating func declared(
    _ kind: SequenceDiagram.Participant.Kind
  ) throws(Abandoned) -> (symbol: Int, range: Range<Int>, Details) {
    let keyword = words(token.range)
    advance()
    let range = try expectName("the participant's name")
    var details: Details = (kind, nil)
    if token.kind == .settings || token.kind == .unreadable {
      guard token.kind == .settings else {
        throw fail("this `@{` is never closed", fix: "write `}` after the last setting")
      }
      details = try settings(kind)
    }
    if take(.alias) {
      let own = label(token.range).text
      if own.isEmpty {
        throw fail(
          "the words after `as` are missing",
          fix: "write `\(keyword) \(words(range)) as` and the words to show")
      }
      details.label = own
      advance()
    }
    try expectLineEnd(after: "the participant's name")
    return (roster.symbol(decoded(range)), range, details)
  }

  /// `"type": "database", "alias": "words"`.
  private mutating func settings(_ kind: SequenceDiagram.Participant.Kind) throws(Abandoned) -> Details {
    let range = token.range
    guard !range.isEmpty else {
      throw fail(
        "the settings are empty", fix: "write a kind, such as `@{ \"type\": \"database\" }`, or no `@{}`")
    }
    let bytes = Array(text.bytes[range])
    let value: ConfigValue
    do throws(YAMLSubset.Failure) {
      value = bytes.contains(.newline) ? try YAMLSubset.parse(bytes) : try YAMLSubset.parseFlowMembers(bytes)
    } catch {
      let place = (range.lowerBound + error.range.lowerBound)..<(range.lowerBound + error.range.upperBound)
      throw fail(error.message, at: place, fix: error.fix)
    }
    advance()
    let label = value["alias"]?.text.map { Label.plain($0.utf8, escapes: false) }
    guard let type = value["type"]?.text else { return (kind, label) }
    if let kind = SequenceDiagram.Participant.Kind(rawValue: type) { return (kind, label) }
    let kinds = SequenceDiagram.Participant.Kind.allCases.map(\.rawValue)
    findings.warn(
      "`\(type)` is not a kind of participant, and mermaid.js draws nothing for it",
      at: text.range(in: lexer.cursor.trimmed(range)),
      fix: NearMiss.nearest(to: type, in: kinds).map { "write `\($0)`" }
        ?? "write one of " + kinds.map { "`\($0)`" }.joined(separator: ", "))
    return (kind, label)
  }

  private mutating func declare(_ symbol: Int, _ details: Details?, _ range: Range<Int>) throws(Abandoned) {
    let place = text.range(in: range)
    let isFine =
      if let details {
        roster.declare(symbol, kind: details.kind, label: details.label, range: place)
      } else {
        roster.declare(symbol, range: place)
      }
    if !isFine {
      // The line is read to its end: there is nothing to recover from.
      _ = fail(
        "`\(roster.names[symbol])` is already in another box", at: range,
        fix: "name it in one box alone")
    }
    guard roster.count <= limits.nodes else {
      throw stop(.tooMany("participants", limit: limits.nodes, at: range))
    }
  }

  private mutating func creation() throws(Abandoned) {
    let start = token.range.lowerBound
    advance()
    guard case .participant(let kind) = token.kind else {
      throw fail(
        "`participant` or `actor` must follow `create`, found \(found)",
        fix: "write `create participant NAME`")
    }
    let (symbol, range, details) = try declared(kind)
    if roster.participant(symbol) != nil {
      _ = fail(
        "`\(roster.names[symbol])` is there already and cannot be created again", at: range,
        fix: "use another id and show the same words: `create participant P as \(roster.names[symbol])`")
      return
    }
    try declare(symbol, details, range)
    created = (symbol, start..<range.upperBound)
  }

  mutating func destruction() throws(Abandoned) {
    let start = token.range.lowerBound
    advance()
    let range = try expectName("the participant's name")
    try expectLineEnd(after: "the participant's name")
    destroyed.append((roster.symbol(decoded(range)), start..<range.upperBound))
  }

  private mutating func activation() throws(Abandoned) {
    let isStart = token.kind == .activate
    advance()
    let range = try expectName("the participant's name")
    try expectLineEnd(after: "the participant's name")
    let symbol = roster.symbol(decoded(range))
    if roster.participant(symbol) == nil { unresolved.append((symbol, range)) }
    if isStart { activate(symbol) } else { deactivate(symbol, at: range) }
  }

  mutating func activate(_ symbol: Int) {
    roster.activate(symbol)
    timeline.append(.activate(symbol))
  }

  mutating func deactivate(_ symbol: Int, at range: Range<Int>) {
    guard roster.deactivate(symbol) else {
      let name = roster.names[symbol]
      _ = fail(
        "`\(name)` is not active here, so it cannot be deactivated", at: range,
        fix: "remove the deactivation, or write `activate \(name)` before it")
      return
    }
    timeline.append(.deactivate(symbol))
  }
}
