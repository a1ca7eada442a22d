/// The YAML that front matter and `@{ … }` are written in: mappings, sequences, scalars in all their
/// forms, flow collections, comments. Anchors, tags, several documents and complex keys are refused.
///
/// Values are resolved as YAML's JSON schema does: `true`, `1.5` and `null` are not strings.
struct YAMLSubset {
  struct Failure: Error, Sendable {
    var message: String
    /// In the bytes that were parsed.
    var range: Range<Int>
    var fix: String?
  }

  /// A document in block style.
  static func parse(_ bytes: [UInt8]) throws(Failure) -> ConfigValue {
    var parser = YAMLSubset(bytes: bytes)
    guard try parser.toContent() else { return .null }
    if parser.bytes[parser.at...].starts(with: "---\n".utf8) {
      parser.skipLine()
      guard try parser.toContent() else { return .null }
    }
    let value = try parser.blockNode(deeperThan: -1)
    if try parser.toContent() {
      throw parser.failure("this line is indented differently from the ones before it")
    }
    return value
  }

  /// One `{ … }`, `[ … ]` or scalar. JSON is read by it too, in single quotes as well.
  static func parseFlow(_ bytes: [UInt8]) throws(Failure) -> ConfigValue {
    var parser = YAMLSubset(bytes: bytes)
    parser.skipFlowSpace()
    let value = try parser.flowNode()
    parser.skipFlowSpace()
    guard parser.at >= bytes.count else { throw parser.failure("nothing may follow the value") }
    return value
  }

  /// The members of a flow mapping, without its braces.
  static func parseFlowMembers(_ bytes: [UInt8]) throws(Failure) -> ConfigValue {
    var parser = YAMLSubset(bytes: bytes)
    let value = try parser.flowMembers(closedBy: nil)
    guard parser.at >= bytes.count else { throw parser.failure("nothing may follow the value") }
    return value
  }

  private static let depthLimit = 32
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  private init(bytes: [UInt8]) { self.bytes = bytes }

  // MARK: Block style

  private var column: Int {
    var start = at
    while start > 0, bytes[start - 1] != .newline { start -= 1 }
    return at - start
  }

  /// Moves to the next byte that is neither white space nor comment; `false` at the end.
  private mutating func toContent() throws(Failure) -> Bool {
    while at < bytes.count {
      switch bytes[at] {
      case .newline, .space, .carriageReturn: at += 1
      case .tab:
        var ahead = at
        while ahead < bytes.count, bytes[ahead].isBlank { ahead += 1 }
        if ahead < bytes.count, bytes[ahead] != .newline, bytes[ahead] != .hash,
          at == 0 || bytes[at - 1] == .newline
        {
          throw Failure(
            message: "a tab indents this line, which YAML does not allow", range: at..<at + 1,
            fix: "indent with spaces")
        }
        at = ahead
      case .hash where at == 0 || bytes[at - 1].isSpace: skipLine()
      default: return true
      }
    }
    return false
  }

  private mutating func skipLine() {
    while at < bytes.count, bytes[at] != .newline { at += 1 }
  }

  /// Reads the node whose first byte is here.
  private mutating func blockNode(deeperThan parent: Int) throws(Failure) -> ConfigValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw failure("values are nested too deeply") }
    let column = column
    if bytes[at] == .hyphen, isEndOrSpace(at + 1) { return try blockSequence(at: column) }
    if key(at: at) != nil { return try blockMapping(at: column) }
    return try scalarOrFlow(parent: parent)
  }

  private mutating func blockMapping(at indent: Int) throws(Failure) -> ConfigValue {
    var members: [ConfigValue.Member] = []
    var names: Set<String> = []
    while at < bytes.count, column == indent {
      let start = at
      guard let key = key(at: at), !key.name.isEmpty || bytes[start] == .quote || bytes[start] == .apostrophe
      else {
        throw failure(
          "expected `name: value` here", fix: "write a colon and a space after the name, or quote the value")
      }
      guard names.insert(key.name).inserted else {
        throw Failure(
          message: "\"\(key.name)\" is given twice", range: start..<key.end, fix: "remove one of them")
      }
      at = key.end
      let value = try blockValue(deeperThan: indent, inMapping: true)
      members.append(.init(key.name, value))
      guard try toContent() else { break }
    }
    if at < bytes.count, column > indent {
      throw failure("this line is indented more than the one it belongs to")
    }
    return .mapping(members)
  }

  private mutating func blockSequence(at indent: Int) throws(Failure) -> ConfigValue {
    var items: [ConfigValue] = []
    while at < bytes.count, column == indent, bytes[at] == .hyphen, isEndOrSpace(at + 1) {
      at += 1
      items.append(try blockValue(deeperThan: indent, inMapping: false))
      guard try toContent() else { break }
    }
    return .list(items)
  }

  /// The value after `name:` or `-`: on the same line or on the deeper lines that follow.
  private mutating func blockValue(
    deeperThan indent: Int, inMapping: Bool
  ) throws(Failure) -> ConfigValue {
    while at < bytes.count, bytes[at].isBlank { at += 1 }
    if at < bytes.count, bytes[at] == .hash { skipLine() }
    if at < bytes.count, bytes[at] != .newline {
      if bytes[at] == UInt8(ascii: "|") || bytes[at] == UInt8(ascii: ">") { return blockScalar(indent) }
      if !inMapping { return try blockNode(deeperThan: indent) }
      return try scalarOrFlow(parent: indent)
    }
    guard try toContent() else { return .null }
    let next = column
    if next > indent { return try blockNode(deeperThan: indent) }
    // A sequence may stand at the indentation of its name.
    if inMapping, next == indent, bytes[at] == .hyphen, isEndOrSpace(at + 1) {
      return try blockSequence(at: indent)
    }
    return .null
  }

  /// `|` and `>`: the deeper lines that follow.
  private mutating func blockScalar(_ indent: Int) -> ConfigValue {
    let folds = bytes[at] == UInt8(ascii: ">")
    skipLine()
    at = min(at + 1, bytes.count)
    var lines: [ArraySlice<UInt8>] = []
    var own: Int?
    while at < bytes.count {
      var end = at
      while end < bytes.count, bytes[end] != .newline { end += 1 }
      let line = bytes[at..<end]
      let spaces = line.prefix { $0 == .space }.count
      if spaces == line.count {
        lines.append([])
      } else {
        let width = own ?? spaces
        guard spaces > indent, spaces >= width else { break }
        own = width
        lines.append(line.dropFirst(width))
      }
      at = min(end + 1, bytes.count)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    let text = lines.joined(separator: [folds ? .space : .newline])
    return .string(String(decoding: Array(text), as: UTF8.self) + "\n")
  }

  private mutating func scalarOrFlow(parent: Int) throws(Failure) -> ConfigValue {
    switch bytes[at] {
    case .openBrace, UInt8(ascii: "["), .quote, .apostrophe:
      let value = try flowNode()
      while at < bytes.count, bytes[at].isBlank { at += 1 }
      if at < bytes.count, bytes[at] != .newline, bytes[at] != .hash {
        throw failure("nothing may follow the value on its line", fix: "quote the whole value")
      }
      if at < bytes.count, bytes[at] == .hash { skipLine() }
      return value
    default: return try blockPlain(parent: parent)
    }
  }

  private mutating func blockPlain(parent: Int) throws(Failure) -> ConfigValue {
    try checkPlainStart()
    var words = try plainLine(inFlow: false)
    while true {
      let mark = at
      guard try toContent(), column > parent else {
        at = mark
        break
      }
      if key(at: at) != nil {
        throw failure(
          "this looks like `name: value` inside another value",
          fix: "quote the value, or indent the line like the other names")
      }
      words += [.space] + (try plainLine(inFlow: false))
    }
    return Self.resolve(words)
  }

  // MARK: Flow style

  private mutating func flowNode() throws(Failure) -> ConfigValue {
    guard at < bytes.count else { throw failure("a value is missing") }
    switch bytes[at] {
    case .openBrace:
      at += 1
      return try flowMembers(closedBy: .closeBrace)
    case UInt8(ascii: "["):
      return try flowSequence()
    case .quote: return .string(try doubleQuoted())
    case .apostrophe: return .string(try singleQuoted())
    default:
      try checkPlainStart()
      return Self.resolve(try plainLine(inFlow: true))
    }
  }

  private mutating func flowSequence() throws(Failure) -> ConfigValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw failure("values are nested too deeply") }
    let open = at
    at += 1
    var items: [ConfigValue] = []
    while true {
      skipFlowSpace()
      guard at < bytes.count else { throw unclosed("[", open) }
      if bytes[at] == UInt8(ascii: "]") { break }
      items.append(try flowNode())
      skipFlowSpace()
      guard at < bytes.count else { throw unclosed("[", open) }
      if bytes[at] == .comma {
        at += 1
      } else if bytes[at] != UInt8(ascii: "]") {
        throw failure("expected `,` or `]` here")
      }
    }
    at += 1
    return .list(items)
  }

  private mutating func flowMembers(closedBy close: UInt8?) throws(Failure) -> ConfigValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw failure("values are nested too deeply") }
    let open = max(at - 1, 0)
    var members: [ConfigValue.Member] = []
    var names: Set<String> = []
    while true {
      skipFlowSpace()
      guard at < bytes.count else {
        if close == nil { break }
        throw unclosed("{", open)
      }
      if bytes[at] == close {
        at += 1
        break
      }
      let start = at
      // A name may be missing: `{ : value }`.
      let key = bytes[at] == .colon && isEndOrSpace(at + 1) ? ConfigValue.null : try flowNode()
      guard let name = key.text ?? (key == .null ? "null" : nil) else {
        throw Failure(message: "a name must be a word", range: start..<max(at, start + 1))
      }
      let nameEnd = at
      skipFlowSpace()
      var value = ConfigValue.null
      if at < bytes.count, bytes[at] == .colon {
        at += 1
        skipFlowSpace()
        if at < bytes.count, bytes[at] != .comma, bytes[at] != close { value = try flowNode() }
      }
      guard names.insert(name).inserted else {
        throw Failure(
          message: "\"\(name)\" is given twice", range: start..<nameEnd, fix: "remove one of them")
      }
      members.append(.init(name, value))
      skipFlowSpace()
      if at < bytes.count, bytes[at] == .comma {
        at += 1
      } else if at < bytes.count, bytes[at] != close {
        throw failure("expected `,` between two values here")
      }
    }
    return .mapping(members)
  }

  private mutating func skipFlowSpace() {
    while at < bytes.count {
      if bytes[at].isSpace {
        at += 1
      } else if bytes[at] == .hash, at == 0 || bytes[at - 1].isSpace {
        skipLine()
      } else {
        return
      }
    }
  }

  // MARK: Scalars

  private struct Key {
    var name: String
    /// One past the colon.
    var end: Int
  }

  /// The name before a `:` that a space or line end follows, on this line.
  private func key(at start: Int) -> Key? {
    var copy = self
    copy.at = start
    var name: String
    switch bytes[start] {
    case .quote:
      guard case .success(let text) = Result(catching: { () throws(Failure) in try copy.doubleQuoted() })
      else {
        return nil
      }
      name = text
    case .apostrophe:
      guard case .success(let text) = Result(catching: { () throws(Failure) in try copy.singleQuoted() })
      else {
        return nil
      }
      name = text
    case .openBrace, UInt8(ascii: "["), .hash: return nil
    default:
      let from = copy.at
      while copy.at < bytes.count, bytes[copy.at] != .newline {
        if bytes[copy.at] == .colon, isEndOrSpace(copy.at + 1) { break }
        if bytes[copy.at] == .hash, bytes[copy.at - 1].isSpace { return nil }
        copy.at += 1
      }
      name = String(decoding: bytes[from..<copy.at], as: UTF8.self)
      while name.last?.isWhitespace == true { name.removeLast() }
    }
    while copy.at < bytes.count, bytes[copy.at].isBlank { copy.at += 1 }
    guard copy.at < bytes.count, bytes[copy.at] == .colon, isEndOrSpace(copy.at + 1) else { return nil }
    return Key(name: name, end: copy.at + 1)
  }

  /// One line of an unquoted scalar, without the white space round it.
  private mutating func plainLine(inFlow: Bool) throws(Failure) -> [UInt8] {
    let start = at
    while at < bytes.count, bytes[at] != .newline {
      let byte = bytes[at]
      if byte == .colon, isEndOrSpace(at + 1) || (inFlow && isFlowPunctuation(at + 1)) {
        if inFlow { break }
        throw failure(
          "a colon and a space stand inside an unquoted value", fix: "put the value in double quotes")
      }
      if byte == .hash, at > start, bytes[at - 1].isSpace {
        if !inFlow { skipLine() }
        break
      }
      if inFlow, isFlowPunctuation(at) { break }
      at += 1
    }
    var end = at
    if let comment = bytes[start..<at].firstRange(of: [.space, .hash]), !inFlow { end = comment.lowerBound }
    while end > start, bytes[end - 1].isSpace { end -= 1 }
    guard end > start else { throw failure("a value is missing") }
    return Array(bytes[start..<end])
  }

  private func isFlowPunctuation(_ index: Int) -> Bool {
    index < bytes.count && ",[]{}".utf8.contains(bytes[index])
  }

  private func checkPlainStart() throws(Failure) {
    let needsMore = bytes[at] == .hyphen || bytes[at] == UInt8(ascii: "?") || bytes[at] == .colon
    guard "@`%&*!|>".utf8.contains(bytes[at]) || (needsMore && isEndOrSpace(at + 1)) else { return }
    throw failure(
      "an unquoted value cannot begin with \"\(Character(Unicode.Scalar(bytes[at])))\"",
      fix: "put the value in double quotes")
  }

  private mutating func doubleQuoted() throws(Failure) -> String {
    let open = at
    at += 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case .quote: return String(decoding: text, as: UTF8.self)
      case .backslash:
        guard at < bytes.count else { break }
        let escape = bytes[at]
        at += 1
        switch escape {
        case UInt8(ascii: "n"): text.append(.newline)
        case UInt8(ascii: "t"): text.append(.tab)
        case .newline: while at < bytes.count, bytes[at].isBlank { at += 1 }
        case UInt8(ascii: "u"), UInt8(ascii: "x"):
          let length = escape == UInt8(ascii: "u") ? 4 : 2
          let digits = String(decoding: bytes[at..<min(at + length, bytes.count)], as: UTF8.self)
          guard digits.utf8.count == length, let code = UInt32(digits, radix: 16),
            let scalar = Unicode.Scalar(code)
          else { throw failure("this escape needs \(length) hexadecimal digits of a character") }
          text += String(Character(scalar)).utf8
          at += length
        case .quote, .backslash, UInt8(ascii: "/"), .space: text.append(escape)
        case UInt8(ascii: "r"): text.append(.carriageReturn)
        default:
          throw Failure(
            message: "this escape is not one that YAML knows", range: at - 2..<at, fix: "write `\\\\`")
        }
      case .newline:
        text.append(.space)
        while at < bytes.count, bytes[at].isSpace { at += 1 }
      default: text.append(byte)
      }
    }
    throw Failure(
      message: "this string has no closing quote", range: open..<open + 1, fix: "write `\"` at its end")
  }

  private mutating func singleQuoted() throws(Failure) -> String {
    let open = at
    at += 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == .apostrophe {
        guard at < bytes.count, bytes[at] == .apostrophe else { return String(decoding: text, as: UTF8.self) }
        at += 1
      }
      text.append(byte == .newline ? .space : byte)
    }
    throw Failure(
      message: "this string has no closing quote", range: open..<open + 1, fix: "write `'` at its end")
  }

  private static func resolve(_ bytes: [UInt8]) -> ConfigValue {
    let text = String(decoding: bytes, as: UTF8.self)
    switch text {
    case "null", "Null", "NULL", "~", "": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    guard let first = bytes.first, first.isDigit || "+-.".utf8.contains(first),
      bytes.allSatisfy({ $0.isDigit || "+-.eE".utf8.contains($0) }), let number = Double(text),
      number.isFinite
    else { return .string(text) }
    return .number(number)
  }

  private func isEndOrSpace(_ index: Int) -> Bool { index >= bytes.count || bytes[index].isSpace }

  private func failure(_ message: String, fix: String? = nil) -> Failure {
    Failure(message: message, range: at..<min(at + 1, bytes.count), fix: fix)
  }

  private func unclosed(_ bracket: String, _ open: Int) -> Failure {
    let close = bracket == "{" ? "}" : "]"
    return Failure(
      message: "this \"\(bracket)\" has no \"\(close)\"", range: open..<min(open + 1, bytes.count),
      fix: "write `\(close)` at its end")
  }
}
