extension Scanner {
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
}
