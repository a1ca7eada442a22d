/// A token of a grammar and its place in `DiagramText.bytes`, without keywords and punctuation where the grammar drops
/// them.
struct Token<Kind: Sendable & Hashable>: Sendable, Hashable {
  var kind: Kind
  var range: Range<Int>
}

/// Cuts a diagram's text into the tokens of its grammar.
protocol Lexer: Sendable {
  associatedtype Kind: Sendable, Hashable

  var cursor: Cursor { get }

  init(_ text: DiagramText)
  mutating func next() -> Token<Kind>
}

extension Lexer {
  var bytes: [UInt8] { cursor.bytes }

  /// A token of the text from `start` to the cursor.
  func token(_ kind: Kind, from start: Int) -> Token<Kind> {
    Token(kind: kind, range: start..<cursor.at)
  }
}

/// Tokens that every lexer with states has.
protocol StackLexerKind: Sendable, Hashable {
  static var endOfText: Self { get }
  /// A character that no rule reads here.
  static var invalid: Self { get }
  static var accTitle: Self { get }
  static var accDescription: Self { get }
  static var accDescriptionBlock: Self { get }
}

/// States that every such lexer has: after `accTitle:`, `accDescr:` and `accDescr {`.
protocol StackLexerState: Sendable, Hashable {
  static var accTitle: Self { get }
  static var accDescription: Self { get }
  static var accDescriptionBlock: Self { get }
}

/// The result of trying a rule.
enum Match<Kind> {
  case nothing
  /// Something was stepped over that gives no token.
  case silent
  case word(Kind)
}

/// A lexer as mermaid.js generates them: it is in states inside each other, and in each its rules are tried
/// in order.
protocol StackLexer: Lexer where Kind: StackLexerKind {
  associatedtype State: StackLexerState

  var cursor: Cursor { get set }
  /// The innermost last; never empty.
  var states: [State] { get set }
  /// The end has been met once: rules may match there, but not twice.
  var isDone: Bool { get set }

  /// Steps over one match of a rule of the innermost state; `nil` when the rule gives no token.
  mutating func match() -> Token<Kind>?
}

extension StackLexer {
  var state: State { states[states.count - 1] }

  mutating func push(_ state: State) { states.append(state) }
  mutating func pop() { if states.count > 1 { states.removeLast() } }
  mutating func replace(with state: State) {
    pop()
    push(state)
  }

  /// Restarts at `position` in the given states.
  mutating func restart(at position: Int, in states: [State]) {
    cursor.at = min(position, cursor.end)
    self.states = states
    isDone = false
  }

  mutating func next() -> Token<Kind> {
    while true {
      let start = cursor.at
      if cursor.isAtEnd {
        guard !isDone else { return Token(kind: .endOfText, range: start..<start) }
        isDone = true
      }
      if let token = match() { return token }
    }
  }

  mutating func invalid() -> Token<Kind> {
    let range = cursor.character
    cursor.at = range.upperBound
    return Token(kind: range.isEmpty ? .endOfText : .invalid, range: range)
  }

  /// The rest of the line, which ends the state.
  mutating func restOfLine(_ kind: Kind) -> Token<Kind> {
    let range = cursor.takeLine()
    pop()
    return Token(kind: kind, range: range)
  }

  mutating func takeAccessibility(ignoringCase: Bool) -> Match<Kind> {
    switch cursor.takeAccessibilityStart(ignoringCase: ignoringCase) {
    case .title:
      push(.accTitle)
      return .word(.accTitle)
    case .description:
      push(.accDescription)
      return .word(.accDescription)
    case .descriptionBlock:
      push(.accDescriptionBlock)
      return .silent
    case nil: return .nothing
    }
  }

  /// The words up to a closing mark, which ends the state.
  mutating func quoted(by mark: UInt8, as kind: Kind) -> Token<Kind>? {
    let start = cursor.at
    if cursor.take(mark) {
      pop()
      return nil
    }
    if cursor.isAtEnd { return token(.endOfText, from: start) }
    cursor.take { $0 != mark }
    return token(kind, from: start)
  }

  /// The words of `accDescr { … }`, whose `}` ends the state.
  mutating func descriptionBlock(_ kind: Kind) -> Token<Kind>? {
    let start = cursor.at
    if cursor.take(.closeBrace) {
      pop()
      return nil
    }
    cursor.take { $0 != .closeBrace }
    return token(kind, from: start)
  }
}
