/// One token of Swift code.
///
/// A string literal is one `string` token, followed by its parts one level deeper: text, escapes, and the tokens
/// of its interpolations. The tokens of depth 0 are therefore the code with every literal as one token.
struct SwiftToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// An identifier or keyword, with its backquotes; `$0`.
    case word
    case number
    /// `(`, `[` or `{`.
    case open
    case close
    /// Any other sign: one byte, but `->` and `==` are one token.
    case sign
    case comment
    /// `///` or `/** … */`.
    case documentation
    case string
    case stringText
    /// `\n`, and the delimiters of an interpolation.
    case escape
    case regex
  }

  var kind: Kind
  /// UTF-8 bytes.
  var range: Range<Int>
  /// 0 outside of string literals.
  var depth: Int
}

/// Splits Swift code into tokens, in one pass: the one tokenizer of Swift, for highlighting, for the outline that
/// compiling needs and for reading clients.
///
/// It accepts all input: a literal that is not closed ends with its line, or with the code.
struct SwiftTokenizer {
  /// Hostile nesting of interpolations must not exhaust the stack: beyond this depth they are text.
  static let maximumDepth = 24

  private let bytes: UnsafeBufferPointer<UInt8>
  private var at: Int
  private let end: Int
  private let maximumDepth: Int
  private var depth = 0
  private var tokens: [SwiftToken] = []

  static func tokens(
    _ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, maximumDepth: Int = maximumDepth
  ) -> [SwiftToken] {
    var tokenizer = SwiftTokenizer(
      bytes: bytes, at: range.lowerBound, end: range.upperBound, maximumDepth: maximumDepth)
    tokenizer.tokens.reserveCapacity(range.count / 4)
    tokenizer.run(untilParenthesis: false)
    return tokenizer.tokens
  }

  static func tokens(_ code: [UInt8]) -> [SwiftToken] {
    code.withUnsafeBufferPointer { tokens($0, in: 0..<$0.count) }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, at: Int, end: Int, maximumDepth: Int) {
    self.bytes = bytes
    self.at = at
    self.end = end
    self.maximumDepth = maximumDepth
  }

  /// The byte at an offset from the position, 0 at the end.
  private func peek(_ offset: Int = 0) -> UInt8 { at + offset < end ? bytes[at + offset] : 0 }

  private mutating func add(_ kind: SwiftToken.Kind, from start: Int) {
    guard start < at else { return }
    tokens.append(SwiftToken(kind: kind, range: start..<at, depth: depth))
  }

  /// Inside an interpolation the tokens end before the parenthesis that closes it.
  private mutating func run(untilParenthesis: Bool) {
    var open = 0
    while at < end {
      let start = at
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        if bytes[at] == UInt8(ascii: "(") { open += 1 }
        at += 1
        add(.open, from: start)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if bytes[at] == UInt8(ascii: ")") {
          if untilParenthesis, open == 0 { return }
          open -= 1
        }
        at += 1
        add(.close, from: start)
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): lineComment()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): blockComment()
      case UInt8(ascii: "/") where !isAfterValue:
        if let close = endOfBareRegex() { at = close } else { at += 1 }
        add(at == start + 1 ? .sign : .regex, from: start)
      case UInt8(ascii: "\""): string(hashes: 0)
      case UInt8(ascii: "#"): hash()
      case UInt8(ascii: "`"):
        at += 1
        while at < end, bytes[at] != UInt8(ascii: "`"), bytes[at] != 0x0A { at += 1 }
        if peek() == UInt8(ascii: "`") { at += 1 }
        add(.word, from: start)
      case UInt8(ascii: "$") where peek(1).isWord:
        at += 1
        skipWord()
        add(.word, from: start)
      case let byte where byte.isDigit:
        number()
        add(.number, from: start)
      case let byte where byte.isWordStart:
        skipWord()
        add(.word, from: start)
      case UInt8(ascii: "-") where peek(1) == UInt8(ascii: ">"),
        UInt8(ascii: "=") where peek(1) == UInt8(ascii: "="):
        at += 2
        add(.sign, from: start)
      default:
        at += 1
        add(.sign, from: start)
      }
    }
  }

  private mutating func skipWord() { while at < end, bytes[at].isWord { at += 1 } }

  /// `0x1F`, `1_000`, `6.02e-23`, but not the dots of `1...5`.
  private mutating func number() {
    if peek() == 0x30, peek(1) | 32 == 0x78 || peek(1) | 32 == 0x62 || peek(1) | 32 == 0x6F {
      at += 2
      skipWord()
      return
    }
    while at < end {
      if bytes[at].isDigit || bytes[at] == UInt8(ascii: "_") {
        at += 1
      } else if bytes[at] == UInt8(ascii: "."), peek(1).isDigit {
        at += 2
      } else if bytes[at] | 32 == UInt8(ascii: "e"),
        peek(1).isDigit || ((peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")) && peek(2).isDigit)
      {
        at += 2
      } else {
        return
      }
    }
  }

  private mutating func lineComment() {
    let start = at
    while at < end, bytes[at] != 0x0A { at += 1 }
    let isDocumentation = at - start > 2 && bytes[start + 2] == UInt8(ascii: "/")
    add(isDocumentation ? .documentation : .comment, from: start)
  }

  /// Comments nest.
  private mutating func blockComment() {
    let start = at
    var open = 0
    repeat {
      if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        open += 1
        at += 2
      } else if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        open -= 1
        at += 2
      } else {
        at += 1
      }
    } while at < end && open > 0
    at = min(at, end)
    let isDocumentation = at - start > 4 && bytes[start + 2] == UInt8(ascii: "*")
    add(isDocumentation ? .documentation : .comment, from: start)
  }
}

// Literals.
extension SwiftTokenizer {
  /// `#"raw"#`, `#/regex/#`, else a sign: `#if`.
  private mutating func hash() {
    let start = at
    var hashes = 0
    while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
    if peek(hashes) == UInt8(ascii: "\"") {
      string(hashes: hashes)
    } else if peek(hashes) == UInt8(ascii: "/") {
      at += hashes + 1
      while at < end, !(bytes[at] == UInt8(ascii: "/") && hasHashes(hashes, at: at + 1)) { at += 1 }
      at = min(end, at + 1 + hashes)
      add(.regex, from: start)
    } else {
      at += 1
      add(.sign, from: start)
    }
  }

  private func hasHashes(_ count: Int, at index: Int) -> Bool {
    for offset in 0..<count where index + offset >= end || bytes[index + offset] != UInt8(ascii: "#") {
      return false
    }
    return true
  }

  private var isAtLongQuote: Bool {
    peek() == UInt8(ascii: "\"") && peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"")
  }

  /// A literal with any number of `#`, on one line or over lines.
  private mutating func string(hashes: Int) {
    let start = at
    let whole = tokens.count
    tokens.append(SwiftToken(kind: .string, range: start..<start, depth: depth))
    depth += 1
    stringParts(hashes: hashes)
    depth -= 1
    tokens[whole].range = start..<at
  }

  private mutating func stringParts(hashes: Int) {
    var text = at
    at += hashes
    let isLong = isAtLongQuote
    let quotes = isLong ? 3 : 1
    at += quotes
    while at < end {
      switch bytes[at] {
      case UInt8(ascii: "\"") where (!isLong || isAtLongQuote) && hasHashes(hashes, at: at + quotes):
        at += quotes + hashes
        add(.stringText, from: text)
        return
      case UInt8(ascii: "\\") where hasHashes(hashes, at: at + 1):
        add(.stringText, from: text)
        escape(hashes: hashes)
        text = at
      case 0x0A where !isLong:
        add(.stringText, from: text)
        return
      default: at += 1
      }
    }
    add(.stringText, from: text)
  }

  private mutating func escape(hashes: Int) {
    let start = at
    let kind = peek(1 + hashes)
    at = min(end, at + 2 + hashes)
    if kind == UInt8(ascii: "("), depth < maximumDepth {
      add(.escape, from: start)
      run(untilParenthesis: true)
      let close = at
      if at < end { at += 1 }
      add(.escape, from: close)
      return
    }
    if kind == UInt8(ascii: "u"), peek() == UInt8(ascii: "{") {
      while at < end, bytes[at] != UInt8(ascii: "}"), bytes[at] != 0x0A { at += 1 }
      if peek() == UInt8(ascii: "}") { at += 1 }
    }
    // A multi-byte character after the backslash stays whole.
    while at < end, bytes[at] & 0xC0 == 0x80 { at += 1 }
    add(.escape, from: start)
  }

  /// Words that precede a value: after them a slash does not divide.
  private static let beforeValues: Set<String> = [
    "return", "in", "is", "as", "case", "where", "try", "await", "throw", "else", "if", "while", "guard",
    "switch", "yield", "consume", "copy",
  ]

  private var isAfterValue: Bool {
    guard let last = tokens.last(where: { $0.kind != .comment && $0.kind != .documentation }) else {
      return false
    }
    switch last.kind {
    case .word:
      return !Self.beforeValues.contains(
        String(decoding: UnsafeBufferPointer(rebasing: bytes[last.range]), as: UTF8.self))
    // `x! / y`; any other operator before a slash is either part of it or before a value.
    case .sign:
      let byte = bytes[last.range.lowerBound]
      return byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    case .open, .escape, .comment, .documentation: return false
    case .number, .close, .string, .stringText, .regex: return true
    }
  }

  /// The end of `/…/` (SE-0354): it ends on its line, neither begins nor ends with a space, and its parentheses
  /// are balanced; otherwise the slash is an operator.
  private func endOfBareRegex() -> Int? {
    var index = at + 1
    guard index < end, bytes[index] != 0x20, bytes[index] != 0x09, bytes[index] != 0x0A else { return nil }
    var open = 0
    var inClass = false
    while index < end, bytes[index] != 0x0A {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): inClass = true
      case UInt8(ascii: "]"): inClass = false
      case UInt8(ascii: "(") where !inClass: open += 1
      case UInt8(ascii: ")") where !inClass:
        open -= 1
        if open < 0 { return nil }
      case UInt8(ascii: "/"):
        let last = bytes[index - 1]
        return open == 0 && last != 0x20 && last != 0x09 ? index + 1 : nil
      default: break
      }
      index += 1
    }
    return nil
  }
}
