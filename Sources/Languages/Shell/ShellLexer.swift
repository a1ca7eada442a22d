extension Scanner {
  private static let shellWords = WordTable(
    (
      .keyword,
      """
      if then else elif fi for while until do done case esac in function select time return exit export \
      local readonly declare unset set shift trap source alias eval exec break continue
      """
    ),
    (
      .function,
      """
      echo printf cd test read pwd kill wait sleep mkdir rm cp mv ls cat grep sed awk curl jq tar git make \
      docker kubectl swift python python3 pip npm sudo apt apt-get psql redis-cli helm chmod tee head tail \
      sort
      """
    )
  )

  mutating func scanShell() {
    // A block that was copied with its prompts is a terminal session by another name.
    if position == 0, starts(with: "$ ") { scanConsole() } else { shell(closing: 0) }
  }

  /// Commands up to `closing`, which is `)` inside `$(…)` and 0 at the top.
  private mutating func shell(closing: UInt8) {
    var isCommand = true
    var open = 0
    // Words after `<<` whose documents begin on the next line.
    var documents: [(range: Range<Int>, isQuoted: Bool, isIndented: Bool)] = []
    while position < end {
      let start = position
      let byte = bytes[position]
      switch byte {
      case 10:
        position += 1
        for document in documents { shellDocument(document) }
        documents.removeAll(keepingCapacity: true)
        isCommand = true
      case 0x23 where start == 0 || bytes[start - 1].isBlank || bytes[start - 1] == 0x3B:
        position = endOfLine(from: position)
        mark(.comment, from: start)
      case 0x22:
        shellDoubleQuoted()
        isCommand = false
      case 0x27:
        position += 1
        while position < end, bytes[position] != 0x27 { position += 1 }
        position = min(end, position + 1)
        mark(.string, from: start)
        isCommand = false
      case 0x24:
        shellExpansion()
        isCommand = false
      case 0x5C:
        position = min(end, position + 2)
        if byte == 0x5C, bytes[position - 1] != 10 { mark(.escape, from: start) }
      case 0x3C where peek(1) == 0x3C && peek(2) != 0x3C:
        if let document = shellDocumentWord() { documents.append(document) }
      case 0x28:
        open += 1
        position += 1
        isCommand = true
      case 0x29:
        if closing == 0x29, open == 0 { return }
        open -= 1
        position += 1
      case 0x3B, 0x7C, 0x26, 0x60, 0x7B:
        position += 1
        isCommand = true
      case 0x2D where start > 0 && bytes[start - 1].isBlank && (peek(1).isWord || peek(1) == 0x2D):
        while position < end, bytes[position].isWord || bytes[position] == 0x2D { position += 1 }
        mark(.attribute, from: start)
      case 32, 9, 13:
        position += 1
      default:
        if byte.isWord {
          isCommand = shellWord(isCommand: isCommand)
        } else {
          position += 1
          if byte == 0x2E || byte == 0x2F || byte == 0x7E { isCommand = false }
        }
      }
    }
  }

  /// A bare word; returns whether the next word is a command again.
  private mutating func shellWord(isCommand: Bool) -> Bool {
    let start = position
    skipWord()
    if current == 0x3D, isCommand {
      mark(.variable, from: start)
      position += 1
      // After the value there may be a command: `SEED=1 swift run`.
      while position < end, bytes[position].isWord || Self.isShellWordByte(bytes[position]) { position += 1 }
      return true
    }
    while position < end, bytes[position].isWord || Self.isShellWordByte(bytes[position]) { position += 1 }
    if bytes[start].isDigit, isAllDigits(start..<position) {
      mark(.number, from: start)
      return false
    }
    // `in` and `do` are in the middle of a line; other words have their meaning where a command begins.
    let token = Word(bytes, start..<position).flatMap { Self.shellWords[$0] }
    guard isCommand || (token == .keyword && (matches("in ", at: start) || matches("do", at: start))) else {
      return false
    }
    mark(token ?? .function, from: start)
    return token == .keyword
  }

  private static func isShellWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D, 0x2E, 0x2F, 0x3A, 0x40, 0x25, 0x2B, 0x2C, 0x3D: true
    default: false
    }
  }

  private mutating func shellDoubleQuoted() {
    var start = position
    position += 1
    while position < end {
      switch bytes[position] {
      case 0x22:
        position += 1
        mark(.string, from: start)
        return
      case 0x5C:
        position = min(end, position + 2)
      case 0x24 where shellExpands:
        mark(.string, from: start)
        shellExpansion()
        start = position
      default:
        position += 1
      }
    }
    mark(.string, from: start)
  }

  /// Whether a variable or a substitution begins at the `$`.
  private var shellExpands: Bool {
    let next = peek(1)
    return next.isWord || next == 0x7B || next == 0x28 || next == 0x3F || next == 0x40 || next == 0x23
      || next == 0x2A || next == 0x24 || next == 0x21
  }

  private mutating func shellExpansion() {
    let start = position
    position += 1
    switch current {
    case 0x7B:
      var open = 0
      repeat {
        if bytes[position] == 0x7B { open += 1 }
        if bytes[position] == 0x7D { open -= 1 }
        position += 1
      } while position < end && open > 0 && bytes[position] != 10
      mark(.variable, from: start)
    case 0x28 where depth < Self.maximumDepth:
      position += 1
      mark(.escape, from: start)
      depth += 1
      shell(closing: 0x29)
      depth -= 1
      if current == 0x29 {
        position += 1
        mark(.escape, from: position - 1)
      }
    case 0x30...0x39, 0x3F, 0x40, 0x23, 0x2A, 0x24, 0x21:
      position += 1
      mark(.variable, from: start)
    default:
      skipWord()
      if position - start > 1 { mark(.variable, from: start) }
    }
  }

  /// `<<EOF`, `<<-EOF`, `<<'EOF'`.
  private mutating func shellDocumentWord() -> (range: Range<Int>, isQuoted: Bool, isIndented: Bool)? {
    let start = position
    position += 2
    let isIndented = current == 0x2D
    if isIndented { position += 1 }
    skipBlanks()
    let quote = current == 0x27 || current == 0x22 ? current : 0
    // `((1 << 2))` and `a[1<<2]=x` are arithmetic.
    if quote == 0, current.isDigit { return nil }
    if quote != 0 { position += 1 }
    let word = position
    skipWord()
    let range = word..<position
    if quote != 0, current == quote { position += 1 }
    guard !range.isEmpty else { return nil }
    mark(.attribute, from: start)
    return (range, quote != 0, isIndented)
  }

  /// The lines up to the one that is the word alone.
  private mutating func shellDocument(_ document: (range: Range<Int>, isQuoted: Bool, isIndented: Bool)) {
    var start = position
    while position < end {
      var line = position
      let stop = endOfLine(from: position)
      if document.isIndented { while line < stop, bytes[line] == 9 { line += 1 } }
      if stop - line == document.range.count, sameBytes(line, document.range) {
        mark(.string, start, line)
        position = stop
        mark(.attribute, from: line)
        if position < end { position += 1 }
        return
      }
      while position < stop {
        if bytes[position] == 0x24, !document.isQuoted, shellExpands {
          mark(.string, from: start)
          shellExpansion()
          start = position
        } else {
          position += 1
        }
      }
      position = max(position, min(end, stop + 1))
    }
    mark(.string, from: start)
  }

  private func sameBytes(_ index: Int, _ range: Range<Int>) -> Bool {
    for offset in 0..<range.count where byte(at: index + offset) != bytes[range.lowerBound + offset] {
      return false
    }
    return true
  }
}
