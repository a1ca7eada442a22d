/// Reads the pattern grammar of ECMA-262 (section 22.2.1) in Unicode mode, with the leniency of its annex B
/// for literal brackets and braces.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var at = 0
  private var depth = 0
  /// A construct that the grammar allows and matching does not support; reported after the whole pattern has been read.
  private(set) var unsupported: String?

  private static let depthLimit = 200
  private static let countLimit = 20_000

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func pattern() throws(PatternError) -> PatternTree {
    let tree = try alternatives()
    if at < scalars.count { throw PatternError(message: "a \")\" has no \"(\"") }
    return tree
  }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private var hexadecimalDigit: Int? {
    next.flatMap { $0.isASCII ? Character($0).hexDigitValue : nil }
  }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[at...].starts(with: wanted) else { return false }
    at += wanted.count
    return true
  }

  private mutating func alternatives() throws(PatternError) -> PatternTree {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw PatternError(message: "its groups are nested too deeply") }
    var branches: [PatternTree] = []
    repeat {
      var parts: [PatternTree] = []
      while let scalar = next, scalar != "|", scalar != ")" { parts.append(try term()) }
      branches.append(parts.count == 1 ? parts[0] : .sequence(parts))
    } while take("|")
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func term() throws(PatternError) -> PatternTree {
    let atom = try atom()
    guard let (minimum, maximum) = try quantifier() else { return atom }
    switch atom {
    case .start, .end, .wordBoundary: throw PatternError(message: "a quantifier follows an assertion")
    case .look(_, isAhead: false, _): throw PatternError(message: "a quantifier follows a lookbehind")
    default: break
    }
    if try quantifier() != nil { throw PatternError(message: "a quantifier follows a quantifier") }
    return .repetition(atom, minimum: minimum, maximum: maximum)
  }

  private mutating func quantifier() throws(PatternError) -> (Int, Int?)? {
    let result: (Int, Int?)
    if take("*") {
      result = (0, nil)
    } else if take("+") {
      result = (1, nil)
    } else if take("?") {
      result = (0, 1)
    } else if let counts = try counts() {
      result = counts
    } else {
      return nil
    }
    _ = take("?")
    return result
  }

  /// `{2}`, `{2,}` or `{2,5}`; `nil` when the brace is literal.
  private mutating func counts() throws(PatternError) -> (Int, Int?)? {
    let start = at
    guard take("{"), let minimum = try number() else {
      at = start
      return nil
    }
    if take("}") { return (minimum, minimum) }
    guard take(",") else {
      at = start
      return nil
    }
    if take("}") { return (minimum, nil) }
    guard let maximum = try number(), take("}") else {
      at = start
      return nil
    }
    if maximum < minimum {
      throw PatternError(message: "the counts of {\(minimum),\(maximum)} are out of order")
    }
    return (minimum, maximum)
  }

  private mutating func number() throws(PatternError) -> Int? {
    var value: Int?
    while let digit = next.flatMap({ Character($0).wholeNumberValue }), next?.isASCII == true {
      value = (value ?? 0) * 10 + digit
      if value ?? 0 > Self.countLimit {
        throw PatternError(message: "a count is greater than \(Self.countLimit)")
      }
      at += 1
    }
    return value
  }

  private mutating func atom() throws(PatternError) -> PatternTree {
    guard let scalar = next else { return .empty }
    at += 1
    switch scalar {
    case "^": return .start
    case "$": return .end
    case ".": return .set(CharacterSet.lineEnd.negated)
    case "(": return try group()
    case "[": return .set(try characterClass())
    case "\\":
      if take("b") { return .wordBoundary(isNegated: false) }
      if take("B") { return .wordBoundary(isNegated: true) }
      switch try escape(inClass: false) {
      case .scalar(let value): return .scalar(value)
      case .set(let set): return .set(set)
      }
    case "*", "+", "?": throw PatternError(message: "\"\(scalar)\" has nothing to repeat")
    case "{":
      at -= 1
      if try counts() != nil { throw PatternError(message: "a count has nothing to repeat") }
      at += 1
      return .scalar(scalar.value)
    default: return .scalar(scalar.value)
    }
  }

  private mutating func group() throws(PatternError) -> PatternTree {
    var look: (isAhead: Bool, isNegated: Bool)?
    if take("?:") {
    } else if take("?=") {
      look = (true, false)
    } else if take("?!") {
      look = (true, true)
    } else if take("?<=") {
      look = (false, false)
    } else if take("?<!") {
      look = (false, true)
    } else if take("?<") {
      while let scalar = next, scalar != ">", scalar != ")" { at += 1 }
      guard take(">") else { throw PatternError(message: "the name of a group has no \">\"") }
    } else if next == "?" {
      throw PatternError(message: "unknown kind of group after \"(?\"")
    }
    let body = try alternatives()
    guard take(")") else { throw PatternError(message: "a \"(\" has no \")\"") }
    return look.map { .look(body, isAhead: $0.isAhead, isNegated: $0.isNegated) } ?? body
  }

  private enum Escape {
    case scalar(UInt32)
    case set(CharacterSet)
  }

  private mutating func characterClass() throws(PatternError) -> CharacterSet {
    var set = CharacterSet()
    set.isNegated = take("^")
    while true {
      guard next != nil else { throw PatternError(message: "a \"[\" has no \"]\"") }
      if take("]") { return set }
      let first = try classMember()
      guard next == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
        insert(first, into: &set)
        continue
      }
      at += 1
      let last = try classMember()
      guard case .scalar(let low) = first, case .scalar(let high) = last else {
        // Annex B: a dash beside a class such as \d is a dash.
        insert(first, into: &set)
        insert(last, into: &set)
        set.insert(0x2D...0x2D)
        continue
      }
      guard low <= high else { throw PatternError(message: "a range of a class is out of order") }
      set.insert(low...high)
    }
  }

  private func insert(_ member: Escape, into set: inout CharacterSet) {
    switch member {
    case .scalar(let value): set.insert(value...value)
    case .set(let other): set.insert(other)
    }
  }

  private mutating func classMember() throws(PatternError) -> Escape {
    guard let scalar = next else { throw PatternError(message: "a \"[\" has no \"]\"") }
    at += 1
    return scalar == "\\" ? try escape(inClass: true) : .scalar(scalar.value)
  }

  /// The escape after a backslash.
  private mutating func escape(inClass: Bool) throws(PatternError) -> Escape {
    guard let scalar = next else { throw PatternError(message: "it ends with a backslash") }
    at += 1
    switch scalar {
    case "d": return .set(.digit)
    case "D": return .set(CharacterSet.digit.negated)
    case "w": return .set(.word)
    case "W": return .set(CharacterSet.word.negated)
    case "s": return .set(.space)
    case "S": return .set(CharacterSet.space.negated)
    case "t": return .scalar(0x09)
    case "n": return .scalar(0x0A)
    case "v": return .scalar(0x0B)
    case "f": return .scalar(0x0C)
    case "r": return .scalar(0x0D)
    case "b" where inClass: return .scalar(0x08)
    case "0" where next.map({ !("0"..."9").contains($0) }) ?? true: return .scalar(0)
    case "c":
      guard let letter = next, letter.isASCII, letter.properties.isAlphabetic else {
        throw PatternError(message: "\\c takes a letter")
      }
      at += 1
      return .scalar(letter.value & 31)
    case "x": return .scalar(try hexadecimal(2, "\\x"))
    case "u": return .scalar(try unicodeEscape())
    case "p", "P": return .set(try property(isNegated: scalar == "P"))
    case "k", "1"..."9": return try backReference(scalar)
    default:
      if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
        throw PatternError(message: "\\\(scalar) is not an escape of ECMA-262")
      }
      return .scalar(scalar.value)
    }
  }

  private mutating func backReference(_ first: Unicode.Scalar) throws(PatternError) -> Escape {
    unsupported = "back references such as \\\(first) are not supported"
    if first == "k" {
      guard take("<") else { throw PatternError(message: "\\k takes the name of a group in angle brackets") }
      while next != nil, next != ">" { at += 1 }
      guard take(">") else { throw PatternError(message: "\\k< has no \">\"") }
    } else {
      while let scalar = next, ("0"..."9").contains(scalar) { at += 1 }
    }
    return .set(CharacterSet())
  }

  private mutating func hexadecimal(_ count: Int, _ escape: String) throws(PatternError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = hexadecimalDigit else {
        throw PatternError(message: "\(escape) takes \(count) hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }

  private mutating func unicodeEscape() throws(PatternError) -> UInt32 {
    if take("{") {
      var value: UInt32 = 0
      var isEmpty = true
      while let digit = hexadecimalDigit {
        value = min(value << 4 | UInt32(digit), 0x110000)
        isEmpty = false
        at += 1
      }
      guard take("}"), !isEmpty, value <= 0x10FFFF else {
        throw PatternError(message: "\\u{…} takes a Unicode scalar in hexadecimal")
      }
      return value
    }
    let first = try hexadecimal(4, "\\u")
    guard (0xD800..<0xDC00).contains(first) else { return first }
    let start = at
    if take("\\u"), next != "{" {
      let second = try hexadecimal(4, "\\u")
      if (0xDC00...0xDFFF).contains(second) { return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00) }
    }
    at = start
    return first
  }

  private mutating func property(isNegated: Bool) throws(PatternError) -> CharacterSet {
    guard take("{") else { throw PatternError(message: "\\p takes the name of a property in braces") }
    var name = ""
    while let scalar = next, scalar != "}" {
      name.unicodeScalars.append(scalar)
      at += 1
    }
    guard take("}") else { throw PatternError(message: "\\p{ has no \"}\"") }
    var set = CharacterSet()
    if let property = UnicodeProperty(name) {
      set.insert(property, isNegated: isNegated)
    } else if ["Script=", "sc=", "Script_Extensions=", "scx="].contains(where: { name.hasPrefix($0) }) {
      unsupported = "Unicode scripts such as \(name) are not supported"
    } else {
      throw PatternError(message: "unknown Unicode property \"\(name)\"")
    }
    return set
  }
}
