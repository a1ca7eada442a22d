/// The bytes of a line of shell code, read from the left.
struct ShellScan {
  let bytes: [UInt8]
  var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at >= bytes.count }
  /// The byte at a distance; 0 after the end.
  func peek(_ distance: Int = 0) -> UInt8 { at + distance < bytes.count ? bytes[at + distance] : 0 }
  func has(_ text: String) -> Bool { bytes[min(at, bytes.count)...].starts(with: text.utf8) }
}

extension ShellCompleteness {
  /// Reads a byte, or as many as are one sign.
  mutating func step(_ scan: inout ShellScan) {
    switch frames.last?.kind {
    case .single: readQuoted(&scan, until: UInt8(ascii: "'"), escapes: false)
    case .ansi: readQuoted(&scan, until: UInt8(ascii: "'"), escapes: true)
    case .backquote: readQuoted(&scan, until: UInt8(ascii: "`"), escapes: true)
    case .double:
      if !readPart(&scan, quotes: false) { readClosed(&scan, by: UInt8(ascii: "\"")) }
    case .parameter:
      if !readPart(&scan) { readClosed(&scan, by: UInt8(ascii: "}")) }
    case .bracket: readNested(&scan, UInt8(ascii: "["), UInt8(ascii: "]"))
    case .group: readNested(&scan, UInt8(ascii: "("), UInt8(ascii: ")"))
    case .arithmetic, .arithmeticCommand: readArithmetic(&scan)
    default: readCommands(&scan)
    }
  }

  // MARK: Quotes and expansions

  private mutating func readQuoted(_ scan: inout ShellScan, until quote: UInt8, escapes: Bool) {
    if escapes, scan.peek() == UInt8(ascii: "\\") { return readBackslash(&scan) }
    readClosed(&scan, by: quote)
  }

  private mutating func readClosed(_ scan: inout ShellScan, by end: UInt8) {
    if scan.peek() == end { closePart() }
    scan.at += 1
  }

  private mutating func readBackslash(_ scan: inout ShellScan) {
    if scan.at + 1 == scan.bytes.count {
      endsWithBackslash = true
    } else {
      here.isWord = true
      here.isPlain = false
    }
    scan.at += 2
  }

  private mutating func readNested(_ scan: inout ShellScan, _ start: UInt8, _ end: UInt8) {
    if readPart(&scan) { return }
    if scan.peek() == start { open(frames.last?.kind ?? .group) } else if scan.peek() == end { closePart() }
    scan.at += 1
  }

  /// Arithmetic ends with two parentheses. With one, it was two parentheses, as in `$((a); b)`: bash decides by what
  /// follows the first one that is closed.
  private mutating func readArithmetic(_ scan: inout ShellScan) {
    if readPart(&scan) { return }
    let isCommand = frames.last?.kind == .arithmeticCommand
    switch scan.peek() {
    case UInt8(ascii: "("): open(.group)
    case UInt8(ascii: ")") where scan.peek(1) == UInt8(ascii: ")"):
      scan.at += 1
      if isCommand { endArithmeticCommand() } else { closePart() }
    case UInt8(ascii: ")"):
      frames[frames.count - 1].kind = isCommand ? .subshell : .substitution
      here = Here(place: .end)
    default: break
    }
    scan.at += 1
  }

  private mutating func endArithmeticCommand() {
    let outer = frames.removeLast().outer.place
    here = Here(place: outer == .variable ? .loop : .end)
  }

  /// What begins a part of a word: a backslash, a quote or an expansion.
  ///
  /// - Returns: Whether one was read.
  private mutating func readPart(_ scan: inout ShellScan, quotes: Bool = true) -> Bool {
    switch scan.peek() {
    case UInt8(ascii: "\\"):
      readBackslash(&scan)
      return true
    case UInt8(ascii: "`"): return open(.backquote, after: 1, in: &scan)
    case UInt8(ascii: "$"): return readExpansion(&scan, quotes: quotes)
    case UInt8(ascii: "'") where quotes: return open(.single, after: 1, in: &scan)
    case UInt8(ascii: "\"") where quotes: return open(.double, after: 1, in: &scan)
    default: return false
    }
  }

  private mutating func readExpansion(_ scan: inout ShellScan, quotes: Bool) -> Bool {
    switch scan.peek(1) {
    case UInt8(ascii: "(") where scan.peek(2) == UInt8(ascii: "("): open(.arithmetic, after: 3, in: &scan)
    case UInt8(ascii: "("): open(.substitution, after: 2, in: &scan)
    case UInt8(ascii: "{"): open(.parameter, after: 2, in: &scan)
    case UInt8(ascii: "["): open(.bracket, after: 2, in: &scan)
    case UInt8(ascii: "'") where quotes: open(.ansi, after: 2, in: &scan)
    default: false
    }
  }

  private mutating func open(_ kind: Frame.Kind, after count: Int, in scan: inout ShellScan) -> Bool {
    scan.at += count
    here.isWord = true
    here.isPlain = false
    open(kind)
    return true
  }

  // MARK: Commands

  private mutating func readCommands(_ scan: inout ShellScan) {
    let byte = scan.peek()
    if byte == 0x20 || byte == 0x09 {
      endWord()
      scan.at += 1
      return
    }
    if byte == UInt8(ascii: "#"), !here.isWord {
      scan.at = scan.bytes.count
      return
    }
    endsWithOperator = false
    if readPart(&scan) { return }
    if frames.last?.kind == .conditional { return readConditional(&scan) }
    if !readOperator(&scan) { readByte(&scan) }
  }

  /// A byte between `[[` and `]]`, where operators do not end the command.
  private mutating func readConditional(_ scan: inout ShellScan) {
    guard Self.isOperator(scan.peek()) else { return readByte(&scan) }
    endWord()
    if frames.last?.kind == .conditional { scan.at += 1 }
  }

  private static func isOperator(_ byte: UInt8) -> Bool { ";|&<>()".utf8.contains(byte) }

  /// A byte of a word.
  private mutating func readByte(_ scan: inout ShellScan) {
    let byte = scan.peek()
    if byte == UInt8(ascii: "["), takesSubscript {
      here.word.append(byte)
      _ = open(.bracket, after: 1, in: &scan)
      return
    }
    here.isWord = true
    here.word.append(byte)
    scan.at += 1
  }

  /// Whether a bracket begins a subscript, which is arithmetic: `a[1<<2]=x`, and `a=([1<<2]=x)`.
  private var takesSubscript: Bool {
    if frames.last?.kind == .array { return !here.isWord }
    guard here.place.takesAssignment, here.isPlain, let first = here.word.first else { return false }
    return ShellReader.isNameStart(first) && here.word.allSatisfy(ShellReader.isName)
  }

  /// - Returns: Whether one was read.
  private mutating func readOperator(_ scan: inout ShellScan) -> Bool {
    switch scan.peek() {
    case UInt8(ascii: "("): readOpening(&scan)
    case UInt8(ascii: ")"): readClosing(&scan)
    case UInt8(ascii: "<") where scan.peek(1) == UInt8(ascii: "("),
      UInt8(ascii: ">") where scan.peek(1) == UInt8(ascii: "("):
      return open(.substitution, after: 2, in: &scan)
    case UInt8(ascii: "<"), UInt8(ascii: ">"): readRedirection(&scan)
    case UInt8(ascii: "&") where scan.peek(1) == UInt8(ascii: ">"): readRedirection(&scan)
    case UInt8(ascii: "|"), UInt8(ascii: "&"): readPipe(&scan)
    case UInt8(ascii: ";"): readSemicolon(&scan)
    default: return false
    }
    return true
  }

  /// A parenthesis: of an array, a pattern, a function, arithmetic or a subshell.
  private mutating func readOpening(_ scan: inout ShellScan) {
    if let last = here.word.last, here.isWord {
      if last == UInt8(ascii: "=") {
        _ = open(.array, after: 1, in: &scan)
        return
      }
      if "@?*+!".utf8.contains(last), here.word != [UInt8(ascii: "!")] {
        _ = open(.group, after: 1, in: &scan)
        return
      }
    }
    endWord()
    // `(esac)` is a pattern.
    if here.place == .pattern { here.isPlain = false }
    if here.place == .first || here.place == .body, readFunction(&scan) { return }
    let isDouble = scan.peek(1) == UInt8(ascii: "(")
    if isDouble, here.place.takesSubshell || here.place == .variable {
      scan.at += 1
      open(.arithmeticCommand)
    } else if here.place.takesSubshell {
      open(.subshell)
    }
    scan.at += 1
  }

  /// `()` after a name.
  private mutating func readFunction(_ scan: inout ShellScan) -> Bool {
    let rest = scan.bytes[(scan.at + 1)...]
    guard let end = rest.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }), rest[end] == UInt8(ascii: ")")
    else {
      return false
    }
    scan.at = end + 1
    here.place = .body
    return true
  }

  private mutating func readClosing(_ scan: inout ShellScan) {
    endWord()
    scan.at += 1
    switch frames.last?.kind {
    case .substitution, .array: closePart()
    case .subshell:
      endPipeline()
      frames.removeLast()
      here = Here(place: .end)
    case .compound("esac") where here.place == .pattern: here.place = .command
    default: break
    }
  }

  private mutating func readPipe(_ scan: inout ShellScan) {
    endWord()
    let byte = scan.peek()
    let isDouble = scan.peek(1) == byte
    let isPipe = byte == UInt8(ascii: "|") && !isDouble
    scan.at += isDouble || (isPipe && scan.peek(1) == UInt8(ascii: "&")) ? 2 : 1
    if here.place == .pattern { return }
    here.place = .command
    endsWithOperator = isDouble || isPipe
    if isPipe {
      pipes.append(line)
    } else {
      endPipeline(before: !isDouble ? .nothing : byte == UInt8(ascii: "&") ? .and : .or)
    }
  }

  /// `;`, and the ends of the branches of `case`: `;;`, `;&`, `;;&`.
  private mutating func readSemicolon(_ scan: inout ShellScan) {
    endWord()
    endPipeline()
    scan.at += 1
    let isBranch = scan.peek() == UInt8(ascii: ";") || scan.peek() == UInt8(ascii: "&")
    if frames.last?.kind == .compound("esac"), isBranch {
      scan.at += scan.has(";&") ? 2 : 1
      here.place = .pattern
    } else {
      here.place = here.place.afterLine
    }
  }

  // MARK: Redirections

  private mutating func readRedirection(_ scan: inout ShellScan) {
    // `2>`: the number belongs to the redirection, not to the command.
    if here.isPlain, here.word.allSatisfy({ (0x30...0x39).contains($0) }) { here = Here(place: here.place) }
    endWord()
    let isNamed = !here.place.takesAssignment
    if scan.has("<<"), !scan.has("<<<") {
      readDocument(&scan)
      here.place = isNamed ? .argument : .name
      return
    }
    let sign = ["<<<", "&>>", "<>", "<&", ">>", ">&", ">|", "&>"].first { scan.has($0) }
    scan.at += sign?.utf8.count ?? 1
    here.place = .target(beforeName: !isNamed)
  }

  /// Reads the word after `<<`.
  private mutating func readDocument(_ scan: inout ShellScan) {
    scan.at += 2
    let stripsTabs = scan.peek() == UInt8(ascii: "-")
    if stripsTabs { scan.at += 1 }
    while scan.peek() == 0x20 || scan.peek() == 0x09 { scan.at += 1 }
    var word: [UInt8] = []
    var quote: UInt8?
    while !scan.isAtEnd {
      let byte = scan.peek()
      if let open = quote {
        if byte == open { quote = nil } else { word.append(byte) }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "\\") {
        // Quotes the next byte.
      } else if byte == 0x20 || byte == 0x09 || Self.isOperator(byte) {
        break
      } else {
        word.append(byte)
      }
      scan.at += 1
    }
    if !word.isEmpty { documents.append(Document(word: word, stripsTabs: stripsTabs)) }
  }
}
