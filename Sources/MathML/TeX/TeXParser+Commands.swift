import Diagnostics

extension TeXParser {
  /// The node of a control word.
  mutating func control() throws(FormulaError) -> MathNode {
    let (name, range) = readCommand()
    if let letter = TeXCommands.greek[name] {
      // Capitals are upright, as TeX sets them.
      return self.letter(letter, isUpright: name.first?.isUppercase ?? false)
    }
    if let symbol = TeXCommands.symbols[name] { return .symbol(symbol) }
    if TeXCommands.functions.contains(name) { return .function(name, takesLimits: false) }
    if let function = TeXCommands.functionsWithLimits[name] { return .function(function, takesLimits: true) }
    if let width = TeXCommands.spaces[name] { return .space(width) }
    if let mark = TeXCommands.marks[name] { return .mark(try argument(of: "\\" + name, at: range), mark) }
    if TeXCommands.texts[name] != nil { return try words(name, range) }
    if let alphabet = MathAlphabet(rawValue: name) {
      let outer = self.alphabet
      self.alphabet = alphabet
      defer { self.alphabet = outer }
      return try argument(of: "\\" + name, at: range)
    }
    if let sized = try sizedDelimiter(name, range) { return sized }
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom":
      let over = try argument(of: "\\" + name, at: range)
      let under = try argument(of: "\\" + name, at: range)
      let isBinomial = name.hasSuffix("binom")
      let isDisplay: Bool? = name.hasPrefix("d") || name == "cfrac" ? true : name.hasPrefix("t") ? false : nil
      let fraction = MathNode.fraction(over, under, hasLine: !isBinomial, isDisplay: isDisplay)
      return isBinomial ? .fenced(open: "(", parts: [[fraction]], middles: [], close: ")") : fraction
    case "sqrt":
      let index = try bracketed()
      return .root(try argument(of: "\\sqrt", at: range), index: index.map { .row($0) })
    case "left": return try fenced(range)
    case "begin": return try environment(range)
    case "operatorname":
      let takesLimits = at < bytes.count && bytes[at] == UInt8(ascii: "*")
      if takesLimits { at += 1 }
      return .function(try operatorName(range), takesLimits: takesLimits)
    case "overset", "stackrel", "underset":
      let small = try argument(of: "\\" + name, at: range)
      let base = try argument(of: "\\" + name, at: range)
      return name == "underset"
        ? .stacked(base, over: nil, under: small) : .stacked(base, over: small, under: nil)
    case "xrightarrow", "xleftarrow":
      let below = try bracketed()
      let sign =
        name == "xrightarrow" ? MathSymbol("→", .relation, "to") : MathSymbol("←", .relation, "becomes")
      let above = try argument(of: "\\" + name, at: range)
      return .stacked(.symbol(sign), over: above, under: below.map { .row($0) })
    case "substack": return try substack(range)
    case "phantom": return .phantom(try argument(of: "\\phantom", at: range))
    case "not":
      guard case .symbol(var symbol) = try argument(of: "\\not", at: range), symbol.kind == .relation else {
        throw FormulaError("`\\not` negates a relation such as `=` or `\\in`", at: range)
      }
      symbol.text += "\u{338}"
      symbol.words = "not " + symbol.words
      return .symbol(symbol)
    case "bmod": return .symbol(MathSymbol("mod", .binary, "modulo"))
    case "pmod", "mod":
      let modulus = try argument(of: "\\" + name, at: range)
      let inside: [MathNode] = [.function("mod", takesLimits: false), .space(0.3333), modulus]
      return name == "mod"
        ? .row([.space(1)] + inside)
        : .row([.space(1), .fenced(open: "(", parts: [inside], middles: [], close: ")")])
    case "{": return .symbol(MathSymbol("{", .opening, "{"))
    case "}": return .symbol(MathSymbol("}", .closing, "}"))
    case "|": return .symbol(MathSymbol("‖", .ordinary, "‖"))
    case "%", "$", "#", "&", "_": return .symbol(MathSymbol(name, .ordinary, name == "%" ? "percent" : name))
    case "": throw FormulaError("a `\\` without a name", at: range, fix: "write `\\backslash` for the sign")
    default: throw unknown(name, range)
    }
  }

  private func unknown(_ name: String, _ range: Range<Int>) -> FormulaError {
    let fix: String? =
      switch name {
      case "over": "write `\\frac{…}{…}`"
      case "bm": "write `\\boldsymbol{…}`"
      case "argmax": "write `\\operatorname*{arg\\,max}`"
      case "argmin": "write `\\operatorname*{arg\\,min}`"
      case "clip": "write `\\operatorname{clip}`"
      case "newcommand", "def", "renewcommand", "DeclareMathOperator": "write out what the macro stands for"
      default: NearMiss.nearest(to: name, in: TeXCommands.names).map { "write `\\\($0)`" }
      }
    return FormulaError("`\\\(name)` is not known", at: range, fix: fix, isUnknownCommand: true)
  }

  /// `[…]`, when there is one.
  private mutating func bracketed() throws(FormulaError) -> [MathNode]? {
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "[") else { return nil }
    // The end is looked for first: inside, `]` would be a sign like any other.
    var end = at + 1
    var braces = 0
    while end < bytes.count, braces > 0 || bytes[end] != UInt8(ascii: "]") {
      if bytes[end] == UInt8(ascii: "{") { braces += 1 }
      if bytes[end] == UInt8(ascii: "}") { braces -= 1 }
      end += 1
    }
    guard end < bytes.count else { throw FormulaError("a `[` without its `]`", at: at..<(at + 1)) }
    var inner = TeXParser(bytes: Array(bytes[..<end]))
    inner.at = at + 1
    inner.depth = depth
    inner.alphabet = alphabet
    let nodes = try inner.row()
    if inner.at < end { throw inner.unexpected() }
    at = end + 1
    return nodes
  }

  /// The bytes between braces, as they are.
  mutating func braced(_ command: String, _ range: Range<Int>) throws(FormulaError) -> Range<Int> {
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "{") else {
      throw FormulaError("`\(command)` takes a name in braces", at: range, fix: "write `\(command){…}`")
    }
    let start = at + 1
    var open = 1
    at += 1
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "}"):
        open -= 1
        if open == 0 {
          at += 1
          return start..<(at - 1)
        }
      default: break
      }
      at += 1
    }
    at = min(at, bytes.count)
    throw FormulaError("a `{` without its `}`", at: (start - 1)..<start, fix: "close the group")
  }

  /// `\text{…}`: words, with the few escapes that text has.
  private mutating func words(_ command: String, _ range: Range<Int>) throws(FormulaError) -> MathNode {
    let inside = try braced("\\" + command, range)
    let alphabet = TeXCommands.texts[command] ?? .mathrm
    var text = ""
    var place = inside.lowerBound
    while place < inside.upperBound {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\\"):
        let name = self.command(at: place) ?? ""
        let escape = place..<min(inside.upperBound, place + 1 + name.utf8.count)
        switch name {
        case "%", "$", "#", "&", "_", "{", "}": text += name
        case " ", ",": text += "\u{A0}"
        default:
          throw FormulaError(
            "`\\\(name)` is not allowed inside `\\\(command)`", at: escape,
            fix: "end the text before it: `\\\(command){…} \\\(name) \\\(command){…}`")
        }
        place = escape.upperBound
      case UInt8(ascii: "$"):
        throw FormulaError(
          "a `$` inside `\\\(command)`", at: place..<(place + 1),
          fix: "end the text before the formula: `\\\(command){…} x \\\(command){…}`")
      case UInt8(ascii: "{"), UInt8(ascii: "}"): place += 1
      case UInt8(ascii: "~"):
        text += "\u{A0}"
        place += 1
      default:
        var end = place + 1
        while end < inside.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        text.unicodeScalars += String(decoding: bytes[place..<end], as: UTF8.self).unicodeScalars.map {
          alphabet.letter($0)
        }
        place = end
      }
    }
    // Spaces at the ends, such as line ends, would be removed.
    text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
    if text.hasPrefix(" ") { text = "\u{A0}" + text.dropFirst() }
    if text.hasSuffix(" ") { text = text.dropLast() + "\u{A0}" }
    return .text(text)
  }

  private mutating func operatorName(_ range: Range<Int>) throws(FormulaError) -> String {
    let inside = try braced("\\operatorname", range)
    var name = ""
    var place = inside.lowerBound
    while place < inside.upperBound {
      if bytes[place] == UInt8(ascii: "\\") {
        let word = self.command(at: place) ?? ""
        let end = min(inside.upperBound, place + 1 + word.utf8.count)
        guard word == "," || word == " " || word == "_" else {
          throw FormulaError(
            "`\\\(word)` is not allowed in the name of an operator", at: place..<end, fix: "write letters")
        }
        name += word == "_" ? "_" : "\u{A0}"
        place = end
      } else {
        var end = place + 1
        while end < inside.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let letter = String(decoding: bytes[place..<end], as: UTF8.self)
        if letter != " " { name += letter == "-" ? "\u{2010}" : letter }
        place = end
      }
    }
    if name.isEmpty {
      throw FormulaError("an operator without a name", at: range, fix: "write `\\operatorname{name}`")
    }
    return name
  }
}
