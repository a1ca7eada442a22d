import Diagnostics

/// Delimiters: `\left`, `\right` and the sized ones.
extension TeXParser {
  /// The next delimiter; empty for `.`.
  private mutating func delimiter(after command: String, _ range: Range<Int>) throws(FormulaError) -> String {
    skipSpace()
    let start = at
    if at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "|"),
        UInt8(ascii: "/"):
        at += 1
        return String(decoding: bytes[start..<at], as: UTF8.self)
      case UInt8(ascii: "."):
        at += 1
        return ""
      case UInt8(ascii: "<"):
        at += 1
        return "⟨"
      case UInt8(ascii: ">"):
        at += 1
        return "⟩"
      case UInt8(ascii: "\\"):
        let name = readCommand().name
        switch name {
        case "{", "}": return name
        case "|": return "‖"
        case "langle", "rangle", "lfloor", "rfloor", "lceil", "rceil", "lbrace", "rbrace", "lbrack", "rbrack",
          "lvert", "rvert", "lVert", "rVert", "vert", "Vert", "uparrow", "downarrow", "updownarrow",
          "backslash":
          return TeXCommands.symbols[name]?.text ?? ""
        default: break
        }
      default: break
      }
    }
    throw FormulaError(
      "`\(command)` is not followed by a delimiter", at: range,
      fix: "write one such as `\(command)(`, or `\(command).` for none")
  }

  mutating func fenced(_ range: Range<Int>) throws(FormulaError) -> MathNode {
    let open = try delimiter(after: "\\left", range)
    var parts = [try row()]
    var middles: [String] = []
    while command(at: at) == "middle" {
      let middle = readCommand().range
      middles.append(try delimiter(after: "\\middle", middle))
      parts.append(try row())
    }
    guard command(at: at) == "right" else {
      throw FormulaError(
        "`\\left` without its `\\right`", at: range,
        fix: "write `\\right` and a delimiter, or `\\right.` for none, in the same group")
    }
    let end = readCommand().range
    let close = try delimiter(after: "\\right", end)
    return .fenced(open: open, parts: parts, middles: middles, close: close)
  }

  mutating func sizedDelimiter(_ name: String, _ range: Range<Int>) throws(FormulaError) -> MathNode? {
    var size = name
    var kind = MathSymbol.Kind.ordinary
    if TeXCommands.sizes[size] == nil, let last = size.last, "lrm".contains(last) {
      size.removeLast()
      kind = last == "l" ? .opening : last == "r" ? .closing : .relation
    }
    guard let height = TeXCommands.sizes[size] else { return nil }
    let text = try delimiter(after: "\\" + name, range)
    if kind == .ordinary {
      if "([{⟨⌊⌈".contains(text) { kind = .opening }
      if ")]}⟩⌋⌉".contains(text) { kind = .closing }
    }
    return .delimiter(text, height: height, kind)
  }
}
