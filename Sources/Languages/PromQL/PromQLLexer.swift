import Diagnostics
import Foundation

/// Divides a text of PromQL into tokens, after Prometheus' `promql/parser/lex.go`.
struct PromQLLexer {
  private let bytes: [UInt8]
  private var at = 0
  private var tokens: [PromQLToken] = []
  /// The brackets that are open, with their places: in `{` and `[` other words are allowed than outside.
  private var open: [(sign: UInt8, at: Int)] = []

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The tokens, the last of which is the end. Comments are left out.
  static func tokens(of text: String) throws(PromQLError) -> [PromQLToken] {
    var lexer = PromQLLexer(text)
    while lexer.at < lexer.bytes.count { try lexer.next() }
    if let left = lexer.open.last {
      throw PromQLError(
        "`\(Character(Unicode.Scalar(left.sign)))` is never closed", left.at..<(left.at + 1))
    }
    lexer.tokens.append(PromQLToken(kind: .end, range: lexer.bytes.count..<lexer.bytes.count))
    return lexer.tokens
  }

  private func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

  private mutating func add(_ kind: PromQLToken.Kind, from start: Int) {
    tokens.append(PromQLToken(kind: kind, range: start..<at))
  }

  private mutating func next() throws(PromQLError) {
    switch byte() {
    case 0x20, 0x09, 0x0A, 0x0D: at += 1
    case UInt8(ascii: "#"): while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): try string()
    case let first where first.isDigit || (first == UInt8(ascii: ".") && byte(1).isDigit): try number()
    case let first where Self.isNameStart(first): word()
    case UInt8(ascii: ":"):
      if mayHaveColon, Self.isNameStart(byte(1)) { word() } else { sign(1) }
    default: try signs()
    }
  }

  private static func isNameStart(_ byte: UInt8) -> Bool { byte.isLetter || byte == UInt8(ascii: "_") }

  /// Whether a name may have colons: in brackets they divide a range from its step, and labels have none.
  private var mayHaveColon: Bool {
    open.last?.sign != UInt8(ascii: "[") && open.last?.sign != UInt8(ascii: "{")
  }

  private mutating func word() {
    let start = at
    let takesColon = mayHaveColon
    while at < bytes.count,
      byte().isAlphanumeric || byte() == UInt8(ascii: "_") || (takesColon && byte() == UInt8(ascii: ":"))
    {
      at += 1
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    let isInBraces = open.last?.sign == UInt8(ascii: "{")
    switch isInBraces ? "" : text.lowercased() {
    case "inf": add(.number(.infinity), from: start)
    case "nan": add(.number(.nan), from: start)
    default: add(.word(text), from: start)
    }
  }

  private static let longSigns = ["==", "=~", "!=", "!~", "<=", ">="].map { Array($0.utf8) }

  private mutating func signs() throws(PromQLError) {
    if Self.longSigns.contains(where: { bytes[at...].starts(with: $0) }) { return sign(2) }
    switch byte() {
    case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["):
      open.append((byte(), at))
      sign(1)
    case UInt8(ascii: ")"): try close(UInt8(ascii: "("))
    case UInt8(ascii: "}"): try close(UInt8(ascii: "{"))
    case UInt8(ascii: "]"): try close(UInt8(ascii: "["))
    case let byte where ",+-*/%^=<>@".utf8.contains(byte): sign(1)
    default: try refuse()
    }
  }

  private mutating func sign(_ length: Int) {
    let start = at
    at += length
    add(.sign(String(decoding: bytes[start..<at], as: UTF8.self)), from: start)
  }

  private mutating func close(_ opening: UInt8) throws(PromQLError) {
    guard open.last?.sign == opening else {
      throw PromQLError(
        "`\(Character(Unicode.Scalar(byte())))` closes nothing that is open here", at..<(at + 1))
    }
    open.removeLast()
    sign(1)
  }

  private func refuse() throws(PromQLError) {
    var end = at + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let text = String(decoding: bytes[at..<end], as: UTF8.self)
    let isQuote = ["\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}"].contains(text)
    throw PromQLError(
      "`\(text)` has no meaning in PromQL", at..<end,
      fix: isQuote ? "write straight quotes" : text == "&" || text == "|" ? "write `and` or `or`" : nil)
  }
}

// MARK: numbers

extension PromQLLexer {
  private mutating func number() throws(PromQLError) {
    let start = at
    while at < bytes.count, isPartOfNumber(from: start) { at += 1 }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    if let value = Self.value(text) { return add(.number(value), from: start) }
    if let seconds = PromQLDuration.seconds(text) { return add(.duration(seconds), from: start) }
    throw PromQLError(
      "`\(text)` is neither a number nor a duration", start..<at,
      fix: "write a duration as `1h30m`: years, weeks, days, hours, minutes, seconds and `ms`, in this order")
  }

  private func isPartOfNumber(from start: Int) -> Bool {
    let byte = byte()
    if byte.isAlphanumeric || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") { return true }
    let isHexadecimal = at > start + 1 && bytes[start] == UInt8(ascii: "0") && bytes[start + 1] | 32 == 0x78
    return (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && bytes[at - 1] | 32 == 0x65
      && !isHexadecimal && bytes[start..<(at - 1)].allSatisfy { !$0.isLetter }
      && at + 1 < bytes.count && bytes[at + 1].isDigit
  }

  /// `1_000`, `0x1F`, `017`, `1e-3`; `nil` for anything else.
  private static func value(_ text: String) -> Double? {
    if text.hasPrefix("_") || text.hasSuffix("_") || text.contains("__") { return nil }
    let plain = text.replacingOccurrences(of: "_", with: "")
    if plain.lowercased().hasPrefix("0x") { return UInt64(plain.dropFirst(2), radix: 16).map(Double.init) }
    // `Double` also takes names such as `1p3` and `nan`.
    guard plain.utf8.allSatisfy({ $0.isDigit || "+-.eE".utf8.contains($0) }) else { return nil }
    if plain.count > 1, plain.hasPrefix("0"), let octal = UInt64(plain, radix: 8) { return Double(octal) }
    return Double(plain.hasSuffix(".") ? plain + "0" : plain)
  }
}

/// Durations such as `1h30m`.
enum PromQLDuration {
  private static let units: [(name: String, seconds: Double)] = [
    ("y", 365 * 86_400), ("w", 7 * 86_400), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1), ("ms", 0.001),
  ]

  /// The length in seconds; `nil` for another text, and for units that are not in the order from large to small.
  static func seconds(_ text: String) -> Double? {
    var rest = text[...]
    var total = 0.0
    var units = Self.units[...]
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest[digits.endIndex...]
      let name = rest.prefix { !$0.isNumber }
      rest = rest[name.endIndex...]
      guard let count = Double(digits), let index = units.firstIndex(where: { $0.name == name }) else {
        return nil
      }
      total += count * units[index].seconds
      units = units[(index + 1)...]
    }
    return text.isEmpty ? nil : total
  }
}

// MARK: texts

extension PromQLLexer {
  private mutating func string() throws(PromQLError) {
    let start = at
    let quote = byte()
    var value: [UInt8] = []
    at += 1
    while byte() != quote || at >= bytes.count {
      let isRaw = quote == UInt8(ascii: "`")
      guard at < bytes.count, isRaw || byte() != 0x0A else {
        throw PromQLError("The quoted text is never closed", start..<at)
      }
      if byte() == UInt8(ascii: "\\"), !isRaw {
        try escape(quote, into: &value)
      } else {
        value.append(byte())
        at += 1
      }
    }
    at += 1
    add(.string(String(decoding: value, as: UTF8.self)), from: start)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
    UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 0x5C,
  ]

  private mutating func escape(_ quote: UInt8, into value: inout [UInt8]) throws(PromQLError) {
    let start = at
    let letter = byte(1)
    at += 2
    if let plain = Self.escapes[letter] ?? (letter == quote ? letter : nil) { return value.append(plain) }
    let (count, radix): (Int, Int)
    switch letter {
    case UInt8(ascii: "x"): (count, radix) = (2, 16)
    case UInt8(ascii: "u"): (count, radix) = (4, 16)
    case UInt8(ascii: "U"): (count, radix) = (8, 16)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      at -= 1
      (count, radix) = (3, 8)
    default: throw badEscape(start)
    }
    let digits = String(decoding: bytes[at..<min(at + count, bytes.count)], as: UTF8.self)
    guard digits.utf8.count == count, let code = UInt32(digits, radix: radix),
      letter != UInt8(ascii: "x") && radix != 8 || code < 256, let scalar = Unicode.Scalar(code)
    else { throw badEscape(start) }
    at += count
    value += String(Character(scalar)).utf8
  }

  private func badEscape(_ start: Int) -> PromQLError {
    let end = min(start + 2, bytes.count)
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    return PromQLError(
      "A quoted text has no escape `\(text)`", start..<end, fix: #"write `\\` for a backslash"#)
  }
}
