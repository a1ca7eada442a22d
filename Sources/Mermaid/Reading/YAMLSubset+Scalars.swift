/// Keys, plain and quoted scalars, and what plain scalars mean.
extension YAMLSubset {
  struct Key {
    var name: String
    /// One past the colon.
    var end: Int
  }

  /// The name before a `:` that a space or line end follows, on this line.
  func key(at start: Int) -> Key? {
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

  /// One line of an unquoted scalar, without the white space around it.
  mutating func plainLine(inFlow: Bool) throws(Failure) -> [UInt8] {
    let start = at
    while at < bytes.count, bytes[at] != .newline {
      let byte = bytes[at]
      if byte == .colon, isEndOrSpace(at + 1) || (inFlow && isFlowPunctuation(at + 1)) {
        if inFlow { break }
        throw failure(
          "an unquoted value contains a colon and a space", fix: "put the value in double quotes")
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

  func checkPlainStart() throws(Failure) {
    let needsMore = bytes[at] == .hyphen || bytes[at] == UInt8(ascii: "?") || bytes[at] == .colon
    guard "@`%&*!|>".utf8.contains(bytes[at]) || (needsMore && isEndOrSpace(at + 1)) else { return }
    throw failure(
      "an unquoted value cannot begin with \"\(Character(Unicode.Scalar(bytes[at])))\"",
      fix: "put the value in double quotes")
  }

  mutating func doubleQuoted() throws(Failure) -> String {
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

  mutating func singleQuoted() throws(Failure) -> String {
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

  static func resolve(_ bytes: [UInt8]) -> ConfigValue {
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
}
