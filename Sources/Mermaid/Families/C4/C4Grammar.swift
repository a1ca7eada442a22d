import Diagnostics

/// Reads the five kinds of C4 diagrams: one statement on each line, with values in parentheses.
///
/// The grammar follows mermaid.js's `c4Diagram.jison`, in which a keyword and its `(` touch, and only the first values
/// may go without quotes.
struct C4Grammar: LineGrammar {
  var reading: Reading
  var cursor: Cursor
  var builder = C4Builder()
  private let directions: DirectionFinder
  /// The keywords of the boundaries that are open, and whether anything is in each.
  private var open: [(word: Range<Int>, isEmpty: Bool)] = []
  /// Whether a line must end before the next statement.
  private var isAfterStatement = false

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
    directions = DirectionFinder(reading.text.bytes)
  }

  mutating func read() -> C4Diagram? {
    cursor.skipSpace()
    let word = cursor.take(while: \.isWord)
    let kind = C4Diagram.Kind(rawValue: cursor.text(word)) ?? .context
    builder.kind = kind
    guard takeLineEnd() else {
      fail("`\(kind.rawValue)` stands on a line of its own", at: word, fix: "write a new line after it")
      return nil
    }
    while !findings.isFull, skipToStatement() {
      statement()
      if builder.count > limits.nodes {
        stop(.tooMany("elements and relationships", limit: limits.nodes, at: cursor.character))
      }
    }
    if !findings.hasErrors { reportEnd(word) }
    return findings.hasErrors ? nil : builder.build(&findings)
  }

  private mutating func reportEnd(_ header: Range<Int>) {
    if let last = open.last {
      findings.report(
        .mermaidSyntax, "this boundary has no end", at: text.range(in: last.word),
        fix: "write `}` on a line of its own after its elements")
    } else if !builder.hasStatement {
      findings.report(
        .mermaidSyntax, "the diagram has no statement", at: text.range(in: header),
        fix: "write an element below it, as in `Person(alias, \"Label\")`")
    }
  }

  /// White space with a line end in it.
  private mutating func takeLineEnd() -> Bool {
    let start = cursor.at
    cursor.skipWideSpace()
    guard text.bytes[start..<cursor.at].contains(.newline) else {
      cursor.at = start
      return false
    }
    return true
  }

  /// - Returns: `false` at the end of the text.
  private mutating func skipToStatement() -> Bool {
    while true {
      if takeLineEnd() { isAfterStatement = false }
      cursor.skipWideSpace()
      guard cursor.seesComment() else { return !cursor.isAtEnd }
      cursor.takeLine()
      cursor.take { $0 == .newline }
    }
  }

  private mutating func statement() {
    let start = cursor.at
    if let (_, end) = directions.statement(at: start) {
      cursor.at = end
      return fail("a C4 diagram has no direction", at: start..<end, fix: "remove `direction`")
    }
    if takeWordsStatement() {
      builder.hasStatement = true
      if open.last?.isEmpty == true {
        fail("a boundary begins with an element", at: start..<cursor.at, fix: "write the words outside of it")
      } else if isAfterStatement {
        failSameLine(start)
      }
      isAfterStatement = false
      return
    }
    if cursor.peek == .closeBrace { return close() }
    guard !isAfterStatement else { return failSameLine(start) }
    let word = cursor.take(while: \.isWord)
    let name = cursor.text(word)
    guard let statement = C4Statement.all[name] else { return failUnknown(name, at: word) }
    guard let values = arguments(name, word) else { return }
    builder.hasStatement = true
    if let last = open.indices.last { open[last].isEmpty = false }
    isAfterStatement = true
    add(statement, values, word)
  }

  private mutating func failSameLine(_ start: Int) {
    cursor.at = start
    fail(
      "nothing may follow a statement on its line, found \(cursor.found)", at: cursor.character,
      fix: "put it on a line of its own")
  }

  private mutating func failUnknown(_ name: String, at word: Range<Int>) {
    let known = C4Statement.all.keys.sorted() + ["title"]
    guard !name.isEmpty else {
      return fail("expected a statement, found \(cursor.found)", at: cursor.character, fix: "remove it")
    }
    fail(
      "unknown statement `\(name)` of a C4 diagram", at: word,
      fix: NearMiss.nearest(to: name, in: known).map { "write `\($0)`" }
        ?? "write an element, a boundary or a relationship, as in `Person(alias, \"Label\")`")
  }

  /// `title`, `accDescription`, `accTitle:` or `accDescr:` and their words.
  private mutating func takeWordsStatement() -> Bool {
    if let words = words(after: "title") {
      header.title = decoded(words)
      return true
    }
    if let words = words(after: "accDescription") {
      header.accessibleDescription = decoded(words)
      return true
    }
    return takeAccessibility()
  }

  private mutating func words(after keyword: StaticString) -> Range<Int>? {
    var ahead = cursor
    guard ahead.take(keyword), ahead.peek?.isSpace == true else { return nil }
    ahead.at += 1
    let words = ahead.take { $0 != .hash && $0 != .newline && $0 != .semicolon }
    guard !words.isEmpty else { return nil }
    cursor = ahead
    return cursor.trimmed(words)
  }

  private mutating func close() {
    let place = cursor.at..<cursor.at + 1
    cursor.at += 1
    guard let last = open.popLast() else {
      return fail("this \"}\" has no \"{\"", at: place, fix: "remove it")
    }
    builder.closeBoundary()
    isAfterStatement = true
    if last.isEmpty {
      fail("a boundary has at least one element", at: place, fix: "write an element before `}`, or remove it")
    }
  }

  private mutating func add(_ statement: C4Statement, _ values: [C4Argument], _ word: Range<Int>) {
    let fields = C4Fields(values, statement.parameters, text)
    switch statement {
    case .element(let kind, let form, let isExternal):
      guard requireLabel(fields, word) else { return }
      builder.add(fields.element(kind, form, isExternal: isExternal))
    case .boundary(let type, _, let isNode):
      guard openBrace(word) else { return }
      guard open.count <= limits.depth else {
        return stop(.tooDeep("boundaries", limit: limits.depth, at: word))
      }
      guard requireLabel(fields, word) else {
        return builder.openBoundary(fields.boundary(type, isNode: isNode))
      }
      builder.openBoundary(fields.boundary(type, isNode: isNode))
    case .relationship(let heads, let goesUp, _):
      guard fields.has("from"), fields.has("to"), fields.has("label") else {
        return findings.warn(
          "a relationship without a label is not drawn", at: text.range(in: word),
          fix: "write `Rel(from, to, \"label\")`")
      }
      builder.relate(fields, heads, goesUp: goesUp, at: text.range(in: word))
    case .elementStyle: builder.styles.append(fields)
    case .relationshipStyle: builder.relationshipStyles.append(fields)
    case .layout: break
    }
  }

  /// Reports a statement whose label is missing, at which mermaid.js fails when it draws.
  private mutating func requireLabel(_ fields: C4Fields, _ word: Range<Int>) -> Bool {
    guard !fields.has("label"), fields.hasPair(at: 1) else { return true }
    findings.report(
      .mermaidSyntax, "the label must be the second value of `\(words(word))`", at: text.range(in: word),
      fix: "write it before the values with `$`")
    return false
  }

  /// The `{` of a boundary, on its line or on the next, and the line end after it.
  private mutating func openBrace(_ word: Range<Int>) -> Bool {
    cursor.skipBlanks()
    let isOnNextLine = takeLineEnd()
    cursor.skipWideSpace()
    guard cursor.take(.openBrace) else {
      fail(
        "`\(words(word))` must be followed by `{`, found \(cursor.found)", at: word,
        fix: "write `{`, its elements, and `}`")
      return false
    }
    let hasLineEnd = takeLineEnd()
    guard hasLineEnd || isOnNextLine else {
      fail("a line end must follow `{`, found \(cursor.found)", at: cursor.character, fix: "write a new line")
      return false
    }
    open.append((word, true))
    isAfterStatement = false
    return true
  }
}

// The values in parentheses.
extension C4Grammar {
  private mutating func arguments(_ name: String, _ word: Range<Int>) -> [C4Argument]? {
    guard cursor.take(UInt8(ascii: "(")) else {
      fail(
        "`(` must follow `\(name)` at once, found \(cursor.found)", at: word, fix: "write `\(name)(…)`")
      return nil
    }
    var values: [C4Argument] = []
    var ahead = cursor
    ahead.take { $0 == .space }
    if ahead.take(.comma) {
      values.append(.text(cursor.at..<cursor.at))
      cursor = ahead
    }
    while !cursor.take(UInt8(ascii: ")")) {
      guard !cursor.isAtEnd else {
        fail("the values of `\(name)` have no end", at: word, fix: "write `)` after the last value")
        return nil
      }
      if cursor.take(",,") {
        values.append(.text(cursor.at..<cursor.at))
      } else if !cursor.take(.comma) {
        guard let value = argument(name) else { return nil }
        values.append(value)
      }
    }
    guard !values.isEmpty else {
      fail("`\(name)` has no values", at: word, fix: "write `\(name)(alias, \"label\")`")
      return nil
    }
    return values
  }

  private mutating func argument(_ name: String) -> C4Argument? {
    let start = cursor.at
    cursor.take { $0 == .space }
    if cursor.take(.quote) {
      let words = cursor.take { $0 != .quote }
      guard cursor.take(.quote) else { return failQuote(words.lowerBound - 1) }
      return .text(words)
    }
    if cursor.take(UInt8(ascii: "$")) { return pair() }
    cursor.at = start
    let words = cursor.take { $0 != .comma }
    if let end = text.bytes[words].firstIndex(where: { $0 == UInt8(ascii: ")") || $0 == .newline }) {
      cursor.at = end
      fail(
        "a value before `)` must be in quotes", at: cursor.trimmed(start..<end),
        fix: "write `\"\(cursor.text(cursor.trimmed(start..<end)))\"`")
      return nil
    }
    return .text(cursor.trimmed(words))
  }

  private mutating func pair() -> C4Argument? {
    let key = cursor.take { $0 != UInt8(ascii: "=") }
    var ahead = cursor
    ahead.at = min(ahead.at + 1, ahead.end)
    ahead.take { $0 == .space }
    guard ahead.take(.quote) else {
      cursor.at = key.lowerBound
      fail(
        "a value with a name is written `$name=\"value\"`",
        at: text.firstLine(of: key.lowerBound - 1..<key.upperBound),
        fix: "write the value in double quotes")
      return nil
    }
    let open = ahead.at - 1
    let value = ahead.take { $0 != .quote }
    cursor = ahead
    guard !value.isEmpty else {
      fail("this value is empty", at: open..<open + 1, fix: "write a value, or remove the name, too")
      return nil
    }
    guard cursor.take(.quote) else { return failQuote(open) }
    return .pair(key: cursor.trimmed(key), value: cursor.trimmed(value))
  }

  private mutating func failQuote(_ quote: Int) -> C4Argument? {
    cursor.at = quote
    fail("this string has no closing quote", at: quote..<quote + 1, fix: "write `\"` at its end")
    cursor.at = cursor.end
    return nil
  }
}
