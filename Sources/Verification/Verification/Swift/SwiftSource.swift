/// The outline of a piece of Swift code: which lines are imports, declarations that must stand at file
/// scope, and statements. Found by a lexical scan; the compiler judges the rest.
struct SwiftOutline: Sendable {
  enum Kind: Sendable, Hashable {
    case importDeclaration
    /// A type, protocol, operator or precedence group.
    case declaration
    case extensionDeclaration(conforms: Bool)
    case function
  }

  struct Item: Sendable {
    var kind: Kind
    /// 0-based lines.
    var lines: ClosedRange<Int>
    /// Where an access modifier can be put; `nil` when there is one or none is allowed.
    var access: Place?
    /// Where `@main` stands and the name of the type that it marks.
    var entryPoint: EntryPoint?
  }

  /// 0-based line and byte column.
  struct Place: Sendable, Hashable {
    var line: Int
    var column: Int
  }

  struct EntryPoint: Sendable, Hashable {
    var place: Place
    var type: String
  }

  var items: [Item] = []
  /// Names of variables declared by statements at the top.
  var variables: Set<String> = []
  /// 0-based lines at which a statement at the top begins, where a call can be put before it.
  var statements: Set<Int> = []
  /// Access modifiers at the top, by 0-based line: bytes of the line. In a function there are none.
  var modifiers: [Int: Range<Int>] = [:]
  /// Whether the brackets are balanced.
  var isBalanced = true
}

/// One token that the outline needs: words, brackets and other signs; comments and literals are skipped.
struct SwiftToken: Sendable {
  enum Kind: Sendable { case word, open, close, literal, sign }
  var kind: Kind
  var range: Range<Int>
  var line: Int
}

/// Splits Swift code into tokens. Regex literals between bare slashes are not known.
struct SwiftTokenizer {
  private let bytes: [UInt8]
  private var at = 0
  private var line = 0
  private(set) var tokens: [SwiftToken] = []
  private(set) var lineStarts: [Int] = [0]

  static func tokens(_ bytes: [UInt8]) -> (tokens: [SwiftToken], lineStarts: [Int]) {
    var tokenizer = SwiftTokenizer(bytes: bytes)
    tokenizer.run()
    return (tokenizer.tokens, tokenizer.lineStarts)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

  private mutating func advance() {
    if bytes[at] == UInt8(ascii: "\n") {
      line += 1
      lineStarts.append(at + 1)
    }
    at += 1
  }

  private mutating func run() {
    while at < bytes.count {
      let start = at
      let startLine = line
      switch bytes[at] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): advance()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipBlockComment()
      case let sign where (sign == UInt8(ascii: "\"") || sign == UInt8(ascii: "#")) && startsRawString():
        skipString()
        tokens.append(SwiftToken(kind: .literal, range: start..<at, line: startLine))
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        at += 1
        tokens.append(SwiftToken(kind: .open, range: start..<at, line: startLine))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        at += 1
        tokens.append(SwiftToken(kind: .close, range: start..<at, line: startLine))
      case let byte where Self.isWord(byte):
        while at < bytes.count, Self.isWord(bytes[at]) { at += 1 }
        tokens.append(SwiftToken(kind: .word, range: start..<at, line: startLine))
      default:
        at += 1
        tokens.append(SwiftToken(kind: .sign, range: start..<at, line: startLine))
      }
    }
  }

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "`"), 0x80...0xFF:
      true
    default: false
    }
  }

  private func startsRawString() -> Bool {
    guard bytes[at] == UInt8(ascii: "#") else { return true }
    var offset = 0
    while byte(offset) == UInt8(ascii: "#") { offset += 1 }
    return byte(offset) == UInt8(ascii: "\"")
  }

  private mutating func skipBlockComment() {
    var depth = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
        depth += 1
        at += 2
      } else if bytes[at] == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        depth -= 1
        at += 2
        if depth == 0 { return }
      } else {
        advance()
      }
    }
  }

  /// A string literal with its interpolations, which may hold strings again.
  private mutating func skipString() {
    var hashes = 0
    while byte() == UInt8(ascii: "#") {
      hashes += 1
      at += 1
    }
    let isLong = byte(1) == UInt8(ascii: "\"") && byte(2) == UInt8(ascii: "\"")
    let quotes = isLong ? 3 : 1
    at += quotes
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\\"), has(hashes, of: "#", from: 1) {
        at += 1 + hashes
        if byte() == UInt8(ascii: "(") {
          skipInterpolation()
        } else if at < bytes.count {
          advance()
        }
      } else if has(quotes, of: "\"", from: 0), has(hashes, of: "#", from: quotes) {
        at += quotes + hashes
        return
      } else if !isLong, bytes[at] == UInt8(ascii: "\n") {
        return
      } else {
        advance()
      }
    }
  }

  private func has(_ count: Int, of sign: Unicode.Scalar, from offset: Int) -> Bool {
    for index in 0..<count where byte(offset + index) != UInt8(ascii: sign) { return false }
    return true
  }

  private mutating func skipInterpolation() {
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "("):
        depth += 1
        at += 1
      case UInt8(ascii: ")"):
        depth -= 1
        at += 1
        if depth == 0 { return }
      case UInt8(ascii: "\""): skipString()
      default: advance()
      }
    }
  }
}
