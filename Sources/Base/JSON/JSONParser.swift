import Diagnostics

extension Rule {
  public static let invalidJSON = Rule("invalid-json", .error, "Invalid JSON (RFC 8259)")
  public static let duplicateMember = Rule(
    "duplicate-member", .error, "An object in JSON has two members of the same name")
}

/// Where a text stops being JSON, and why.
public struct JSONSyntaxError: Error, Sendable, Hashable {
  /// What is wrong and what to do, one sentence: `expected "," or "}" after a member, found "\""`.
  public var message: String
  public var range: Range<Int>
  /// Whether it is fixed by removing what is at `range`.
  public var isFixedByRemoval = false

  /// The changes that fix it, where that needs no decision.
  ///
  /// - Parameter span: the place of `range`.
  public func replacements(at span: SourceSpan) -> [Replacement] {
    guard isFixedByRemoval, let written = span.text, let change = Replacement(of: written, at: span, with: "")
    else { return [] }
    return [change]
  }
}

/// A member whose name an earlier member of the same object has. RFC 8259 section 4 leaves open which of the two counts:
/// some programs take the first, most the last, and some refuse the text.
public struct DuplicateMember: Sendable, Hashable {
  public var name: String
  /// The bytes of the quoted name in the source.
  public var range: Range<Int>
  /// The bytes of the first member's name.
  public var first: Range<Int>

  /// - Parameter place: The place of a range of the source.
  public func diagnostic(
    _ place: (Range<Int>) -> SourceSpan, severity: Severity? = nil
  ) -> Diagnostic {
    Diagnostic(
      .duplicateMember, "Duplicate member `\(name)` in an object", at: place(range),
      notes: [.init("the first `\(name)`", span: place(first))], fix: "remove or rename one of them",
      severity: severity)
  }
}

/// A strict parser of RFC 8259 over UTF-8 bytes, with the range of every value.
public struct JSONParser {
  public struct Limits: Sendable {
    /// The deepest nesting of arrays and objects.
    public var depth: Int
    /// How many bytes the text may have.
    public var size: Int
    /// How many values the text may have. Each takes some 60 to 150 bytes of memory.
    public var values: Int

    public init(depth: Int = 512, size: Int = 256 << 20, values: Int = 4_000_000) {
      self.depth = depth
      self.size = size
      self.values = values
    }
  }

  /// Parses one whole text. Ranges are offsets in `bytes`, moved by `base`.
  public static func parse(
    _ bytes: some Collection<UInt8>, base: Int = 0, limits: Limits = Limits()
  ) throws(JSONSyntaxError) -> JSON {
    try read(bytes, base: base, limits: limits).value
  }

  /// Parses one whole text, and says which members of its objects are duplicates, in the order of their places. Of
  /// duplicates the last value counts.
  public static func read(
    _ bytes: some Collection<UInt8>, base: Int = 0, limits: Limits = Limits()
  ) throws(JSONSyntaxError) -> (value: JSON, duplicates: [DuplicateMember]) {
    let bytes = ContiguousArray(bytes)
    var parser = JSONParser(bytes: bytes, base: base, limits: limits)
    let value = try parser.document()
    return (value, parser.duplicates.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }

  public static func parse(_ text: String, limits: Limits = Limits()) throws(JSONSyntaxError) -> JSON {
    try parse(text.utf8, limits: limits)
  }

  /// Parses a file; errors are diagnostics at their exact places. Duplicate members are errors: what a file means must
  /// not depend on the program that reads it.
  ///
  /// - Parameter base: is added to the ranges of values.
  public static func parse(
    _ source: SourceText, base: Int = 0, limits: Limits = Limits()
  ) throws(DiagnosticError) -> JSON {
    func span(_ range: Range<Int>) -> SourceSpan {
      source.span(range.lowerBound - base..<range.upperBound - base)
    }
    let (value, duplicates): (JSON, [DuplicateMember])
    do throws(JSONSyntaxError) {
      (value, duplicates) = try read(source.bytes, base: base, limits: limits)
    } catch {
      let span = span(error.range)
      throw DiagnosticError(
        Diagnostic(
          .invalidJSON, error.message.beginningWithCapital, at: span,
          replacements: error.replacements(at: span)))
    }
    if !duplicates.isEmpty { throw DiagnosticError(duplicates.map { $0.diagnostic(span) }) }
    return value
  }

  private let bytes: ContiguousArray<UInt8>
  private let base: Int
  private let limits: Limits
  private var at = 0
  private var depth = 0
  private var values = 0
  private var duplicates: [DuplicateMember] = []

  private init(bytes: ContiguousArray<UInt8>, base: Int, limits: Limits) {
    self.bytes = bytes
    self.base = base
    self.limits = limits
  }

  private func fail(_ message: String, _ range: Range<Int>? = nil) -> JSONSyntaxError {
    let range = range ?? at..<min(at + 1, bytes.count)
    return JSONSyntaxError(message: message, range: (range.lowerBound + base)..<(range.upperBound + base))
  }

  private func fail(trailingComma at: Int, before end: String) -> JSONSyntaxError {
    var error = fail("trailing comma before \"\(end)\"; remove it", at..<(at + 1))
    error.isFixedByRemoval = true
    return error
  }

  /// The next character in words, for messages.
  private var found: String {
    guard at < bytes.count else { return "the end of the text" }
    var end = at + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let text = String(decoding: bytes[at..<end], as: UTF8.self)
    switch bytes[at] {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return "the end of the line"
    case 0..<0x20: return "control character \(bytes[at])"
    case UInt8(ascii: "'"): return "\"'\" (JSON strings take double quotes)"
    case 0xEF where text == "\u{FEFF}": return "a byte order mark; save the file without it"
    default: return text == "\"" ? "a string" : "\"\(text)\""
    }
  }

  private mutating func document() throws(JSONSyntaxError) -> JSON {
    if bytes.count > limits.size {
      throw fail("the text has \(bytes.count) bytes; the limit is \(limits.size)", 0..<0)
    }
    skipSpace()
    let value = try value()
    skipSpace()
    if at < bytes.count { throw fail("expected the end of the text after the value, found \(found)") }
    return value
  }

  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  private mutating func value() throws(JSONSyntaxError) -> JSON {
    let start = at
    guard at < bytes.count else { throw fail("expected a value, found the end of the text") }
    values += 1
    if values > limits.values { throw fail("more than \(limits.values) values") }
    let value: JSON.Content
    switch bytes[at] {
    case UInt8(ascii: "{"): value = .object(try object())
    case UInt8(ascii: "["): value = .array(try array())
    case UInt8(ascii: "\""): value = .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): value = .number(try number())
    case UInt8(ascii: "t"): value = try word("true", .bool(true))
    case UInt8(ascii: "f"): value = try word("false", .bool(false))
    case UInt8(ascii: "n"): value = try word("null", .null)
    default: throw fail("expected a value, found \(found)")
    }
    return JSON(value, range: (start + base)..<(at + base))
  }

  private mutating func word(_ text: StaticString, _ value: JSON.Content) throws(JSONSyntaxError)
    -> JSON.Content
  {
    let start = at
    while at < bytes.count, bytes[at].isLetter { at += 1 }
    let matches = text.withUTF8Buffer { $0.elementsEqual(bytes[start..<at]) }
    if matches { return value }
    let word = String(decoding: bytes[start..<at], as: UTF8.self)
    throw fail("expected a value, found \"\(word)\"", start..<at)
  }

  private mutating func enter() throws(JSONSyntaxError) {
    depth += 1
    if depth > limits.depth { throw fail("nested deeper than \(limits.depth) levels") }
    at += 1
    skipSpace()
  }

  private mutating func array() throws(JSONSyntaxError) -> [JSON] {
    try enter()
    defer { depth -= 1 }
    var items: [JSON] = []
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
      at += 1
      return items
    }
    while true {
      items.append(try value())
      skipSpace()
      guard at < bytes.count else {
        throw fail("expected \",\" or \"]\" after an item, found the end of the text")
      }
      if bytes[at] == UInt8(ascii: "]") {
        at += 1
        return items
      }
      guard bytes[at] == UInt8(ascii: ",") else {
        throw fail("expected \",\" or \"]\" after an item, found \(found)")
      }
      let comma = at
      at += 1
      skipSpace()
      if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
        throw fail(trailingComma: comma, before: "]")
      }
    }
  }

  private mutating func object() throws(JSONSyntaxError) -> JSONObject {
    try enter()
    defer { depth -= 1 }
    var members: [JSONObject.Member] = []
    if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
      at += 1
      return JSONObject(members)
    }
    while true {
      let nameStart = at
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw fail("expected a member name in double quotes, found \(found)")
      }
      let name = try string()
      let nameRange = (nameStart + base)..<(at + base)
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else {
        throw fail("expected \":\" after the member name, found \(found)")
      }
      at += 1
      skipSpace()
      members.append(.init(name: name, nameRange: nameRange, value: try value()))
      skipSpace()
      guard at < bytes.count else {
        throw fail("expected \",\" or \"}\" after a member, found the end of the text")
      }
      if bytes[at] == UInt8(ascii: "}") {
        at += 1
        let object = JSONObject(members)
        if object.count < members.count { addDuplicates(in: members) }
        return object
      }
      guard bytes[at] == UInt8(ascii: ",") else {
        throw fail("expected \",\" or \"}\" after a member, found \(found)")
      }
      let comma = at
      at += 1
      skipSpace()
      if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
        throw fail(trailingComma: comma, before: "}")
      }
    }
  }

  private mutating func addDuplicates(in members: [JSONObject.Member]) {
    var first: [ExactName: Range<Int>] = [:]
    for member in members {
      guard let range = member.nameRange else { continue }
      if let earlier = first[ExactName(member.name)] {
        duplicates.append(DuplicateMember(name: member.name, range: range, first: earlier))
      } else {
        first[ExactName(member.name)] = range
      }
    }
  }

  private mutating func number() throws(JSONSyntaxError) -> JSONNumber {
    let start = at
    func digit(_ index: Int) -> Bool { index < bytes.count && bytes[index].isDigit }
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    guard digit(at) else {
      throw fail("expected a digit after \"-\", found \(found)", start..<min(at + 1, bytes.count))
    }
    if bytes[at] == UInt8(ascii: "0") {
      at += 1
      if digit(at) { throw fail("a number cannot have leading zeros", start..<(at + 1)) }
    }
    while digit(at) { at += 1 }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      guard digit(at) else { throw fail("expected a digit after the decimal point, found \(found)") }
      while digit(at) { at += 1 }
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      guard digit(at) else { throw fail("expected a digit in the exponent, found \(found)") }
      while digit(at) { at += 1 }
    }
    return JSONNumber(validated: String(decoding: bytes[start..<at], as: UTF8.self))
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    let open = at
    at += 1
    var start = at
    var text = ""
    while true {
      guard at < bytes.count else {
        throw fail("unterminated string", open..<min(open + 1, bytes.count))
      }
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        try appendRun(start..<at, to: &text)
        at += 1
        return text
      case UInt8(ascii: "\\"):
        try appendRun(start..<at, to: &text)
        text.unicodeScalars.append(try escape())
        start = at
      case 0..<0x20:
        throw fail(
          byte == 0x0A || byte == 0x0D
            ? "a line end inside a string; write \\n"
            : "control character \(byte) inside a string; write it as \\u00XX")
      default: at += 1
      }
    }
  }

  private func appendRun(_ range: Range<Int>, to text: inout String) throws(JSONSyntaxError) {
    if range.isEmpty { return }
    guard let run = String(validating: bytes[range], as: UTF8.self) else {
      throw fail("invalid UTF-8 in a string", range)
    }
    text += run
  }

  private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let start = at
    at += 1
    guard at < bytes.count else { throw fail("incomplete escape", start..<at) }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try hexadecimal(start)
      if let scalar = Unicode.Scalar(first) { return scalar }
      guard first < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
        bytes[at + 1] == UInt8(ascii: "u")
      else { throw fail("unpaired surrogate", start..<at) }
      at += 2
      let second = try hexadecimal(start)
      guard (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw fail("unpaired surrogate", start..<at) }
      return scalar
    default:
      throw fail("unknown escape; JSON has \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u", start..<at)
    }
  }

  private mutating func hexadecimal(_ start: Int) throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard at < bytes.count, let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
        throw fail("\\u takes four hexadecimal digits", start..<min(at + 1, bytes.count))
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }
}
