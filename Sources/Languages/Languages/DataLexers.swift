extension Scanner {
  // MARK: JSON

  mutating func scanJSON() {
    while position < end {
      let start = position
      switch bytes[position] {
      case 0x22:
        skipQuoted(0x22)
        let isKey = afterBlanks(position) == 0x3A
        if isKey { mark(.property, from: start) } else { markString(start..<position) }
      case 0x30...0x39, 0x2D:
        position += 1
        skipNumber()
        mark(.number, from: start)
      case 0x2F where peek(1) == 0x2F:
        position = endOfLine(from: position)
        mark(.comment, from: start)
      case 0x2F where peek(1) == 0x2A:
        blockComment(nests: false)
      case let byte where byte.isWordStart:
        skipWord()
        mark(.literal, from: start)
      default:
        position += 1
      }
    }
  }

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

  // MARK: YAML

  mutating func scanYAML() {
    // Indentation of the key whose block scalar (`|`, `>`) is being read.
    var scalarIndent: Int?
    while position < end {
      let lineStart = position
      while current == 32 { position += 1 }
      let stop = endOfLine(from: position)
      let indent = position - lineStart
      if let limit = scalarIndent, position < stop, indent <= limit { scalarIndent = nil }
      if scalarIndent != nil {
        let start = position
        position = stop
        mark(.string, from: start)
      } else if matches("---", at: position) || matches("...", at: position), indent == 0 {
        position += 3
        mark(.attribute, from: lineStart)
      } else {
        var keyIndent = indent
        while current == 0x2D, peek(1) == 32 || position + 1 == stop {
          position += 1
          skipBlanks()
          keyIndent = position - lineStart
        }
        if yamlLine(upTo: stop) { scalarIndent = min(keyIndent, indent) }
      }
      position = min(end, stop + 1)
    }
  }

  /// One line after its indentation and dashes; tells whether a block scalar follows.
  private mutating func yamlLine(upTo stop: Int) -> Bool {
    var startsScalar = false
    while position < stop {
      let start = position
      let byte = bytes[position]
      switch byte {
      case 0x23 where start == 0 || bytes[start - 1].isBlank:
        position = stop
        mark(.comment, from: start)
      case 0x22, 0x27:
        skipQuoted(byte)
        if position < stop, afterBlanks(position) == 0x3A {
          mark(.property, from: start)
        } else {
          markString(start..<position)
        }
      case 0x26 where peek(1).isWord, 0x2A where peek(1).isWord:  // &anchor, *alias
        position += 1
        while position < stop, bytes[position].isWord || bytes[position] == 0x2D { position += 1 }
        mark(.variable, from: start)
      case 0x21:
        while position < stop, !bytes[position].isBlank { position += 1 }
        mark(.attribute, from: start)
      case 0x7C, 0x3E:
        startsScalar = true
        position += 1
        mark(.attribute, from: start)
      case 0x2C, 0x5B, 0x5D, 0x7B, 0x7D, 0x3A, 32, 9, 13:
        position += 1
      default:
        yamlPlain(upTo: stop)
      }
    }
    return startsScalar
  }

  private mutating func yamlPlain(upTo stop: Int) {
    let start = position
    scan: while position < stop {
      switch bytes[position] {
      case 0x3A where position + 1 >= stop || bytes[position + 1].isBlank:
        mark(.property, from: start)
        return
      case 0x23 where position > start && bytes[position - 1] == 32: break scan
      case 0x2C, 0x5D, 0x7D: break scan
      default: position += 1
      }
    }
    var last = position
    while last > start, bytes[last - 1].isBlank { last -= 1 }
    if let word = Word(bytes, start..<last, lowercased: true), Self.yamlWords[word] != nil {
      mark(.literal, start, last)
    } else if isNumeric(start..<last) {
      mark(.number, start, last)
    } else {
      mark(.string, start, last)
    }
    if position == start { position += 1 }
  }

  private static let yamlWords = WordTable((.literal, "true false null yes no on off ~"))

  /// Whether a bare word is a number, a date or a version such as `1.28`.
  private func isNumeric(_ range: Range<Int>) -> Bool {
    guard let first = range.first, bytes[first].isDigit || (bytes[first] == 0x2D && range.count > 1) else {
      return false
    }
    for index in range {
      switch bytes[index] {
      case 0x30...0x39, 0x2D, 0x2E, 0x3A, 0x5F, 0x65: continue
      default: return false
      }
    }
    return true
  }

  // MARK: TOML and its relatives

  mutating func scanTOML() {
    while position < end {
      skipBlanks()
      let start = position
      let stop = endOfLine(from: position)
      switch current {
      case 0x23, 0x3B:
        position = stop
        mark(.comment, from: start)
      case 0x5B:
        while position < stop, bytes[position] != 0x23 { position += 1 }
        mark(.heading, from: start)
      default:
        while position < stop, bytes[position] != 0x3D { position += 1 }
        if position < stop {
          var last = position
          while last > start, bytes[last - 1].isBlank { last -= 1 }
          mark(.property, start, last)
          position += 1
          tomlValue()
        }
      }
      position = min(end, max(position, stop) + 1)
    }
  }

  /// A value may run over lines: a string between `\"""`, or an array.
  private mutating func tomlValue() {
    var open = 0
    while position < end {
      let start = position
      switch bytes[position] {
      case 10:
        if open <= 0 { return }
        position += 1
      case 0x5B, 0x7B:
        open += 1
        position += 1
      case 0x5D, 0x7D:
        open -= 1
        position += 1
      case 0x22 where starts(with: "\"\"\""), 0x27 where starts(with: "'''"):
        let quote = bytes[position]
        position += 3
        while position < end, !(bytes[position] == quote && peek(1) == quote && peek(2) == quote) {
          position += 1
        }
        position = min(end, position + 3)
        mark(.string, from: start)
      case 0x22, 0x27:
        skipQuoted(bytes[position])
        markString(start..<position)
      case 0x23:
        position = endOfLine(from: position)
        mark(.comment, from: start)
      case 0x30...0x39:
        while position < end,
          bytes[position].isWord || bytes[position] == 0x2E || bytes[position] == 0x3A
            || bytes[position] == 0x2D
        {
          position += 1
        }
        mark(.number, from: start)
      case let byte where byte.isWordStart:
        skipWord()
        if matches("true", at: start) || matches("false", at: start) { mark(.literal, from: start) }
      default:
        position += 1
      }
    }
  }
}
