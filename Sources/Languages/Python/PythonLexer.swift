extension Scanner {
  private static let pythonWords = WordTable(
    (
      .keyword,
      """
      and as assert async await break case class continue def del elif else except finally for from global \
      if import in is lambda match nonlocal not or pass raise return try type while with yield
      """
    ),
    (.literal, "True False None NotImplemented Ellipsis"),
    (.variable, "self cls")
  )

  mutating func scanPython() {
    if position == 0, starts(with: ">>> ") { scanPythonSession() } else { scanPython(inField: false) }
  }

  /// Inside the field of an f-string the lexer stops before its `}`, `:` or `!`.
  private mutating func scanPython(inField: Bool) {
    var open = 0
    while position < end {
      let byte = bytes[position]
      switch byte {
      case 0x28, 0x5B, 0x7B:
        open += 1
        position += 1
      case 0x29, 0x5D, 0x7D:
        if inField, open <= 0 { return }
        open -= 1
        position += 1
      case 0x3A where inField && open <= 0, 0x21 where inField && open <= 0 && peek(1) != 0x3D:
        return
      case 10 where inField:
        return
      case 0x23:
        let start = position
        position = endOfLine(from: position)
        mark(.comment, from: start)
      case 0x22, 0x27:
        pythonString(from: position, isFormatted: false, isRaw: false)
      case 0x40 where isFirstOnLine(position) && peek(1).isWordStart:
        let start = position
        position += 1
        while position < end, bytes[position].isWord || bytes[position] == 0x2E { position += 1 }
        mark(.attribute, from: start)
      case 0x3E where starts(with: ">>> ") && isFirstOnLine(position):
        position += 4
        mark(.prompt, from: position - 4)
      case 0x30...0x39:
        let start = position
        skipNumber()
        if current | 32 == 0x6A { position += 1 }
        mark(.number, from: start)
      default:
        if byte.isWordStart { pythonWord() } else { position += 1 }
      }
    }
  }

  private mutating func pythonWord() {
    let start = position
    skipWord()
    if current == 0x22 || current == 0x27, position - start <= 2 {
      var isFormatted = false
      var isRaw = false
      var isPrefix = true
      for index in start..<position {
        switch bytes[index] | 32 {
        case 0x66, 0x74: isFormatted = true  // f, and t for templates
        case 0x72: isRaw = true
        case 0x62, 0x75: break
        default: isPrefix = false
        }
      }
      if isPrefix {
        pythonString(from: start, isFormatted: isFormatted, isRaw: isRaw)
        return
      }
    }
    let isMember = byte(at: start - 1) == 0x2E
    if !isMember, let word = Word(bytes, start..<position), let token = Self.pythonWords[word] {
      // `match`, `case` and `type` are words only where a statement begins.
      let isSoft = matches("match", at: start) || matches("case", at: start) || matches("type", at: start)
      if !isSoft || (isFirstOnLine(start) && current == 32 && afterBlanks(position) != 0x3D) {
        mark(token, from: start)
        return
      }
    }
    if current == 0x28 {
      mark(bytes[start].isUppercase ? .type : .function, from: start)
    } else if bytes[start].isUppercase, position - start > 1, hasLowercase(start..<position) {
      mark(.type, from: start)
    } else if isMember {
      mark(.property, from: start)
    }
  }

  private mutating func pythonString(from prefix: Int, isFormatted: Bool, isRaw: Bool) {
    var start = prefix
    let quote = bytes[position]
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    while position < end {
      let byte = bytes[position]
      if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
        position += isTriple ? 3 : 1
        mark(.string, from: start)
        return
      }
      switch byte {
      case 0x5C:
        if isRaw {
          position = min(end, position + 2)
        } else {
          mark(.string, from: start)
          start = position
          position = min(end, position + 2)
          while position < end, bytes[position] & 0xC0 == 0x80 { position += 1 }
          mark(.escape, from: start)
          start = position
        }
      case 0x7B where isFormatted && peek(1) == 0x7B, 0x7D where isFormatted && peek(1) == 0x7D:
        position += 2
      case 0x7B where isFormatted && depth < Self.maximumDepth:
        mark(.string, from: start)
        pythonField(isTriple: isTriple)
        start = position
      case 10 where !isTriple:
        mark(.string, from: start)
        return
      default:
        position += 1
      }
    }
    mark(.string, from: start)
  }

  /// `{value!r:>{width}}` of an f-string: the expression as code, the format as part of the string.
  private mutating func pythonField(isTriple: Bool) {
    position += 1
    mark(.escape, from: position - 1)
    depth += 1
    scanPython(inField: true)
    depth -= 1
    var start = position
    while position < end, bytes[position] != 0x7D, bytes[position] != 10 || isTriple {
      if bytes[position] == 0x7B, depth < Self.maximumDepth {
        mark(.escape, from: start)
        depth += 1
        pythonField(isTriple: isTriple)
        depth -= 1
        start = position
      } else if bytes[position] == 0x22 || bytes[position] == 0x27 {
        break
      } else {
        position += 1
      }
    }
    if current == 0x7D { position += 1 }
    mark(.escape, from: start)
  }
}
