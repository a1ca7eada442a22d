extension Scanner {
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

  /// Stands after the next `text`, or at the end.
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
}
