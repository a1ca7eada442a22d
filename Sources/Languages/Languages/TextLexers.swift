extension Scanner {
  // MARK: Diff

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

  // MARK: Markdown

  mutating func scanMarkdown() {
    if starts(with: "---\n") {
      var stop = position + 4
      while stop < end, !matches("---", at: stop) { stop = min(end, endOfLine(from: stop) + 1) }
      mark(.attribute, position, position + 3)
      position += 3
      embed(.yaml, upTo: stop)
      if stop < end {
        position = stop + 3
        mark(.attribute, from: stop)
      }
    }
    while position < end {
      let stop = endOfLine(from: position)
      skipBlanks()
      let start = position
      switch current {
      case 0x23:
        position = stop
        mark(.heading, from: start)
      case 0x60 where starts(with: "```"), 0x7E where starts(with: "~~~"):
        markdownFence()
        continue
      case 0x3E:
        position += 1
        mark(.keyword, from: start)
        markdownInline(upTo: stop)
      case 0x2D where peek(1) == 32, 0x2A where peek(1) == 32, 0x2B where peek(1) == 32:
        position += 1
        mark(.keyword, from: start)
        markdownInline(upTo: stop)
      default:
        markdownInline(upTo: stop)
      }
      position = min(end, stop + 1)
    }
  }

  private mutating func markdownFence() {
    let start = position
    let fence = bytes[position]
    var length = 0
    while current == fence {
      position += 1
      length += 1
    }
    let info = position
    let lineEnd = endOfLine(from: position)
    skipWord()
    let language = String(decoding: UnsafeBufferPointer(rebasing: bytes[info..<position]), as: UTF8.self)
    position = lineEnd
    mark(.attribute, from: start)
    position = min(end, lineEnd + 1)
    var line = position
    while line < end {
      var index = line
      while index < end, bytes[index] == 32 { index += 1 }
      var count = 0
      while index < end, bytes[index] == fence {
        index += 1
        count += 1
      }
      if count >= length { break }
      line = min(end, endOfLine(from: index) + 1)
    }
    embed(Language(named: language), upTo: line)
    position = endOfLine(from: line)
    mark(.attribute, from: line)
    position = min(end, position + 1)
  }

  private mutating func markdownInline(upTo stop: Int) {
    // A backquote without its partner on the line is text; looked for once, so that a line stays linear.
    var hasPartner = true
    while position < stop {
      let start = position
      switch bytes[position] {
      case 0x60 where hasPartner:
        var close = position + 1
        while close < stop, bytes[close] != 0x60 { close += 1 }
        if close < stop {
          position = close + 1
          mark(.string, from: start)
        } else {
          hasPartner = false
          position += 1
        }
      case 0x3C where starts(with: "<!--"):
        while position < stop, !matches("-->", at: position) { position += 1 }
        position = min(stop, position + 3)
        mark(.comment, from: start)
      case 0x5D where peek(1) == 0x28:
        position += 2
        let target = position
        while position < stop, bytes[position] != 0x29 { position += 1 }
        mark(.property, from: target)
      case 0x2A where peek(1) == 0x2A:
        position += 2
        mark(.keyword, from: start)
      default:
        position += 1
      }
    }
  }

  // MARK: Mermaid

  private static let mermaidWords = WordTable(
    (
      .keyword,
      """
      flowchart graph sequenceDiagram classDiagram stateDiagram stateDiagram-v2 erDiagram gantt pie \
      journey gitGraph mindmap timeline subgraph end participant actor note Note over loop alt else opt \
      par and rect activate deactivate state class classDef style title section direction as of left right \
      autonumber dateFormat click
      """
    ),
    (.literal, "TB TD BT LR RL")
  )

  mutating func scanMermaid() {
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
          while position < end, bytes[position].isWord || (bytes[position] == 0x2D && peek(1) == 0x76) {
            position += 1
          }
          if let word = Word(bytes, start..<position), let token = Self.mermaidWords[word] {
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

  // MARK: Prometheus: queries and the text format of /metrics

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
