extension Scanner {
  // MARK: HTML and XML

  mutating func scanHTML() {
    while position < end {
      let start = position
      switch bytes[position] {
      case 0x3C where starts(with: "<!--"):
        skip(past: "-->")
        mark(.comment, from: start)
      case 0x3C where peek(1) == 0x21 || peek(1) == 0x3F:
        skip(past: ">")
        mark(.attribute, from: start)
      case 0x3C where peek(1).isWordStart || peek(1) == 0x2F:
        htmlTag()
      case 0x26:
        position += 1
        if current == 0x23 { position += 1 }
        skipWord()
        if current == 0x3B {
          position += 1
          mark(.escape, from: start)
        }
      default:
        position += 1
      }
    }
  }

  /// Stands behind the next `text`, or at the end.
  private mutating func skip(past text: StaticString) {
    while position < end, !matches(text, at: position) { position += 1 }
    position = min(end, position + text.utf8CodeUnitCount)
  }

  private mutating func htmlTag() {
    let tag = position
    position += 1
    let isClosing = current == 0x2F
    if isClosing { position += 1 }
    let name = position
    while position < end, bytes[position].isWord || bytes[position] == 0x2D || bytes[position] == 0x3A {
      position += 1
    }
    let nameEnd = position
    mark(.keyword, from: tag)
    attributes: while position < end {
      let start = position
      switch bytes[position] {
      case 0x3E:
        position += 1
        mark(.keyword, from: start)
        break attributes
      case 0x2F where peek(1) == 0x3E:
        position += 2
        mark(.keyword, from: start)
        return
      case 0x3C:
        return
      case 0x22, 0x27:
        let quote = bytes[position]
        position += 1
        while position < end, bytes[position] != quote { position += 1 }
        position = min(end, position + 1)
        mark(.string, from: start)
      case 0x3D, 32, 9, 10, 13, 0x2F:
        position += 1
      default:
        while position < end, !bytes[position].isBlank, bytes[position] != 0x3D, bytes[position] != 0x3E,
          bytes[position] != 0x2F
        {
          position += 1
        }
        mark(.property, from: start)
      }
    }
    guard !isClosing else { return }
    if nameEnd - name == 6, matches("script", at: name) {
      embed(.javascript, upTo: find("</script", from: position))
    } else if nameEnd - name == 5, matches("style", at: name) {
      embed(.css, upTo: find("</style", from: position))
    }
  }

  private func find(_ text: StaticString, from start: Int) -> Int {
    var index = start
    while index < end, !(bytes[index] == 0x3C && matches(text, at: index)) { index += 1 }
    return index
  }

  // MARK: CSS

  mutating func scanCSS() {
    var open = 0
    // Inside braces and before the colon stands a property, behind it a value.
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

  // MARK: HTTP

  /// A request or a response: the first line, headers, and a body coloured by what it looks like.
  mutating func scanHTTP() {
    httpFirstLine()
    while position < end {
      let start = position
      let stop = endOfLine(from: position)
      if start == stop || (stop == start + 1 && bytes[start] == 13) {
        position = min(end, stop + 1)
        break
      }
      while position < stop, bytes[position] != 0x3A { position += 1 }
      if position < stop {
        mark(.property, from: start)
        position += 1
        headerValue(upTo: stop)
      }
      position = min(end, stop + 1)
    }
    let body = afterBlanks(position)
    if body == 0x7B || body == 0x5B { embed(.json, upTo: end) }
    if body == 0x3C { embed(.html, upTo: end) }
    position = end
  }

  private mutating func httpFirstLine() {
    let stop = endOfLine(from: position)
    var start = position
    if starts(with: "HTTP/") {
      while position < stop, bytes[position] != 32 { position += 1 }
      mark(.keyword, from: start)
      skipBlanks()
      start = position
      skipWord()
      mark(.number, from: start)
      skipBlanks()
      start = position
      position = stop
      mark(.string, from: start)
    } else {
      skipWord()
      mark(.keyword, from: start)
      skipBlanks()
      start = position
      while position < stop, bytes[position] != 32 { position += 1 }
      mark(.string, from: start)
      skipBlanks()
      start = position
      position = stop
      mark(.keyword, from: start)
    }
    position = min(end, stop + 1)
  }

  /// Plain, but for variables such as `$JWT_TOKEN`.
  private mutating func headerValue(upTo stop: Int) {
    while position < stop {
      let start = position
      position += 1
      if bytes[start] == 0x24, current.isWordStart {
        skipWord()
        mark(.variable, from: start)
      }
    }
  }
}
