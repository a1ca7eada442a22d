import Diagnostics

/// Reads `erDiagram` with mermaid.js's own grammar.
struct ERGrammar: TokenGrammar {
  var reading: Reading
  var lexer: ERLexer
  var token: Token<ERToken>
  var builder = ERBuilder()
  /// The entity whose attributes are being read, and the `{` before them.
  var block: (entity: Int, brace: Range<Int>)?
  private var statementStart = 0

  init(_ reading: Reading) {
    self.reading = reading
    lexer = ERLexer(reading.text)
    token = lexer.next()
  }

  mutating func read() -> ERDiagram? {
    guard take(.header) else {
      findings.report(
        .mermaidSyntax, "the diagram begins with `erDiagram` as a word of its own",
        at: text.range(in: token.range), fix: "write `erDiagram`")
      return nil
    }
    while !findings.isFull {
      statementStart = token.range.lowerBound
      if token.kind == .endOfText { break }
      do throws(Mistake) {
        if block == nil { try statement() } else { try attribute() }
      } catch {
        findings.report(error, in: text)
        if error.rule == .mermaidLimit { return nil }
        let rest = text.passedOver(after: error, statementStart: statementStart)
        if text.bytes[rest].contains(.closeBrace) { block = nil }
        lexer.restart(at: rest.upperBound, in: block == nil ? [.initial] : [.initial, .block])
        advance()
      }
    }
    if let block, !findings.isFull {
      findings.report(
        .mermaidSyntax, "this \"{\" has no \"}\"", at: text.range(in: block.brace),
        fix: "write `}` after the last attribute")
    }
    return findings.hasErrors ? nil : builder.build()
  }

  private mutating func statement() throws(Mistake) {
    switch token.kind {
    case .newline: advance()
    case .entityName, .text, .number: try entity()
    case .direction(let direction):
      builder.direction = direction
      advance()
    case .classDef: try classDef()
    case .class: try classStatement()
    case .style: try style()
    case .accTitle, .accDescription, .accDescriptionBlock: accessibilityStatement()
    default: throw unexpected("an entity or a statement")
    }
  }

  private mutating func attribute() throws(Mistake) {
    guard let open = block else { return }
    if take(.blockEnd) {
      block = nil
      return
    }
    guard token.kind == .attributeWord else {
      throw unexpected("an attribute, written `type name`, or `}`")
    }
    var type = Self.generic(words(token.range))
    let place = token.range
    advance()
    if take(.character(UInt8(ascii: "?"))) { type += "?" }
    guard token.kind == .attributeWord else {
      throw Mistake(
        "the attribute \"\(type.prefix(40))\" has a type and no name, or a name and no type", at: place,
        fix: "write `type name`", resume: place.upperBound)
    }
    let name = words(token.range)
    advance()
    var keys: [ERDiagram.Attribute.Key] = []
    if token.kind == .attributeKey {
      repeat {
        guard token.kind == .attributeKey,
          let key = ERDiagram.Attribute.Key(rawValue: words(token.range).uppercased())
        else { throw unexpected("`PK`, `FK` or `UK`") }
        keys.append(key)
        advance()
      } while take(.character(.comma))
    }
    var comment: RichText?
    if token.kind == .comment {
      comment = Label.plain(text.bytes[token.range])
      advance()
    }
    builder.add(
      ERDiagram.Attribute(type: type, name: Self.generic(name), keys: keys, comment: comment),
      to: open.entity)
  }

  /// `List~int~` is written `List<int>` in the picture.
  private static func generic(_ word: String) -> String {
    guard word.contains("~") else { return Label.decoded(word.utf8) }
    var bytes = Array(word.utf8)
    let tildes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "~") }
    for pair in 0..<tildes.count / 2 {
      bytes[tildes[pair]] = UInt8(ascii: "<")
      bytes[tildes[tildes.count - 1 - pair]] = UInt8(ascii: ">")
    }
    return Label.decoded(bytes)
  }

  private mutating func classDef() throws(Mistake) {
    advance()
    let names = try idList("the name of a class after `classDef`")
    let declarations = try styles()
    builder.classes.define(names.map(\.id), declarations)
  }

  private mutating func style() throws(Mistake) {
    advance()
    let ids = try idList("the name of an entity after `style`")
    let declarations = try styles()
    builder.style(ids.map(\.id), declarations)
  }

  private mutating func classStatement() throws(Mistake) {
    advance()
    let ids = try idList("the name of an entity after `class`")
    let classes = try idList("the name of a class")
    builder.add(classes: classes.map(\.id), to: ids.map(\.id))
  }

  /// Declarations to the end of the statement.
  private mutating func styles() throws(Mistake) -> [UInt8] {
    let start = token.range.lowerBound
    var end = start
    var partIsEmpty = true
    while true {
      switch token.kind {
      case .styleText, .number, .colon, .hash: partIsEmpty = false
      case .comma where !partIsEmpty: partIsEmpty = true
      default:
        guard !partIsEmpty else { throw unexpected("a style such as `fill:#eef`") }
        guard take(.newline) || take(.semicolon) || token.kind == .endOfText else {
          throw unexpected(
            "a line end after the style", fix: "write colours as `#rrggbb` or by their names")
        }
        return Array(text.bytes[start..<end])
      }
      end = token.range.upperBound
      advance()
    }
  }

  func unexpected(_ expected: String, fix: String? = nil) -> Mistake {
    var cursor = Cursor(text)
    cursor.at = token.range.lowerBound
    let isQuoted = token.kind == .word || token.kind == .entityName || token.kind == .comment
    let found: String
    switch token.kind {
    case .newline, .endOfText:
      cursor.skipBlanks()
      found = cursor.found
    default:
      let word = Cursor(text).trimmed(token.range)
      found =
        isQuoted || (word.count > 1 && word.count < 30) ? "\"\(words(word))\"" : cursor.found
    }
    if token.kind == .invalid, text.bytes[token.range] == [.quote] {
      return Mistake("this string has no closing quote", at: token.range, fix: "write `\"` at its end")
    }
    let place = token.kind == .newline ? token.range.lowerBound..<token.range.lowerBound : token.range
    return Mistake("expected \(expected), found \(found)", at: place, fix: fix ?? likelyFix)
  }

  private var likelyFix: String? {
    switch token.kind {
    case .word: "remove the \"%\", \"\\\" and line ends from the name"
    case .cardinality, .identifying,
      .nonIdentifying where block == nil:
      "write a name that is a keyword in double quotes"
    case .character, .attributeKey: "write a name with other characters in backticks"
    default: nil
    }
  }
}
