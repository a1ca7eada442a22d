extension SwiftOutline {
  private static let access: Set<String> = [
    "public", "private", "fileprivate", "internal", "open", "package",
  ]
  private static let modifiers: Set<String> = [
    "final", "indirect", "nonisolated", "distributed", "prefix", "infix", "postfix", "isolated", "borrowing",
    "consuming", "mutating", "sending", "unsafe", "safe", "async",
  ]
  private static let types: Set<String> = ["struct", "class", "enum", "actor", "protocol"]
  /// A line that begins with one of these continues a statement or declares something.
  private static let notStatements: Set<String> = [
    "else", "catch", "where", "in", "is", "as", "case", "default", "func", "macro", "typealias",
    "associatedtype", "init", "deinit", "subscript",
  ]
  /// After one of these a statement goes on in the next line.
  private static let unfinished: Set<String> = [
    "try", "await", "return", "throw", "in", "is", "as", "where", "case", "let", "var", "async",
  ]

  init(_ code: [UInt8]) {
    let (tokens, lineStarts) = OutlineToken.tokens(SwiftTokenizer.tokens(code), code)
    self.init(code, tokens, lineStarts)
  }

  /// - Parameters:
  ///   - tokens: those of the code.
  ///   - lineStarts: the byte at which each line begins.
  init(_ code: [UInt8], _ tokens: [OutlineToken], _ lineStarts: [Int]) {
    func word(_ index: Int) -> String {
      index < tokens.count ? String(decoding: code[tokens[index].range], as: UTF8.self) : ""
    }
    var index = 0
    var depth = 0
    // The end of a declaration ends its line, whatever its last token is: `infix operator +++`.
    var endOfItem = 0
    // Inside a condition with statements, declarations stay in place.
    var endOfCondition = 0
    while index < tokens.count {
      let token = tokens[index]
      let isLineStart = index == 0 || tokens[index - 1].line < token.line
      if depth == 0, isLineStart {
        if index >= endOfCondition, let (item, end) = Self.condition(at: index, tokens, lineStarts, code) {
          endOfCondition = end
          if let item {
            items.append(item)
            index = end
            endOfItem = end
            continue
          }
        }
        if index >= endOfCondition, let (item, end) = Self.item(at: index, tokens, lineStarts, code) {
          items.append(item)
          index = end
          endOfItem = end
          continue
        }
        if token.kind == .word {
          let first = word(index)
          let atMargin = token.range.lowerBound == lineStarts[token.line]
          // `while` after a brace may end a `repeat`.
          let endsRepeat = first == "while" && index > 0 && tokens[index - 1].kind == .close
          let isAfterEnd = index == endOfItem || Self.ends(before: index, tokens, code)
          if atMargin, !endsRepeat, isAfterEnd, !Self.notStatements.contains(first) {
            statements.insert(token.line)
          }
        }
      }
      hasStatements = true
      switch token.kind {
      case .open: depth += 1
      case .close:
        depth -= 1
        if depth < 0 { isBalanced = false }
      default: break
      }
      index += 1
    }
    if depth != 0 { isBalanced = false }
    if !isBalanced { statements = [] }
  }

  /// What `#if` … `#endif` holds: an item when it is imports and declarations only, else `nil` for the item.
  private static func condition(
    at start: Int, _ tokens: [OutlineToken], _ lineStarts: [Int], _ code: [UInt8]
  ) -> (item: Item?, end: Int)? {
    func isDirective(_ index: Int, _ name: String) -> Bool {
      index + 1 < tokens.count && code[tokens[index].range.lowerBound] == UInt8(ascii: "#")
        && code[tokens[index + 1].range].elementsEqual(name.utf8)
    }
    func afterLine(_ index: Int) -> Int {
      tokens[index...].firstIndex { $0.line > tokens[index].line } ?? tokens.count
    }
    guard isDirective(start, "if") else { return nil }
    var index = afterLine(start)
    var kinds: [Kind] = []
    var holdsOnlyItems = true
    var nesting = 1
    while index < tokens.count {
      if isDirective(index, "if") {
        nesting += 1
        index = afterLine(index)
      } else if isDirective(index, "else") || isDirective(index, "elseif") {
        index = afterLine(index)
      } else if isDirective(index, "endif") {
        nesting -= 1
        if nesting == 0 { break }
        index = afterLine(index)
      } else if let (item, end) = item(at: index, tokens, lineStarts, code), item.kind != .function {
        kinds.append(item.kind)
        index = end
      } else {
        holdsOnlyItems = false
        index += 1
      }
    }
    guard index < tokens.count else { return nil }
    let end = afterLine(index)
    guard holdsOnlyItems, !kinds.isEmpty else { return (nil, end) }
    let isImport = kinds.allSatisfy { $0 == .importDeclaration }
    let lines = tokens[start].line...tokens[index].line
    return (Item(kind: isImport ? .importDeclaration : .declaration, name: "", lines: lines), end)
  }

  /// Whether the token before does not ask for more.
  private static func ends(before index: Int, _ tokens: [OutlineToken], _ code: [UInt8]) -> Bool {
    guard index > 0 else { return true }
    let previous = tokens[index - 1]
    let text = String(decoding: code[previous.range], as: UTF8.self)
    switch previous.kind {
    case .literal, .close: return true
    case .open: return false
    case .word:
      // An attribute on a line of its own belongs to what follows.
      let isAttribute = index > 1 && code[tokens[index - 2].range.lowerBound] == UInt8(ascii: "@")
      return !unfinished.contains(text) && !isAttribute
    case .sign: return text == ";" || text == "!" || text == "?"
    }
  }

  /// The import or declaration that begins at a token, and the index of the token after its last line.
  private static func item(
    at start: Int, _ tokens: [OutlineToken], _ lineStarts: [Int], _ code: [UInt8]
  ) -> (item: Item, end: Int)? {
    func text(_ index: Int) -> String {
      index < tokens.count ? String(decoding: code[tokens[index].range], as: UTF8.self) : ""
    }
    var index = start
    var hasAccess = false
    var isEntryPoint = false
    var accessIndex: Int?
    scan: while index < tokens.count {
      switch text(index) {
      case "@":
        if text(index + 1) == "main" { isEntryPoint = true }
        index += 2
        // Arguments belong to an attribute only when the parenthesis follows at once.
        if index < tokens.count, text(index) == "(",
          tokens[index - 1].range.upperBound == tokens[index].range.lowerBound
        {
          index = close(of: index, tokens)
        }
      case let name where access.contains(name):
        hasAccess = true
        accessIndex = accessIndex ?? index
        index += 1
        if text(index) == "(" { index = close(of: index, tokens) }
      case let name where modifiers.contains(name):
        accessIndex = accessIndex ?? index
        index += 1
        if text(index) == "(" { index = close(of: index, tokens) }
      default: break scan
      }
    }
    guard index < tokens.count, tokens[index].kind == .word else { return nil }
    let keyword = text(index)
    let kind: Kind
    var endsWithLine = false
    switch keyword {
    case "import": (kind, endsWithLine) = (.importDeclaration, true)
    case "operator": (kind, endsWithLine) = (.declaration, true)
    case "typealias": (kind, endsWithLine) = (.declaration, true)
    case "precedencegroup": kind = .declaration
    case "func": kind = .function
    case "extension": kind = .extensionDeclaration(conforms: conforms(after: index, tokens, code))
    case let keyword where types.contains(keyword): kind = .declaration
    default: return nil
    }
    // A variable with a name such as `actor` is not a declaration.
    guard index + 1 < tokens.count,
      keyword == "func" || keyword == "operator" || tokens[index + 1].kind == .word
    else { return nil }
    guard let last = end(of: index, endsWithLine: endsWithLine, tokens, code) else { return nil }
    let lastLine = tokens[last].line
    var next = last + 1
    while next < tokens.count, tokens[next].line == lastLine { next += 1 }
    // Operators and precedence groups take no access modifier.
    let takesAccess = keyword != "operator" && keyword != "precedencegroup" && keyword != "import"
    let first = tokens[accessIndex ?? index]
    let place = Place(line: first.line, column: first.range.lowerBound - lineStarts[first.line])
    let item = Item(
      kind: kind, name: text(index + 1), lines: tokens[start].line...lastLine,
      access: hasAccess || !takesAccess ? nil : place, isEntryPoint: isEntryPoint, sharesLine: next > last + 1
    )
    return (item, next)
  }

  private static func close(of open: Int, _ tokens: [OutlineToken]) -> Int {
    var depth = 0
    var index = open
    while index < tokens.count {
      if tokens[index].kind == .open { depth += 1 }
      if tokens[index].kind == .close { depth -= 1 }
      index += 1
      if depth == 0 { break }
    }
    return index
  }

  /// The last token of a declaration; `nil` when its braces are not closed.
  private static func end(
    of start: Int, endsWithLine: Bool, _ tokens: [OutlineToken], _ code: [UInt8]
  ) -> Int? {
    if endsWithLine {
      var index = start
      while index + 1 < tokens.count, tokens[index + 1].line == tokens[index].line { index += 1 }
      return index
    }
    var depth = 0
    for index in start..<tokens.count {
      let byte = code[tokens[index].range.lowerBound]
      switch tokens[index].kind {
      case .open: depth += 1
      case .close:
        depth -= 1
        if depth < 0 { return nil }
        if depth == 0, byte == UInt8(ascii: "}") { return index }
      default: break
      }
    }
    return nil
  }

  /// Whether an extension's head names protocols: a colon before `where` and the brace.
  private static func conforms(after start: Int, _ tokens: [OutlineToken], _ code: [UInt8]) -> Bool {
    for token in tokens[start...] {
      let text = String(decoding: code[token.range], as: UTF8.self)
      if text == "{" || text == "where" { return false }
      if text == ":" { return true }
    }
    return false
  }
}

/// A token as the outline reads it: comments left out, a literal in one piece.
struct OutlineToken: Sendable {
  enum Kind: Sendable { case word, open, close, literal, sign }
  var kind: Kind
  var range: Range<Int>
  /// 0-based line of its first byte.
  var line: Int

  /// The tokens, and the byte at which each line begins.
  ///
  /// - Parameter tokens: all tokens of the code.
  static func tokens(_ tokens: [SwiftToken], _ code: [UInt8]) -> (tokens: [OutlineToken], lineStarts: [Int]) {
    var lineStarts = [0]
    for (index, byte) in code.enumerated() where byte == UInt8(ascii: "\n") { lineStarts.append(index + 1) }
    var line = 0
    let tokens = tokens.compactMap { token -> OutlineToken? in
      guard token.depth == 0, let kind = Kind(token.kind) else { return nil }
      while line + 1 < lineStarts.count, lineStarts[line + 1] <= token.range.lowerBound { line += 1 }
      return OutlineToken(kind: kind, range: token.range, line: line)
    }
    return (tokens, lineStarts)
  }
}

extension OutlineToken.Kind {
  fileprivate init?(_ kind: SwiftToken.Kind) {
    switch kind {
    case .word, .number: self = .word
    case .open: self = .open
    case .close: self = .close
    case .string, .regex: self = .literal
    case .sign: self = .sign
    case .comment, .documentation, .stringText, .escape: return nil
    }
  }
}
