import Diagnostics

/// Reads a formula in one pass over its bytes.
struct TeXParser {
  let bytes: [UInt8]
  var at = 0
  var depth = 0
  /// The alphabet of letters, and whether `\mathrm` makes them upright.
  var alphabet: MathAlphabet?

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func formula() throws(FormulaError) -> [MathNode] {
    if bytes.count > FormulaLimits.bytes {
      throw FormulaError(
        "the formula has \(bytes.count) bytes; at most \(FormulaLimits.bytes) are read", at: 0..<0,
        fix: "split it into several formulas")
    }
    let nodes = try row()
    if at < bytes.count { throw unexpected() }
    if nodes.isEmpty {
      throw FormulaError("an empty formula", at: 0..<bytes.count, fix: "write one, or remove it")
    }
    return nodes
  }

  /// Everything up to the end of a group, a cell or the formula; the end itself is left to the caller.
  mutating func row() throws(FormulaError) -> [MathNode] {
    try descend()
    defer { depth -= 1 }
    var nodes: [MathNode] = []
    while true {
      skipSpace()
      guard at < bytes.count, !endsRow() else { return nodes }
      switch command(at: at) {
      case "displaystyle", "textstyle":
        let isDisplay = command(at: at) == "displaystyle"
        readCommand()
        nodes.append(.style(isDisplay: isDisplay, try row()))
      case "limits", "nolimits":
        throw FormulaError(
          "`\\\(readCommand().name)` must follow an operator that has limits", at: lastRange,
          fix: "write it directly after `\\sum` or the like")
      default: nodes.append(try scripted(try atom()))
      }
    }
  }

  /// One level deeper. A group counts twice: for its row and for itself.
  private mutating func descend() throws(FormulaError) {
    depth += 1
    if depth > 2 * FormulaLimits.depth {
      throw FormulaError(
        "groups are nested more than \(FormulaLimits.depth) deep", at: at..<min(at + 1, bytes.count),
        fix: "write the inner part as a formula of its own")
    }
  }

  /// The range of the control word read last.
  private(set) var lastRange = 0..<0

  private func endsRow() -> Bool {
    switch bytes[at] {
    case UInt8(ascii: "}"), UInt8(ascii: "&"): true
    case UInt8(ascii: "\\"):
      switch command(at: at) {
      case "\\", "right", "middle", "end": true
      default: false
      }
    default: false
    }
  }

  /// An error for a token at which a row ends but nothing is open.
  func unexpected() -> FormulaError {
    guard at < bytes.count else { return FormulaError("the formula ends too early", at: at..<at) }
    switch bytes[at] {
    case UInt8(ascii: "}"):
      return FormulaError(
        "a `}` without its `{`", at: at..<(at + 1), fix: "remove it, or write `\\}` for a brace")
    case UInt8(ascii: "&"):
      return FormulaError(
        "`&` outside of an environment with columns", at: at..<(at + 1),
        fix: "write `\\&`, or put the lines in `\\begin{aligned}` … `\\end{aligned}`")
    default:
      let name = command(at: at) ?? ""
      let range = at..<(at + 1 + name.utf8.count)
      switch name {
      case "\\":
        return FormulaError(
          "a line end outside of an environment with lines", at: range,
          fix: "put the lines in `\\begin{aligned}` … `\\end{aligned}`")
      case "end": return FormulaError("`\\end` without its `\\begin`", at: range)
      default: return FormulaError("`\\\(name)` without its `\\left`", at: range)
      }
    }
  }

  /// The node with the scripts and primes after it.
  private mutating func scripted(_ base: MathNode) throws(FormulaError) -> MathNode {
    var below: MathNode?
    var above: MathNode?
    var primes = 0
    var limits: Bool?
    while true {
      skipSpace()
      guard at < bytes.count else { break }
      let mark = at
      switch bytes[at] {
      case UInt8(ascii: "_"):
        at += 1
        if below != nil {
          throw FormulaError(
            "a second subscript", at: mark..<(mark + 1), fix: "put both in braces: `a_{b_c}`")
        }
        below = try argument(of: "_", at: mark..<(mark + 1))
        continue
      case UInt8(ascii: "^"):
        at += 1
        if above != nil {
          throw FormulaError(
            "a second superscript", at: mark..<(mark + 1), fix: "put both in braces: `a^{b^c}`")
        }
        above = try argument(of: "^", at: mark..<(mark + 1))
        continue
      case UInt8(ascii: "'"):
        at += 1
        primes += 1
        continue
      case UInt8(ascii: "\\"):
        guard let name = command(at: at), name == "limits" || name == "nolimits" else { break }
        readCommand()
        guard base.kind == .large || base.kind == .function else {
          throw FormulaError(
            "`\\\(name)` must follow an operator that has limits", at: lastRange,
            fix: "write it directly after `\\sum` or the like")
        }
        limits = name == "limits"
        continue
      default: break
      }
      break
    }
    if primes > 0 {
      let sign = MathNode.symbol(MathSymbol(String(repeating: "′", count: primes), .ordinary, "prime"))
      above = above.map { .row([sign, $0]) } ?? sign
    }
    if below == nil, above == nil { return base }
    return .scripts(base, below: below, above: above, limits: limits)
  }

  /// One atom or a group in braces.
  mutating func argument(of name: String, at range: Range<Int>) throws(FormulaError) -> MathNode {
    skipSpace()
    guard at < bytes.count, !endsRow(), bytes[at] != UInt8(ascii: "^"), bytes[at] != UInt8(ascii: "_") else {
      throw FormulaError("nothing follows `\(name)`", at: range, fix: "write `\(name){…}`")
    }
    // Without braces a digit is an argument of its own: `\frac12`.
    if bytes[at].isDigit {
      at += 1
      return .number(styled(bytes[(at - 1)..<at]))
    }
    return try atom()
  }

  mutating func atom() throws(FormulaError) -> MathNode {
    try descend()
    defer { depth -= 1 }
    let start = at
    switch bytes[at] {
    case UInt8(ascii: "\\"): return try control()
    case UInt8(ascii: "{"):
      at += 1
      let nodes = try row()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "}") else {
        if at < bytes.count { throw unexpected() }
        throw FormulaError("a `{` without its `}`", at: start..<(start + 1), fix: "close the group")
      }
      at += 1
      // Braces remove the spacing of a sign: `1{,}000`.
      if nodes.count == 1, case .symbol(var symbol) = nodes[0] {
        symbol.kind = .ordinary
        return .symbol(symbol)
      }
      return .row(nodes)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case UInt8(ascii: "."):
      if at + 1 < bytes.count, bytes[at + 1].isDigit { return number() }
    case UInt8(ascii: "_"), UInt8(ascii: "^"): return .row([])
    case UInt8(ascii: "'"): return .row([])
    case UInt8(ascii: "$"):
      throw FormulaError("a `$` inside a formula", at: at..<(at + 1), fix: "write `\\$` for the sign")
    case UInt8(ascii: "#"):
      throw FormulaError("a `#` inside a formula", at: at..<(at + 1), fix: "write `\\#` for the sign")
    case UInt8(ascii: "~"):
      at += 1
      return .space(0.25)
    default: break
    }
    let scalar = readScalar()
    return character(scalar)
  }

  private mutating func number() -> MathNode {
    let start = at
    while at < bytes.count {
      // A point belongs to a number only between its digits.
      let isPoint =
        bytes[at] == UInt8(ascii: ".") && at + 1 < bytes.count && bytes[at + 1].isDigit
      guard bytes[at].isDigit || isPoint else { break }
      at += 1
    }
    return .number(styled(bytes[start..<at]))
  }

  private func styled(_ digits: ArraySlice<UInt8>) -> String {
    let digits = String(decoding: digits, as: UTF8.self)
    guard let alphabet else { return digits }
    return String(String.UnicodeScalarView(digits.unicodeScalars.map(alphabet.letter)))
  }

  private func character(_ scalar: Unicode.Scalar) -> MathNode {
    let text = String(scalar)
    switch scalar {
    case "+": return .symbol(MathSymbol("+", .binary, "plus"))
    case "-", "\u{2212}": return .symbol(MathSymbol("\u{2212}", .binary, "minus"))
    case "*": return .symbol(MathSymbol("\u{2217}", .binary, "times"))
    case "/": return .symbol(MathSymbol("/", .ordinary, "over"))
    case "=": return .symbol(MathSymbol("=", .relation, "equals"))
    case "<": return .symbol(MathSymbol("<", .relation, "less than"))
    case ">": return .symbol(MathSymbol(">", .relation, "more than"))
    case ":": return .symbol(MathSymbol(":", .relation, "such that"))
    case ",", ";": return .symbol(MathSymbol(text, .punctuation, text))
    case "(", "[": return .symbol(MathSymbol(text, .opening, text))
    case ")", "]", "!", "?": return .symbol(MathSymbol(text, .closing, text))
    case "|": return .symbol(MathSymbol("|", .ordinary, "|"))
    default: break
    }
    if scalar.properties.isAlphabetic {
      guard let alphabet else { return .identifier(text, isUpright: false) }
      return .identifier(String(alphabet.letter(scalar)), isUpright: alphabet == .mathrm)
    }
    if let known = TeXCommands.signs[text] { return .symbol(known) }
    return .symbol(MathSymbol(text, .ordinary, text))
  }

  func letter(_ text: String, isUpright: Bool) -> MathNode {
    guard let alphabet, let scalar = text.unicodeScalars.first else {
      return .identifier(text, isUpright: isUpright)
    }
    return .identifier(String(alphabet.letter(scalar)), isUpright: isUpright || alphabet == .mathrm)
  }

  /// White space and comments, which mean nothing between atoms.
  mutating func skipSpace() {
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%") {
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
      } else if bytes[at] <= 0x20 {
        at += 1
      } else {
        return
      }
    }
  }

  private mutating func readScalar() -> Unicode.Scalar {
    var length = 1
    while at + length < bytes.count, bytes[at + length] & 0xC0 == 0x80 { length += 1 }
    defer { at += length }
    return String(decoding: bytes[at..<(at + length)], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
  }

  /// The name of the control word or sign at a place, without its backslash.
  func command(at place: Int) -> String? {
    guard place < bytes.count, bytes[place] == UInt8(ascii: "\\") else { return nil }
    var end = place + 1
    while end < bytes.count, bytes[end].isLetter { end += 1 }
    if end == place + 1, end < bytes.count {
      end += 1
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
    return String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
  }

  @discardableResult
  mutating func readCommand() -> (name: String, range: Range<Int>) {
    let name = command(at: at) ?? ""
    lastRange = at..<min(bytes.count, at + 1 + name.utf8.count)
    at = lastRange.upperBound
    return (name, lastRange)
  }
}
