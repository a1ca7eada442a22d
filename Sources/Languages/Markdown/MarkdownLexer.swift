extension Scanner {
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
    embed(lexerNamed(language), upTo: line)
    position = endOfLine(from: line)
    mark(.attribute, from: line)
    position = min(end, position + 1)
  }

  private mutating func markdownInline(upTo stop: Int) {
    // A backquote without its partner on the line is text; it is searched for once, so that lexing stays linear.
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
}
