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
  var expectsGraph = true
  var isDone = false
  /// The quote that opened the last string.
  private(set) var stringStart = 0
  var spaceRun = 0..<0
  var wordRun = WordRun.none
  let directions: DirectionFinder

  init(_ text: DiagramText) {
    cursor = Cursor(text)
    directions = DirectionFinder(text.bytes, knowsTD: true)
  }

  /// Restarts at `position` in the initial state.
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
}
