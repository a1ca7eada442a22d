/// `...` and `…` in Swift that replace code left out, rather than form a range.
enum SwiftElision {
  /// Each becomes a string where an expression is asked for, and white space where a statement or declaration
  /// may be: always of three bytes, so that no place moves.
  static func filled(_ code: String) -> String {
    replaced(code) { bytes, at in needsExpression(bytes, before: at) ? "\".\"" : "   " }
  }

  /// Replaces each elided part by spaces, so that all else keeps its position.
  static func removed(_ code: String) -> String { replaced(code) { _, _ in "   " } }

  /// With what is before and after a part: of `} else {` the `if`, of a signature that ends with the brace of its body
  /// the other brace, of attributes the declaration, of arms the `switch`, of `= /* … */` the value.
  static func completed(_ code: String) -> String {
    var code = filled(code)
    if let value = commentAsValue(code) { code.replaceSubrange(value, with: "0") }
    let text = code.drop(while: \.isWhitespace)
    if text.hasPrefix("case ") { code = "switch part {\n" + code + "\nbreak\n}\n" }
    if text.first == "}" {
      let rest = text.dropFirst().drop { $0 == " " }
      code =
        (rest.hasPrefix("else") ? "if true {\n" : rest.hasPrefix("catch") ? "do {\n" : "_ = f {\n") + code
    }
    let lines = code.split(whereSeparator: \.isNewline)
    let last = lines.last { !$0.allSatisfy(\.isWhitespace) } ?? ""
    if last.last(where: { !$0.isWhitespace }) == "{" { code += "\n}\n" }
    if last.first(where: { !$0.isWhitespace }) == "@" { code += "\nvar part = 0\n" }
    return code
  }

  /// With nothing in braces that begin with `...`: `{ ... a, b ... }`.
  static func withoutBodies(_ code: String) -> String {
    var bytes = Array(filled(code).utf8)
    let written = Array(code.utf8)
    for open in written.indices where written[open] == UInt8(ascii: "{") {
      let line = written[(open + 1)...].prefix { $0 != UInt8(ascii: "\n") }
      let body = line.drop { $0 == 0x20 }
      guard body.starts(with: "...".utf8) || body.starts(with: "…".utf8),
        let close = line.firstIndex(of: UInt8(ascii: "}"))
      else { continue }
      for index in (open + 1)..<close { bytes[index] = 0x20 }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A comment at the end of a text that stands for the value after `=`.
  private static func commentAsValue(_ code: String) -> Range<String.Index>? {
    guard let end = code.lastIndex(where: { !$0.isWhitespace }), code[...end].hasSuffix("*/"),
      let open = code.ranges(of: "/*").last,
      code[..<open.lowerBound].last(where: { !$0.isWhitespace }) == "="
    else { return nil }
    return open.lowerBound..<code.index(after: end)
  }

  private static func replaced(_ code: String, _ text: ([UInt8], Int) -> StaticString) -> String {
    var bytes = Array(code.utf8)
    var at = 0
    while at + 3 <= bytes.count {
      let isDots = bytes[at..<(at + 3)].elementsEqual("...".utf8)
      let isEllipsis = bytes[at..<(at + 3)].elementsEqual("…".utf8)
      guard
        isEllipsis
          || isDots && isBoundary(bytes, at - 1) && isBoundary(bytes, at + 3) && !isRange(bytes, at)
      else {
        at += 1
        continue
      }
      let new = text(bytes, at)
      bytes.replaceSubrange(at..<(at + 3), with: UnsafeBufferPointer(start: new.utf8Start, count: 3))
      at += 3
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether something is before it on its line that is not complete alone: `try`, `=`, `(`, `in`.
  private static func needsExpression(_ bytes: [UInt8], before index: Int) -> Bool {
    let line = bytes[..<index].reversed().prefix { $0 != UInt8(ascii: "\n") }
    guard let last = line.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return false }
    return last != UInt8(ascii: "{") && last != UInt8(ascii: "}") && last != UInt8(ascii: ";")
  }

  /// `1 ... 100`, `first ... 9`: with a number beside the dots, and something on their other side.
  private static func isRange(_ bytes: [UInt8], _ dots: Int) -> Bool {
    let line = bytes[..<dots].reversed().prefix { $0 != UInt8(ascii: "\n") }
    let rest = bytes[(dots + 3)...].prefix { $0 != UInt8(ascii: "\n") }
    guard let before = line.first(where: { $0 > 0x20 }), let after = rest.first(where: { $0 > 0x20 }) else {
      return false
    }
    let isOperand = { (byte: UInt8) in byte.isAlphanumeric || byte == UInt8(ascii: "_") }
    return isOperand(before) && isOperand(after) && (before.isDigit || after.isDigit)
  }

  /// Ranges are next to a number, a name or a bracket.
  private static func isBoundary(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard bytes.indices.contains(index) else { return true }
    switch bytes[index] {
    case 0x00...0x20, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: ","), UInt8(ascii: ";"):
      return true
    default: return false
    }
  }
}
