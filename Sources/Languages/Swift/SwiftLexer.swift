extension Scanner {
  private static let swiftWords = WordTable(
    (
      .keyword,
      """
      actor any as associatedtype async await borrowing break case catch class consuming continue \
      convenience copy default defer deinit didSet discard distributed do dynamic each else enum extension \
      fallthrough fileprivate final for func get guard if import in indirect infix init inout internal is \
      isolated lazy let macro mutating nonisolated nonmutating open operator optional override package \
      postfix precedencegroup prefix private protocol public repeat required rethrows return sending set \
      some static struct subscript super switch throw throws try typealias unowned unsafe var weak where \
      while willSet yield self Self
      """
    ),
    (.literal, "true false nil")
  )

  mutating func scanSwift() { scanSwift(untilParenthesis: false) }

  /// Inside an interpolation the lexer stops before the parenthesis that closes it.
  private mutating func scanSwift(untilParenthesis: Bool) {
    var open = 0
    while position < end {
      let byte = bytes[position]
      switch byte {
      case 0x28:  // (
        open += 1
        position += 1
      case 0x29:  // )
        if untilParenthesis, open == 0 { return }
        open -= 1
        position += 1
      case 0x2F where peek(1) == 0x2F:
        let start = position
        position = endOfLine(from: position)
        mark(.comment, from: start)
      case 0x2F where peek(1) == 0x2A:
        blockComment(nests: true)
      case 0x22:
        swiftString(hashes: 0)
      case 0x23:
        swiftHash()
      case 0x40 where peek(1).isWordStart:
        let start = position
        position += 1
        skipWord()
        mark(.attribute, from: start)
      case 0x60:
        position += 1
        while position < end, bytes[position] != 0x60, bytes[position] != 10 { position += 1 }
        if current == 0x60 { position += 1 }
      case 0x24 where peek(1).isWord:
        let start = position
        position += 1
        skipWord()
        mark(.variable, from: start)
      case 0x30...0x39:
        let start = position
        skipNumber()
        mark(.number, from: start)
      default:
        if byte.isWordStart { swiftWord() } else { position += 1 }
      }
    }
  }

  private mutating func swiftWord() {
    let start = position
    let isMember = byte(at: start - 1) == 0x2E && byte(at: start - 2) != 0x2E
    skipWord()
    if let word = Word(bytes, start..<position), let token = Self.swiftWords[word] {
      // `.default` is a name; `.init` and `x.self` keep their meaning.
      if !isMember || matches("init", at: start) || matches("self", at: start) {
        mark(token, from: start)
        return
      }
    }
    if bytes[start].isUppercase {
      mark(.type, from: start)
    } else if current == 0x28 {
      mark(.function, from: start)
    } else if isMember {
      mark(.property, from: start)
    }
  }

  /// `#if`, `#expect(…)`, `#"raw"#` and `#/regex/#`.
  private mutating func swiftHash() {
    let start = position
    var hashes = 0
    while peek(hashes) == 0x23 { hashes += 1 }
    if peek(hashes) == 0x22 {
      swiftString(hashes: hashes)
    } else if peek(hashes) == 0x2F {
      position += hashes + 1
      while position < end, !(bytes[position] == 0x2F && hasHashes(hashes, at: position + 1)) {
        position += 1
      }
      position = min(end, position + 1 + hashes)
      mark(.string, from: start)
    } else {
      position += hashes
      skipWord()
      mark(.attribute, from: start)
    }
  }

  private func hasHashes(_ count: Int, at index: Int) -> Bool {
    for offset in 0..<count where byte(at: index + offset) != 0x23 { return false }
    return true
  }

  /// A literal with any number of `#`, on one line or over lines; its interpolations are coloured as code.
  private mutating func swiftString(hashes: Int) {
    var start = position
    position += hashes
    let isMultiline = starts(with: "\"\"\"")
    position += isMultiline ? 3 : 1
    while position < end {
      switch bytes[position] {
      case 0x22:
        if isMultiline
          ? (starts(with: "\"\"\"") && hasHashes(hashes, at: position + 3))
          : hasHashes(hashes, at: position + 1)
        {
          position += (isMultiline ? 3 : 1) + hashes
          mark(.string, from: start)
          return
        }
        position += 1
      case 0x5C where hasHashes(hashes, at: position + 1):
        let escape = position
        let kind = peek(1 + hashes)
        if kind == 0x28, depth < Self.maximumDepth {
          mark(.string, from: start)
          position += 2 + hashes
          mark(.escape, from: escape)
          depth += 1
          scanSwift(untilParenthesis: true)
          depth -= 1
          start = position
          if position < end {
            position += 1
            mark(.escape, from: start)
            start = position
          }
        } else {
          mark(.string, from: start)
          position = min(end, position + 2 + hashes)
          if kind == 0x75, current == 0x7B {
            while position < end, bytes[position] != 0x7D, bytes[position] != 10 { position += 1 }
            if current == 0x7D { position += 1 }
          }
          // A multi-byte character after the backslash stays whole.
          while position < end, bytes[position] & 0xC0 == 0x80 { position += 1 }
          mark(.escape, from: escape)
          start = position
        }
      case 10 where !isMultiline:
        mark(.string, from: start)
        return
      default:
        position += 1
      }
    }
    mark(.string, from: start)
  }
}
