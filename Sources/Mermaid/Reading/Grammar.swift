import Diagnostics

/// The input of a grammar, and its output beside the diagram itself.
struct Reading: Sendable {
  var text: DiagramText
  let limits: Limits
  var header: DiagramHeader
  var findings: Findings
}

/// Reads the diagrams of one family.
protocol Grammar: SendableMetatype {
  associatedtype Content

  var reading: Reading { get set }

  init(_ reading: Reading)

  /// Reads the whole text, from its header word on, and reports its mistakes.
  /// - Returns: the parts that could be read; `nil` when they make no diagram.
  mutating func read() -> Content?
}

extension Grammar {
  static func read(_ reading: inout Reading) -> Content? {
    var grammar = Self(reading)
    let content = grammar.read()
    reading = grammar.reading
    return content
  }

  var text: DiagramText { reading.text }
  var limits: Limits { reading.limits }
  var header: DiagramHeader {
    get { reading.header }
    set { reading.header = newValue }
  }
  var findings: Findings {
    get { reading.findings }
    set { reading.findings = newValue }
  }

  /// The text as it is written.
  func words(_ range: Range<Int>) -> String { String(decoding: text.bytes[range], as: UTF8.self) }
  /// The text with its entity codes decoded.
  func decoded(_ range: Range<Int>) -> String { Label.decoded(text.bytes[range]) }

  /// Stores the words of `accTitle:`, `accDescr:` or `accDescr { … }` in the header.
  mutating func setAccessible(_ statement: AccessibilityStart, _ words: Range<Int>) {
    switch statement {
    case .title: header.accessibleTitle = decoded(words)
    case .description, .descriptionBlock: header.accessibleDescription = Label.description(text.bytes[words])
    }
  }
}

/// A grammar that reads tokens and looks one ahead.
protocol TokenGrammar: Grammar {
  associatedtype Tokens: Lexer

  var lexer: Tokens { get set }
  /// The next token, not yet stepped over.
  var token: Token<Tokens.Kind> { get set }

  mutating func advance()
}

extension TokenGrammar {
  mutating func advance() { token = lexer.next() }

  @discardableResult
  mutating func take(_ kind: Tokens.Kind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }
}

extension TokenGrammar where Tokens: StackLexer {
  /// Reads an accessibility statement: the keyword and the rest of its line, or the words between the braces.
  mutating func accessibilityStatement() {
    let isTitle = token.kind == .accTitle
    let isBlock = token.kind == .accDescriptionBlock
    if !isBlock { advance() }
    setAccessible(
      isTitle ? .title : isBlock ? .descriptionBlock : .description, Cursor(text).trimmed(token.range))
    advance()
  }
}

/// A statement was abandoned; its mistake has been reported.
struct Abandoned: Error {}

/// A grammar that reports each error where it is found, so that one statement can have several findings.
protocol ReportingGrammar: TokenGrammar {
  /// The token stepped over last.
  var previous: Token<Tokens.Kind> { get set }
  /// A limit was passed; nothing further is read.
  var isStopped: Bool { get set }
}

extension ReportingGrammar {
  mutating func advance() {
    previous = token
    token = lexer.next()
  }

  /// - Parameter range: the next token by default.
  mutating func fail(
    _ message: String, at range: Range<Int>? = nil, rule: Rule = .mermaidSyntax, fix: String? = nil
  ) -> Abandoned {
    findings.report(rule, message, at: text.range(in: text.firstLine(of: range ?? token.range)), fix: fix)
    return Abandoned()
  }

  /// Reports a limit that is passed: the rest is not read.
  mutating func stop(_ mistake: Mistake) -> Abandoned {
    isStopped = true
    findings.report(mistake, in: text)
    return Abandoned()
  }
}

/// A grammar so simple that it needs no tokens.
protocol LineGrammar: Grammar {
  var cursor: Cursor { get set }
}

extension LineGrammar {
  /// Reads a statement for screen readers into the header.
  /// - Returns: whether there was one. The cursor then is at the line end or after the `}`.
  mutating func takeAccessibility(ignoringCase: Bool = false) -> Bool {
    var ahead = cursor
    guard let (start, words, isClosed) = ahead.takeAccessibility(ignoringCase: ignoringCase), isClosed else {
      return false
    }
    cursor = ahead
    setAccessible(start, words)
    return true
  }

  /// Reports and goes on after the line.
  mutating func fail(_ message: String, at range: Range<Int>, fix: String? = nil) {
    findings.report(.mermaidSyntax, message, at: text.range(in: text.firstLine(of: range)), fix: fix)
    cursor.takeLine()
  }

  /// Reports a limit that is passed: the rest is not read.
  mutating func stop(_ mistake: Mistake) {
    findings.report(mistake, in: text)
    cursor.at = cursor.end
  }

  /// Reports the header word of the family where a statement begins: mermaid.js begins another diagram there.
  /// - Parameter what: what the statement would be, as in `a task`.
  /// - Returns: whether the word is there.
  mutating func failHeaderWord(_ word: StaticString, beginning what: String, orWrite other: String = "")
    -> Bool
  {
    guard cursor.sees(word, ignoringCase: true, wholeWord: true) else { return false }
    let range = cursor.at..<cursor.at + word.utf8CodeUnitCount
    fail(
      "\(what) cannot begin with the word `\(words(range))`, which begins a diagram", at: range,
      fix: "put another word before it" + other)
    return true
  }
}
