/// Words of the flowchart grammar, named as in mermaid's own.
enum FlowchartToken: StackLexerKind {
  case graph, noDirection, direction
  case directionStatement(Direction)
  case accTitle, accDescription, accTitleValue, accDescriptionValue, accDescriptionBlock
  case shapeData, string, markdownString, text, edgeText
  case style, `default`, linkStyle, interpolate, classDef, `class`, href, click, linkTarget
  case callbackName, callbackArguments
  case subgraph, end
  case linkID, number, hash, styleSeparator, colon, ampersand, semicolon, comma, asterisk
  case link, startLink
  case ellipseStart, ellipseEnd, stadiumStart, stadiumEnd, subroutineStart, subroutineEnd, propertiesStart
  case tagStart, tagEnd, cylinderStart, cylinderEnd, doubleCircleStart, doubleCircleEnd
  case trapezoidStart, trapezoidEnd, invertedTrapezoidStart, invertedTrapezoidEnd
  case up, down, separatorBar, nodeString, minus, unicodeText, pipe
  case parenthesisStart, parenthesisEnd, squareStart, squareEnd, diamondStart, diamondEnd
  case quote, newline, space, endOfText
  /// The text ends inside of a string or another construct.
  case unclosed
  /// A character that no rule reads here.
  case invalid
}

/// Splits flowchart text as mermaid's own lexer does: in every state its rules are tried in order and
/// the first that matches wins, so that `end`, `style` or `x--` mean the same here and there.
struct FlowchartLexer: StackLexer {
  typealias Kind = FlowchartToken

  enum State: StackLexerState {
    case initial, direction, accTitle, accDescription, accDescriptionBlock
    case shapeData, shapeDataString, callbackName, callbackArguments, click
    case string, markdownString, text, ellipse, trapezoid
    case edgeText, thickEdgeText, dottedEdgeText
  }

  var cursor: Cursor
  var states: [State] = [.initial]
  /// The next `graph` begins the diagram and a direction follows it.
  private var expectsGraph = true
  var isDone = false
  /// The quote that opened the last string.
  private(set) var stringStart = 0
  var spaceRun = 0..<0
  var wordRun = WordRun.none
  private let directions: DirectionFinder

  init(_ text: DiagramText) {
    cursor = Cursor(text)
    directions = DirectionFinder(text.bytes, knowsTD: true)
  }

  /// Begins afresh at `position`: in the initial state, whatever was open before.
  mutating func restart(at position: Int) {
    restart(at: position, in: [.initial])
    spaceRun = 0..<0
    wordRun = .none
  }

  mutating func match() -> Token<FlowchartToken>? {
    let start = cursor.at
    return matchKind().map { token($0, from: start) }
  }

  /// Steps over one match; `nil` when its rule gives no word.
  private mutating func matchKind() -> FlowchartToken? {
    if cursor.isAtEnd { return matchAtEnd() }
    switch state {
    case .initial: return matchInitial()
    case .direction: return matchDirection()
    case .accTitle: return restOfLine(.accTitleValue).kind
    case .accDescription: return restOfLine(.accDescriptionValue).kind
    case .accDescriptionBlock: return descriptionBlock(.accDescriptionBlock)?.kind
    case .shapeData:
      if cursor.take(.quote) {
        push(.shapeDataString)
        return .shapeData
      }
      if cursor.take(.closeBrace) {
        pop()
        return nil
      }
      let part = cursor.take { $0 != .closeBrace && $0 != .quote && $0 != UInt8(ascii: "^") }
      return part.isEmpty ? invalid() : .shapeData
    case .shapeDataString:
      if cursor.take(.quote) { pop() } else { cursor.take { $0 != .quote } }
      return .shapeData
    case .callbackName:
      var ahead = cursor
      if ahead.take(UInt8(ascii: "(")) {
        ahead.skipSpace()
        pop()
        if ahead.take(UInt8(ascii: ")")) {
          cursor = ahead
        } else {
          cursor.at += 1
          push(.callbackArguments)
        }
        return nil
      }
      cursor.take { $0 != UInt8(ascii: "(") }
      return .callbackName
    case .callbackArguments:
      if cursor.take(UInt8(ascii: ")")) {
        pop()
        return nil
      }
      cursor.take { $0 != UInt8(ascii: ")") }
      return .callbackArguments
    case .string:
      if takeMarkdownStart() { return nil }
      if cursor.take(.quote) {
        pop()
        return nil
      }
      cursor.take { $0 != .quote }
      return .string
    case .markdownString:
      let part = cursor.take { $0 != .backtick && $0 != .quote }
      if !part.isEmpty { return .markdownString }
      if cursor.take("`\"") {
        pop()
        return nil
      }
      if takeMarkdownStart() || takeStringStart() { return nil }
      return invalid()
    case .click:
      if takeMarkdownStart() || takeStringStart() { return nil }
      let space = Whitespace.length(bytes, cursor.at)
      if space > 0 {
        cursor.at += space
        pop()
        return nil
      }
      while !cursor.isAtEnd, Whitespace.length(bytes, cursor.at) == 0 { cursor.at += 1 }
      return .click
    case .text, .ellipse, .trapezoid: return matchLabel()
    case .edgeText, .thickEdgeText, .dottedEdgeText: return matchEdgeText()
    }
  }

  private mutating func matchAtEnd() -> FlowchartToken {
    switch state {
    case .accTitle: .accTitleValue
    case .accDescription: .accDescriptionValue
    case .accDescriptionBlock: .accDescriptionBlock
    case .callbackName: .callbackName
    case .callbackArguments: .callbackArguments
    case .click: .click
    case .initial: .endOfText
    default: .unclosed
    }
  }

  mutating func invalid() -> FlowchartToken {
    cursor.at = max(cursor.character.upperBound, cursor.at + 1)
    return .invalid
  }

  mutating func takeStringStart() -> Bool {
    guard cursor.take(.quote) else { return false }
    stringStart = cursor.at - 1
    push(.string)
    return true
  }

  mutating func takeMarkdownStart() -> Bool {
    guard cursor.take("\"`") else { return false }
    stringStart = cursor.at - 2
    push(.markdownString)
    return true
  }

  // MARK: States

  private mutating func matchDirection() -> FlowchartToken? {
    if takeMarkdownStart() || takeStringStart() { return nil }
    let end = spaceEnd()
    if let last = bytes[cursor.at..<end].lastIndex(of: .newline) {
      cursor.at = last + 1
      pop()
      return .noDirection
    }
    var ahead = cursor
    ahead.at = end
    for word in ["LR", "RL", "TB", "BT", "TD", "BR", "v"] as [StaticString]
    where ahead.take(word, wholeWord: true) {
      cursor = ahead
      pop()
      return .direction
    }
    if let byte = ahead.peek, "<>^".utf8.contains(byte) {
      cursor.at = ahead.at + 1
      pop()
      return .direction
    }
    return take(.invisible) ? .link : takeLabelStart() ?? invalid()
  }

  private mutating func matchInitial() -> FlowchartToken? {
    switch matchKeyword() {
    case .word(let token): return token
    case .silent: return nil
    case .nothing: break
    }
    if let (direction, end) = directions.statement(at: cursor.at) {
      cursor.at = end
      return .directionStatement(direction)
    }
    if let end = linkIDEnd() {
      cursor.at = end
      return .linkID
    }
    if !cursor.take(while: \.isDigit).isEmpty { return .number }
    if cursor.take(.hash) { return .hash }
    if cursor.take(":::") { return .styleSeparator }
    if cursor.take(.colon) { return .colon }
    if cursor.take(UInt8(ascii: "&")) { return .ampersand }
    if cursor.take(.semicolon) { return .semicolon }
    if cursor.take(.comma) { return .comma }
    if cursor.take(UInt8(ascii: "*")) { return .asterisk }
    if take(.solid) { return .link }
    if takeStart(.solid) {
      push(.edgeText)
      return .startLink
    }
    if take(.thick) { return .link }
    if takeStart(.thick) {
      push(.thickEdgeText)
      return .startLink
    }
    if take(.dotted) { return .link }
    if takeStart(.dotted) {
      push(.dottedEdgeText)
      return .startLink
    }
    if take(.invisible) { return .link }
    if cursor.take("[|") { return .propertiesStart }
    if cursor.take(UInt8(ascii: ">")) {
      push(.text)
      return .tagEnd
    }
    if let token = takeLabelStart() { return token }
    if cursor.take(UInt8(ascii: "<")) { return .tagStart }
    if cursor.take(UInt8(ascii: "^")) { return .up }
    if cursor.take("\\|") { return .separatorBar }
    if cursor.take("v", wholeWord: true) { return .down }
    if takeNodeString() { return .nodeString }
    if cursor.take(.hyphen) { return .minus }
    if takeLetter() { return .unicodeText }
    if !cursor.take(while: { $0 == .newline }).isEmpty { return .newline }
    let space = Whitespace.length(bytes, cursor.at)
    if space > 0 {
      cursor.at += space
      return .space
    }
    return invalid()
  }

  /// The rules that come before all others.
  private mutating func matchKeyword() -> Match<FlowchartToken> {
    guard let byte = cursor.peek else { return .nothing }
    switch byte {
    case UInt8(ascii: "a"): return takeAccessibility(ignoringCase: false)
    case UInt8(ascii: "@"):
      guard cursor.take("@{") else { return .nothing }
      push(.shapeData)
      return .word(.shapeData)
    case .quote:
      _ = takeMarkdownStart() || takeStringStart()
      return .silent
    case UInt8(ascii: "c"):
      for (word, state) in [("call", State.callbackName), ("click", .click)] as [(StaticString, State)] {
        var ahead = cursor
        guard ahead.take(word), Whitespace.length(bytes, ahead.at) > 0 else { continue }
        cursor.at = Whitespace.end(bytes, ahead.at)
        push(state)
        return .silent
      }
      if cursor.take("classDef", wholeWord: true) { return .word(.classDef) }
      return cursor.take("class", wholeWord: true) ? .word(.class) : .nothing
    case UInt8(ascii: "h"):
      var ahead = cursor
      guard ahead.take("href") else { return .nothing }
      let space = Whitespace.length(bytes, ahead.at)
      guard space > 0 else { return .nothing }
      cursor.at = ahead.at + space
      return .word(.href)
    case UInt8(ascii: "s"):
      if cursor.take("style", wholeWord: true) { return .word(.style) }
      if cursor.take("subgraph", wholeWord: true) { return .word(.subgraph) }
      return cursor.take("swimlane-beta", wholeWord: true) ? .word(graphWord()) : .nothing
    case UInt8(ascii: "d"): return cursor.take("default", wholeWord: true) ? .word(.default) : .nothing
    case UInt8(ascii: "l"): return cursor.take("linkStyle", wholeWord: true) ? .word(.linkStyle) : .nothing
    case UInt8(ascii: "i"):
      return cursor.take("interpolate", wholeWord: true) ? .word(.interpolate) : .nothing
    case UInt8(ascii: "f"):
      guard cursor.take("flowchart-elk", wholeWord: true) || cursor.take("flowchart", wholeWord: true) else {
        return .nothing
      }
      return .word(graphWord())
    case UInt8(ascii: "g"): return cursor.take("graph", wholeWord: true) ? .word(graphWord()) : .nothing
    case UInt8(ascii: "e"):
      guard cursor.take("end", wholeWord: true) else { return .nothing }
      cursor.at = spaceEnd()
      return .word(.end)
    case UInt8(ascii: "_"):
      for word in ["_self", "_blank", "_parent", "_top"] as [StaticString]
      where cursor.take(word, wholeWord: true) {
        return .word(.linkTarget)
      }
      return .nothing
    default: return .nothing
    }
  }

  private mutating func graphWord() -> FlowchartToken {
    if expectsGraph { push(.direction) }
    expectsGraph = false
    return .graph
  }

  private mutating func matchLabel() -> FlowchartToken? {
    if takeMarkdownStart() || takeStringStart() { return nil }
    if take(.invisible) { return .link }
    switch state {
    case .ellipse:
      if let byte = cursor.peek, "-/)".utf8.contains(byte), cursor.peek(1) == UInt8(ascii: ")") {
        cursor.at += 2
        pop()
        return .ellipseEnd
      }
      if let byte = cursor.peek, !"()[]{}".utf8.contains(byte) {
        cursor.at = cursor.character.upperBound
        return .text
      }
    case .trapezoid:
      if let byte = cursor.peek, "\\(?=])".utf8.contains(byte), cursor.peek(1) == UInt8(ascii: "]") {
        cursor.at += 2
        pop()
        return .trapezoidEnd
      }
      if cursor.take("/]") {
        pop()
        return .invertedTrapezoidEnd
      }
      if cursor.take(UInt8(ascii: "/")) || cursor.take(.backslash) { return .text }
      if !cursor.take(while: { !"\\[](){}/".utf8.contains($0) }).isEmpty { return .text }
    default:
      if let token = takeTextEnd() { return token }
    }
    if let token = takeLabelStart() { return token }
    if state == .text, !cursor.take(while: { !"[](){}|\"".utf8.contains($0) }).isEmpty { return .text }
    return invalid()
  }

  private mutating func takeTextEnd() -> FlowchartToken? {
    let ends: [(StaticString, FlowchartToken)] = [
      ("])", .stadiumEnd), ("]]", .subroutineEnd), (")]", .cylinderEnd), (")))", .doubleCircleEnd),
      ("|", .pipe), (")", .parenthesisEnd), ("]", .squareEnd), ("}", .diamondEnd),
    ]
    for (word, token) in ends where cursor.take(word) {
      pop()
      return token
    }
    return nil
  }

  /// What opens a label, in any state.
  private mutating func takeLabelStart() -> FlowchartToken? {
    guard let byte = cursor.peek, "([{|".utf8.contains(byte) else { return nil }
    let starts: [(StaticString, FlowchartToken, State)] = [
      ("(-", .ellipseStart, .ellipse), ("([", .stadiumStart, .text), ("[[", .subroutineStart, .text),
      ("[(", .cylinderStart, .text), ("(((", .doubleCircleStart, .text),
      ("[/", .trapezoidStart, .trapezoid), ("[\\", .invertedTrapezoidStart, .trapezoid), ("|", .pipe, .text),
      ("(", .parenthesisStart, .text), ("[", .squareStart, .text), ("{", .diamondStart, .text),
    ]
    for (word, token, state) in starts where cursor.take(word) {
      push(state)
      return token
    }
    return nil
  }
}
