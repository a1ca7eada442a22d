import Diagnostics

/// Reads `classDiagram`: statement by statement, going on with the next line after an error.
struct ClassGrammar: ReportingGrammar {
  struct OpenNamespace {
    /// `nil` when its name could not be read.
    var index: Int?
    /// The place of the line that opened it.
    var range: Range<Int>
    var isEmpty = true
  }

  /// A statement about a class that may be declared later.
  struct Request {
    var id: String
    var range: Range<Int>
    var what: String
  }

  var reading: Reading
  var lexer: ClassLexer
  var token: Token<ClassToken>
  var previous: Token<ClassToken>
  var draft = ClassDraft()
  var namespaces: [OpenNamespace] = []
  /// Where the statement begins, for messages.
  var statementStart = 0
  /// `cssClass`, `style`, `link` and `note for` of classes by name, carried out at the end.
  var requests: [(Request, (inout ClassDraft, Int) -> Void)] = []
  var isStopped = false

  init(_ reading: Reading) {
    self.reading = reading
    lexer = ClassLexer(reading.text)
    token = lexer.next()
    previous = Token(kind: .newline, range: 0..<0)
  }

  mutating func read() -> ClassDiagram? {
    document()
    return draft.finished()
  }

  private mutating func document() {
    do throws(Abandoned) { try start() } catch { recover() }
    while !isStopped, !findings.isFull {
      if token.kind == .newline {
        advance()
        continue
      }
      if token.kind == .endOfText || token.kind == .endInside { break }
      do throws(Abandoned) { try line() } catch { recover() }
    }
    guard !isStopped else { return }
    for open in namespaces {
      _ = fail(
        "this `namespace` is never closed", at: open.range,
        fix: "write `}` on a line after its last class")
    }
    carryOut()
  }

  private mutating func start() throws(Abandoned) {
    while token.kind == .newline { advance() }
    let range = token.range
    guard token.kind == .header else {
      throw fail("`classDiagram` must be alone on its line", fix: "begin the first statement on a new line")
    }
    advance()
    guard token.kind == .newline else {
      throw fail(
        "`classDiagram` must be alone on its line, found \(found)",
        fix: "begin the first statement on a new line")
    }
    advance()
    if token.kind == .endOfText {
      _ = fail(
        "the class diagram is empty", at: range, fix: "write a class, such as `class Item`, below it")
    }
  }

  /// One statement and the end of its line.
  private mutating func line() throws(Abandoned) {
    statementStart = token.range.lowerBound
    if token.kind == .close, !namespaces.isEmpty {
      closeNamespace()
    } else {
      try statement()
      // A namespace has its first statement on the line of its `{` or the next.
      if previous.kind == .open, !namespaces.isEmpty { return }
    }
    switch token.kind {
    case .newline, .endOfText, .endInside: break
    case .close where !namespaces.isEmpty: break
    default: throw unexpectedEnd()
    }
  }

  private mutating func closeNamespace() {
    if let open = namespaces.popLast(), open.isEmpty {
      _ = fail(
        "a namespace has at least one class or note", at: open.range,
        fix: "put a class into it, or remove it")
    }
    advance()
  }

  private mutating func carryOut() {
    let known = draft.classNames
    for (request, action) in requests {
      guard let index = draft.index(request.id) else {
        findings.warn(
          "there is no class `\(request.id)`, so this \(request.what) has no effect",
          at: text.range(in: request.range),
          fix: NearMiss.nearest(to: request.id, in: known).map { "write `\($0)`" }
            ?? "write `class \(request.id)`")
        continue
      }
      action(&draft, index)
    }
  }

  private mutating func recover() {
    switch token.kind {
    case .newline, .endOfText: return
    case .endInside:
      lexer.leaveBody()
    default:
      lexer.skipLine(from: max(token.range.lowerBound, previous.range.upperBound))
    }
    advance()
  }

  var found: String {
    switch token.kind {
    case .endOfText, .endInside: return "the end of the diagram"
    case .newline:
      return token.range.upperBound >= text.bytes.count ? "the end of the diagram" : "the end of the line"
    default:
      let shown = decoded(token.range).prefix { !$0.isNewline }
      return "`\(shown.count > 40 ? shown.prefix(39) + "…" : shown)`"
    }
  }

  /// The error for text after a complete statement.
  private mutating func unexpectedEnd() -> Abandoned {
    if let comment = lexer.inlineComment, comment.lowerBound >= statementStart,
      comment.upperBound <= token.range.lowerBound
    {
      return fail(
        "a comment behind a statement joins the next line to it", at: comment,
        fix: "put the comment on a line of its own")
    }
    if let slip = misspeltKeyword() { return slip }
    switch token.kind {
    case .unreadable where text.bytes[token.range].first == .quote: return unexpected("")
    case .unreadable where words(token.range) == ";":
      return fail(
        "`;` does not end a statement in a class diagram", fix: "remove it; in words, write `#59;` for it")
    case .unreadable where words(token.range) == "{":
      return fail(
        "`{` begins the members of a class only after `class`", fix: "write `class` before the name")
    case .label where previous.kind == .label, .colon where previous.kind == .label:
      return fail("the text after `:` contains a second `:`", fix: "write `#58;` for it")
    case .styleSeparator:
      return fail(
        "`:::` is allowed only after a class's name in a `class` statement",
        fix: "write `class` before the name, or `cssClass \"NAME\" STYLE`")
    default:
      return fail("nothing may follow here, found \(found)", fix: "begin the next statement on a new line")
    }
  }

  private static let keywords = [
    "class", "namespace", "note", "style", "classDef", "cssClass", "click", "link", "callback", "direction",
  ]

  /// The first word of the statement is read as a class's name; it may be a misspelt keyword.
  private mutating func misspeltKeyword() -> Abandoned? {
    var cursor = Cursor(text.bytes, statementStart..<token.range.lowerBound)
    let word = cursor.take(while: \.isWord)
    cursor.skipBlanks()
    guard cursor.peek?.isWord == true || cursor.peek == .quote || cursor.peek == .backtick,
      let near = NearMiss.nearest(to: words(word), in: Self.keywords)
    else { return nil }
    return fail("`\(words(word))` does not begin a statement", at: word, fix: "write `\(near)`")
  }

  /// The error for a token that can neither begin nor continue a statement.
  mutating func unexpected(_ expected: String, fix: String? = nil) -> Abandoned {
    if token.kind == .unreadable, let first = text.bytes[token.range].first {
      if first == .quote {
        return fail("this `\"` is never closed", fix: "write `\"` after the words")
      }
      if first == .backtick || first == UInt8(ascii: "~") {
        let sign = words(token.range.lowerBound..<token.range.lowerBound + 1)
        return fail(
          "the words between two \(sign == "`" ? "backticks" : "`~`") begin with a word of the grammar, "
            + "or the second one is missing", fix: "close them, or begin with another word")
      }
    }
    if token.kind == .end(.aggregation) {
      return fail(
        "`o` alone is the diamond of an aggregation and cannot name a class",
        fix: "give the class another name")
    }
    return fail("\(expected), found \(found)", fix: fix)
  }
}
