extension Scanner {
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
