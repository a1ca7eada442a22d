import Diagnostics

/// Error messages, with a fix where there is a likely one.
extension FlowchartGrammar {
  /// The text at the place where reading stopped.
  var found: String {
    var cursor = Cursor(text)
    cursor.at = token.range.lowerBound
    if token.kind == .space || token.kind == .newline { cursor.skipBlanks() }
    if token.kind == .linkID || token.kind == .link || token.kind == .startLink {
      let word = Cursor(text).trimmed(token.range)
      if !word.isEmpty { return "\"\(words(word))\"" }
    }
    return cursor.found
  }

  /// The range of the word where reading stopped, without the white space around it.
  private var place: Range<Int> {
    let trimmed = Cursor(text).trimmed(token.range)
    if !trimmed.isEmpty { return trimmed }
    return token.kind == .newline ? token.range.lowerBound..<token.range.lowerBound : token.range
  }

  func unexpected(after what: String) -> Mistake {
    let bytes = text.bytes
    let at = token.range.lowerBound
    switch token.kind {
    case .minus where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: ">"):
      return Mistake("\"->\" is not an edge", at: at..<at + 2, fix: "write `-->`")
    case .invalid where bytes[at] == UInt8(ascii: "="):
      return Mistake("\"=\" is not allowed here", at: token.range, fix: "write `==>` for a thick edge")
    case .end:
      return Mistake(
        "`end` is a keyword and cannot name a node", at: place, fix: "write `End`, or `e[\"end\"]`")
    case .unclosed: return unclosed
    case .newline, .endOfText:
      return Mistake("something is missing after \(what)", at: place)
    case .semicolon:
      return Mistake("something is missing before this \";\"", at: place)
    case .string:
      return Mistake(
        "a string in quotes is not allowed after \(what)", at: quoted(token.range),
        fix: "give it a node: `id[\"…\"]`")
    case .linkID:
      return atSign
    case .nodeString, .number, .unicodeText, .down, .default:
      return Mistake(
        "\(found) is not allowed after \(what)", at: wordRange,
        fix: "join nodes with an edge such as `-->`, or begin a new line")
    case .space:
      return Mistake("too much white space after \(what)", at: at..<at + 1, fix: "write one space")
    default:
      return Mistake("\(found) is not allowed after \(what)", at: place)
    }
  }

  private var unclosed: Mistake {
    let quote = lexer.stringStart..<lexer.stringStart + 1
    guard text.bytes[quote.lowerBound...].starts(with: [.quote]) else {
      return Mistake("the diagram ends in the middle of a statement", at: token.range)
    }
    return Mistake(
      "this string has no closing quote", at: quote, fix: "write `\"` at its end", resume: quote.lowerBound)
  }

  private var atSign: Mistake {
    Mistake(
      "\(found) is read as the id of an edge, because of its \"@\"", at: place,
      fix: "put text that has a \"@\" in double quotes, such as `id[\"me@example.com\"]`")
  }

  private var wordRange: Range<Int> {
    var cursor = Cursor(text)
    cursor.at = token.range.lowerBound
    let word = cursor.take { FlowchartLexer.isNodeByte($0) || $0 >= 0x80 }
    return word.isEmpty ? place : word
  }

  /// The range with the quotes around it.
  private func quoted(_ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    if lower > 0, text.bytes[lower - 1] == .quote { lower -= 1 }
    if upper < text.bytes.count, text.bytes[upper] == .quote { upper += 1 }
    return lower..<upper
  }

  /// The error for a place where a node is missing.
  func nodeMistake(afterLink link: Int?) -> Mistake {
    let resume = token.range.lowerBound
    if let link,
      token.kind == .endOfText || token.kind == .newline || token.kind == .semicolon
        || token.kind == .subgraph
    {
      let edge = Cursor(text).trimmed(link..<token.range.lowerBound)
      return Mistake(
        "this edge has no target", at: edge, fix: "write a node after it", resume: edge.upperBound)
    }
    switch token.kind {
    case .end:
      return Mistake(
        "`end` is a keyword and cannot name a node", at: place, fix: "write `End`, or `e[\"end\"]`",
        resume: resume)
    case .style, .linkStyle, .classDef, .class, .graph, .subgraph, .interpolate, .href:
      let word = words(place)
      return Mistake(
        "`\(word)` is a keyword and cannot begin a node's id", at: place,
        fix: "write another id and keep the word as label: `n1[\"\(word)\"]`")
    case .link, .startLink:
      if link != nil {
        return Mistake(
          "a node is missing between two edges", at: place, fix: "write a node between them", resume: resume)
      }
      return Mistake("an edge begins here without a node before it", at: place, fix: "write a node before it")
    case .string, .markdownString:
      return Mistake(
        "a string in quotes is not a node", at: quoted(token.range), fix: "give it an id: `id[\"…\"]`",
        resume: resume)
    case .squareStart, .parenthesisStart, .diamondStart, .stadiumStart, .subroutineStart, .cylinderStart,
      .doubleCircleStart, .trapezoidStart, .invertedTrapezoidStart, .ellipseStart:
      return Mistake(
        "this label has no node before it", at: place, fix: "write an id before it: `id\(words(place))`",
        resume: resume)
    case .linkID: return atSign
    case .unclosed: return unclosed
    case .invalid:
      return Mistake(
        "\(found) is not allowed in a node's id", at: place,
        fix: "write a plain id and keep the text as label: `id[\"…\"]`")
    case .space:
      return Mistake(
        "too much white space before the node", at: resume..<resume + 1, fix: "write one space")
    default:
      return Mistake("expected a node here, found \(found)", at: place)
    }
  }

  /// The label opened at `opening` contains a character that must be quoted, or has no end.
  func labelMistake(_ opening: Range<Int>, id: String, close: String) -> Mistake {
    let open = words(opening)
    let start = opening.upperBound
    if let quote = unclosedQuote(start) {
      return Mistake(
        "this string has no closing quote", at: quote, fix: "write `\"` before the \"\(close)\"",
        resume: opening.lowerBound)
    }
    if let box = boxThatWasMeant(opening, id: id) { return box }
    let end = labelEnd(start, close: Array(close.utf8))
    if token.kind == .endOfText || token.kind == .unclosed || (end == nil && isPastLine(of: opening)) {
      return Mistake(
        "this \"\(open)\" has no \"\(close)\"", at: opening, fix: "write `\(close)` at the end of the label",
        resume: opening.lowerBound)
    }
    let content = end.map { Cursor(text).trimmed(start..<$0) }
    if let content, content.isEmpty || words(content) == "\"\"" {
      return Mistake(
        "this label is empty", at: opening.lowerBound..<(end ?? start) + close.utf8.count,
        fix: "write `\(open)\" \"\(close)` for a label without text", resume: opening.lowerBound)
    }
    var at = token.range.lowerBound
    if token.kind == .string || token.kind == .markdownString, at > 0 { at -= 1 }
    let character = character(at: at)
    let sign = words(character) == "\"" ? "'\"'" : "\"\(words(character))\""
    let label = content.map { quotedLabel($0) } ?? "…"
    let written = id == "-->" ? "-->|\"\(label)\"|" : "\(id)\(open)\"\(label)\"\(close)"
    return Mistake(
      "\(sign) inside an unquoted label", at: character, fix: "write `\(written)`",
      resume: opening.lowerBound)
  }

  /// `A[/api/items]`: a path in a box, which `[/` makes the beginning of a slanted shape.
  private func boxThatWasMeant(_ opening: Range<Int>, id: String) -> Mistake? {
    let open = words(opening)
    let bytes = text.bytes
    guard open == "[/" || open == "[\\", token.range.lowerBound < bytes.count,
      bytes[token.range.lowerBound] == UInt8(ascii: "]"), !isPastLine(of: opening)
    else { return nil }
    let label = Cursor(text).trimmed(opening.lowerBound + 1..<token.range.lowerBound)
    return Mistake(
      "`\(open)` opens a slanted shape, and no `/]` or `\\]` closes it", at: opening,
      fix: "write `\(id)[\"\(quotedLabel(label))\"]` for a box", resume: opening.lowerBound)
  }

  /// The quote that opens a label and finds no other in its line.
  private func unclosedQuote(_ start: Int) -> Range<Int>? {
    var cursor = Cursor(text)
    cursor.at = start
    cursor.skipBlanks()
    guard cursor.peek == .quote, isPastLine(of: start..<start) else { return nil }
    let quote = cursor.character
    cursor.at = quote.upperBound
    return text.bytes[cursor.restOfLine].contains(.quote) ? nil : quote
  }

  private func character(at position: Int) -> Range<Int> {
    var cursor = Cursor(text)
    cursor.at = position
    return cursor.character
  }

  private func isPastLine(of opening: Range<Int>) -> Bool {
    text.bytes[opening.upperBound..<max(opening.upperBound, min(token.range.lowerBound, text.bytes.count))]
      .contains(.newline)
  }

  /// Where the label ends in its line when brackets inside it are counted; otherwise the last place in
  /// the line where it could.
  private func labelEnd(_ start: Int, close: [UInt8]) -> Int? {
    let bytes = text.bytes
    var depth = 0
    var fallback: Int?
    var at = start
    while at < bytes.count, bytes[at] != .newline {
      let matches = bytes[at...].starts(with: close)
      if matches {
        if depth == 0 { return at }
        if fallback == nil || close == [UInt8(ascii: "]")] { fallback = at }
      }
      switch bytes[at] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case .hyphen where bytes[at...].starts(with: "-->".utf8) && fallback != nil: return fallback
      default: break
      }
      at += 1
    }
    return fallback
  }

  /// The text of a label as it is written in quotes, shortened in its middle when long.
  private func quotedLabel(_ range: Range<Int>) -> String {
    var words = ""
    for scalar in self.words(range).unicodeScalars {
      switch scalar {
      case "\"": words += "#quot;"
      case "\u{1}": words += "#"
      case "\u{2}": words += ";"
      default: words.unicodeScalars.append(scalar)
      }
    }
    if words.hasPrefix("#quot;"), words.hasSuffix("#quot;"), words.count > 12 {
      words = String(words.dropFirst(6).dropLast(6))
    }
    guard words.count > 60 else { return words }
    return words.prefix(40).trimmingSpace() + " … " + words.suffix(12).trimmingSpace()
  }

  func edgeTextMistake(_ opening: Range<Int>) -> Mistake {
    let trimmed = Cursor(text).trimmed(opening)
    let start = words(trimmed)
    let stroke = start.contains("=") ? "==" : start.contains(".") ? "-." : "--"
    let end = stroke == "-." ? ".->" : stroke + ">"
    if token.kind == .link {
      return Mistake(
        "the text of this edge is empty", at: trimmed, fix: "write `\(end == ".->" ? "-.->" : end)`",
        resume: opening.lowerBound)
    }
    if token.kind == .string || token.kind == .markdownString {
      return Mistake(
        "'\"' inside the unquoted text of an edge", at: quoted(token.range),
        fix: "write the whole text in double quotes: `\(stroke) \"…\" \(end)`", resume: opening.lowerBound)
    }
    if token.kind == .endOfText || token.kind == .unclosed || isPastLine(of: opening) {
      return Mistake(
        "\"\(start)\" begins an edge with text, and the edge has no end", at: trimmed,
        fix: "write `\(stroke) text \(end)`, or `\(end == ".->" ? "-.->" : end)` for an edge without text",
        resume: opening.lowerBound)
    }
    return Mistake(
      "\(found) inside the unquoted text of an edge", at: place,
      fix: "write the text in double quotes: `\(stroke) \"…\" \(end)`", resume: opening.lowerBound)
  }
}
