extension WordTable {
  /// The words inside of diagrams.
  static let mermaidStatements = WordTable(
    (
      .keyword,
      """
      subgraph end participant actor note Note over loop alt else opt par and rect activate deactivate state class \
      classDef style title section direction as of left right autonumber dateFormat click
      """
    ),
    (.literal, "TB TD BT LR RL")
  )
}

extension Scanner {
  mutating func scanMermaid(_ words: WordTable) {
    while position < end {
      let start = position
      let byte = bytes[position]
      switch byte {
      case 0x25 where peek(1) == 0x25:
        position = endOfLine(from: position)
        mark(.comment, from: start)
      case 0x22:
        skipQuoted(0x22)
        mark(.string, from: start)
      case 0x7C:
        position += 1
        while position < end, bytes[position] != 0x7C, bytes[position] != 10 { position += 1 }
        if current == 0x7C { position += 1 }
        mark(.string, from: start)
      case 0x2D where isArrow(peek(1)), 0x3D where isArrow(peek(1)), 0x3C where isArrow(peek(1)),
        0x2E where isArrow(peek(1)):
        while position < end, isArrow(bytes[position]) { position += 1 }
        if current == 0x78 || current == 0x6F, peek(1) == 32 { position += 1 }
        mark(.escape, from: start)
      case 0x3A:
        // The text of a message or a label runs to the end of the line.
        position += 1
        guard current == 32 else { continue }
        let text = position
        position = endOfLine(from: position)
        mark(.string, from: text)
      default:
        if byte.isWordStart {
          while position < end, bytes[position].isWord || (bytes[position] == 0x2D && peek(1).isWordStart) {
            position += 1
          }
          if let word = Word(bytes, start..<position), let token = words[word] {
            mark(token, from: start)
          }
        } else {
          position += 1
        }
      }
    }
  }

  private func isArrow(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x3D || byte == 0x3E || byte == 0x3C || byte == 0x2E
  }
}
