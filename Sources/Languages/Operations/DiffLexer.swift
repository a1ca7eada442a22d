extension Scanner {
  mutating func scanDiff() {
    while position < end {
      let start = position
      position = endOfLine(from: position)
      switch bytes[start] {
      case 0x2B where matches("+++ ", at: start), 0x2D where matches("--- ", at: start):
        mark(.keyword, from: start)
      case 0x2B: mark(.inserted, from: start)
      case 0x2D: mark(.deleted, from: start)
      case 0x40: mark(.attribute, from: start)
      case 0x64 where matches("diff ", at: start), 0x69 where matches("index ", at: start):
        mark(.comment, from: start)
      default: break
      }
      position = min(end, position + 1)
    }
  }
}
