/// Lexing rules that several languages share.
extension Scanner {
  /// Passes a quoted string with backslash escapes that ends on its line.
  mutating func skipQuoted(_ quote: UInt8) {
    position += 1
    while position < end, bytes[position] != 10 {
      if bytes[position] == quote {
        position += 1
        return
      }
      position += bytes[position] == 0x5C && peek(1) != 10 ? 2 : 1
    }
    position = min(position, end)
  }

  /// Marks a passed string, its backslash escapes apart.
  mutating func markString(_ range: Range<Int>) {
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      guard bytes[index] == 0x5C, index + 1 < range.upperBound else {
        index += 1
        continue
      }
      mark(.string, start, index)
      var stop = index + (bytes[index + 1] == 0x75 ? 6 : 2)
      stop = min(stop, range.upperBound)
      while stop < range.upperBound, bytes[stop] & 0xC0 == 0x80 { stop += 1 }
      mark(.escape, index, stop)
      index = stop
      start = stop
    }
    mark(.string, start, range.upperBound)
  }

  /// `/* … */`, nested where the language nests them.
  mutating func blockComment(nests: Bool) {
    let start = position
    position += 2
    var open = 1
    while position < end, open > 0 {
      if bytes[position] == 0x2A, peek(1) == 0x2F {
        open -= 1
        position += 2
      } else if nests, bytes[position] == 0x2F, peek(1) == 0x2A {
        open += 1
        position += 2
      } else {
        position += 1
      }
    }
    position = min(position, end)
    mark(.comment, from: start)
  }

  /// Whether only blanks are before `index` on its line.
  func isFirstOnLine(_ index: Int) -> Bool {
    var index = index - 1
    while index >= 0, bytes[index] == 32 || bytes[index] == 9 { index -= 1 }
    return index < 0 || bytes[index] == 10
  }

  /// Distinguishes `JobClient` from the constant `MAX_STEPS`.
  func hasLowercase(_ range: Range<Int>) -> Bool {
    for index in range where bytes[index] &- 97 < 26 { return true }
    return false
  }

  func isAllDigits(_ range: Range<Int>) -> Bool {
    for index in range where !bytes[index].isDigit { return false }
    return !range.isEmpty
  }
}
