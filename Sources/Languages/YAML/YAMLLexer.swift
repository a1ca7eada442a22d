extension Scanner {
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

  /// One line after its indentation and dashes; returns whether a block scalar follows.
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
}
