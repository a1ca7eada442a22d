extension Scanner {
  private static let prometheusWords = WordTable(
    (.keyword, "by without on ignoring group_left group_right offset bool and or unless"),
    (.literal, "Inf NaN")
  )

  mutating func scanPrometheus() {
    while position < end {
      let start = position
      let byte = bytes[position]
      switch byte {
      case 0x23:
        position = endOfLine(from: position)
        mark(.comment, from: start)
      case 0x22, 0x27:
        skipQuoted(byte)
        markString(start..<position)
      case 0x5B:
        position += 1
        let range = position
        while position < end, bytes[position].isWord || bytes[position] == 0x3A { position += 1 }
        mark(.number, from: range)
      case 0x30...0x39:
        skipNumber()
        skipWord()
        mark(.number, from: start)
      default:
        guard byte.isWordStart else {
          position += 1
          continue
        }
        while position < end, bytes[position].isWord || bytes[position] == 0x3A { position += 1 }
        if let word = Word(bytes, start..<position), let token = Self.prometheusWords[word] {
          mark(token, from: start)
        } else if current == 0x28 {
          mark(.function, from: start)
        } else if current == 0x3D || current == 0x21 {
          mark(.property, from: start)
        }
      }
    }
  }
}
