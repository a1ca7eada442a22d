extension Scanner {
  mutating func scanCSS() {
    var open = 0
    // Inside braces and before the colon is a property, after it a value.
    var isValue = false
    while position < end {
      let start = position
      let byte = bytes[position]
      switch byte {
      case 0x2F where peek(1) == 0x2A:
        blockComment(nests: false)
      case 0x22, 0x27:
        skipQuoted(byte)
        markString(start..<position)
      case 0x40:
        position += 1
        while position < end, bytes[position].isWord || bytes[position] == 0x2D { position += 1 }
        mark(.attribute, from: start)
      case 0x7B:
        open += 1
        position += 1
        isValue = false
      case 0x7D:
        open -= 1
        position += 1
        isValue = false
      case 0x3B:
        position += 1
        isValue = false
      case 0x3A:
        position += 1
        isValue = open > 0
      case 0x23 where isValue:
        position += 1
        skipWord()
        mark(.number, from: start)
      case 0x2E, 0x23:
        position += 1
        while position < end, bytes[position].isWord || bytes[position] == 0x2D { position += 1 }
        mark(.type, from: start)
      case 0x30...0x39:
        skipNumber()
        while position < end, bytes[position].isWord || bytes[position] == 0x25 { position += 1 }
        mark(.number, from: start)
      default:
        guard byte.isWordStart || (byte == 0x2D && (peek(1).isWord || peek(1) == 0x2D)) else {
          position += 1
          continue
        }
        while position < end, bytes[position].isWord || bytes[position] == 0x2D { position += 1 }
        if bytes[start] == 0x2D, peek(0) != 0x28, matches("--", at: start) {
          mark(.variable, from: start)
        } else if current == 0x28 {
          mark(.function, from: start)
        } else if open == 0 {
          mark(.keyword, from: start)
        } else if !isValue, afterBlanks(position) == 0x3A {
          mark(.property, from: start)
        }
      }
    }
  }
}
