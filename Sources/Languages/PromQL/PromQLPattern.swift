/// What can be said of a regular expression of RE2 (https://github.com/google/re2/wiki/Syntax) without matching it.
struct PromQLPattern {
  /// What is wrong with it: "has …"; `nil` when nothing is found.
  private(set) var problem: String?
  /// Whether it matches the empty text, and so series without the label.
  private(set) var matchesEmpty = false
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0
  /// Whether a `:]` may follow, so that many `[:` without one do not each look through the whole text.
  private var mayHaveClasses = true

  init(_ text: String) {
    bytes = Array(text.utf8)
    matchesEmpty = alternatives()
    if problem == nil, at < bytes.count { problem = "has a `)` that closes nothing" }
  }

  private mutating func fail(_ text: String) {
    if problem == nil { problem = text }
    at = bytes.count
  }

  private mutating func alternatives() -> Bool {
    depth += 1
    defer { depth -= 1 }
    if depth > 100 { fail("is nested too deeply") }
    var isEmpty = sequence()
    while at < bytes.count, bytes[at] == UInt8(ascii: "|") {
      at += 1
      isEmpty = sequence() || isEmpty
    }
    return isEmpty
  }

  private mutating func sequence() -> Bool {
    var isEmpty = true
    while at < bytes.count, bytes[at] != UInt8(ascii: "|"), bytes[at] != UInt8(ascii: ")") {
      isEmpty = repeated() && isEmpty
    }
    return isEmpty
  }

  private mutating func repeated() -> Bool {
    if "*+?".utf8.contains(bytes[at]) {
      fail("has `\(Character(Unicode.Scalar(bytes[at])))` with nothing before it to repeat")
      return true
    }
    var isEmpty = atom()
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "*"), UInt8(ascii: "?"): isEmpty = true
      case UInt8(ascii: "+"): break
      case UInt8(ascii: "{"):
        guard let least = counts() else { return isEmpty }
        isEmpty = isEmpty || least == 0
        continue
      default: return isEmpty
      }
      at += 1
    }
    return isEmpty
  }

  /// The smallest number of `{2,5}`, which is then behind; `nil` for braces that are text.
  private mutating func counts() -> Int? {
    // Only digits and commas are passed, so that many open braces do not each look through the whole text.
    let isCount = { (byte: UInt8) in byte.isDigit || byte == UInt8(ascii: ",") }
    guard let close = bytes[(at + 1)...].firstIndex(where: { !isCount($0) }),
      bytes[close] == UInt8(ascii: "}")
    else { return nil }
    let text = String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false)
    guard let least = numbers.first.flatMap({ Int($0) }), numbers.count <= 2 else { return nil }
    at = close + 1
    return least
  }

  /// Whether the next character, class or group matches nothing.
  private mutating func atom() -> Bool {
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "("): return group()
    case UInt8(ascii: "["):
      characterClass()
      return false
    case UInt8(ascii: "\\"):
      guard at < bytes.count else {
        fail("ends with a backslash")
        return true
      }
      at += 1
      return "bBAz".utf8.contains(bytes[at - 1])
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return true
    default: return false
    }
  }

  private mutating func group() -> Bool {
    if at < bytes.count, bytes[at] == UInt8(ascii: "?") {
      if ["?=", "?!", "?<=", "?<!"].contains(where: { bytes[at...].starts(with: $0.utf8) }) {
        fail("looks ahead or behind, which RE2 cannot")
        return true
      }
      while at < bytes.count, !":>)".utf8.contains(bytes[at]) { at += 1 }
      // `(?i)` alone.
      if at < bytes.count, bytes[at] == UInt8(ascii: ")") {
        at += 1
        return true
      }
      at += 1
    }
    let isEmpty = alternatives()
    if at < bytes.count, bytes[at] == UInt8(ascii: ")") {
      at += 1
    } else {
      fail("has a `(` that is never closed")
    }
    return isEmpty
  }

  private mutating func characterClass() {
    if at < bytes.count, bytes[at] == UInt8(ascii: "^") { at += 1 }
    // A bracket that comes first is itself.
    if at < bytes.count, bytes[at] == UInt8(ascii: "]") { at += 1 }
    while at < bytes.count, bytes[at] != UInt8(ascii: "]") {
      if let end = endOfNamedClass() {
        at = end
      } else {
        at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
      }
    }
    if at < bytes.count { at += 1 } else { fail("has a `[` that is never closed") }
  }

  /// The end of `[:alpha:]`; `nil` for other text.
  private mutating func endOfNamedClass() -> Int? {
    guard mayHaveClasses, bytes[at...].starts(with: "[:".utf8) else { return nil }
    let end = bytes[at...].firstRange(of: Array(":]".utf8))?.upperBound
    mayHaveClasses = end != nil
    return end
  }
}
