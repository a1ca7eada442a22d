/// Reads shell code from its first byte to its last, once. It accepts everything: what it does not know is words.
struct ShellReader {
  private let bytes: [UInt8]
  private var at = 0
  private(set) var script = ShellScript()
  private(set) var outline: ShellOutline?
  /// Words after `<<` whose documents begin on the next line.
  private var documents: [(word: String, isQuoted: Bool, isIndented: Bool)] = []
  private var caseDepth = 0
  /// Up to where no pattern of a `case` ends.
  private var patternless = 0
  private var depth = 0

  /// - Parameter outline: records the lists of commands; `nil` when they are not needed.
  init(_ bytes: [UInt8], outline: ShellOutline? = nil) {
    self.bytes = bytes
    self.outline = outline
  }

  private var current: UInt8? { at < bytes.count ? bytes[at] : nil }
  private func peek(_ distance: Int) -> UInt8? { at + distance < bytes.count ? bytes[at + distance] : nil }

  /// Deeper nesting is not code that anyone has written.
  private static let maximumDepth = 64

  // MARK: Commands

  /// Commands up to the byte that ends them, which is left: `)` of `$(…)`, or the end.
  mutating func list(until end: UInt8?) {
    depth += 1
    if depth > 1 { outline?.begin("$") }
    defer {
      if depth > 1 { outline?.end("$") }
      depth -= 1
    }
    var open = 0
    while let byte = current {
      if byte == end, open == 0 { return }
      switch byte {
      case 0x20, 0x09, 0x0D, UInt8(ascii: "|"), UInt8(ascii: "!"): at += 1
      case UInt8(ascii: "&") where peek(1) == byte: at += 2
      case UInt8(ascii: ";"): separate(byte)
      case UInt8(ascii: "&") where peek(1) != UInt8(ascii: ">"): separate(byte)
      case UInt8(ascii: "\n"):
        outline?.separate()
        endLine()
      case UInt8(ascii: "#"): skipLine()
      case UInt8(ascii: "("):
        if peek(1) == byte {
          arithmetic(from: 2)
        } else {
          at += 1
          open += 1
          outline?.begin(")")
        }
      case UInt8(ascii: ")"):
        at += 1
        open -= 1
        outline?.end(")")
      case UInt8(ascii: "`") where depth > 1: return
      default: command(end)
      }
    }
  }

  /// `;`, `&`, or the end of a branch: `;;`, `;&`, `;;&`.
  private mutating func separate(_ byte: UInt8) {
    at += 1
    outline?.separate()
    if byte == UInt8(ascii: ";"), caseDepth > 0, current == byte || current == UInt8(ascii: "&") {
      outline?.end(";;")
      at += 1
    }
  }

  /// One command with its assignments before it.
  private mutating func command(_ end: UInt8?) {
    if caseDepth > 0, skipPattern() { return }
    var command = ShellScript.Command()
    let before = at
    var isFunction = false
    reading: while let byte = current {
      switch byte {
      case 0x20, 0x09, 0x0D: at += 1
      case UInt8(ascii: "\\") where peek(1) == UInt8(ascii: "\n"): at += 2
      case UInt8(ascii: "\n"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ")"): break reading
      case UInt8(ascii: "`") where depth > 1: break reading
      case UInt8(ascii: "&") where peek(1) != UInt8(ascii: ">"): break reading
      case UInt8(ascii: "#"):
        skipLine()
        break reading
      case UInt8(ascii: "("):
        if command.words.isEmpty { break reading }
        // `name() {`
        if peek(1) == UInt8(ascii: ")") {
          at += 2
          isFunction = true
          break reading
        }
        at += 1
      case UInt8(ascii: "<") where placeholderEnd() != nil: add(word(), to: &command)
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): redirection(&command)
      case UInt8(ascii: "0")...UInt8(ascii: "9") where peek(1).map { $0 == 0x3C || $0 == 0x3E } ?? false:
        at += 1
      default:
        let read = word()
        add(read, to: &command)
        if command.words.count == 1, isKeyword(read.text) {
          keyword(read.text)
          if read.text != "for", read.text != "select", read.text != "case" { return }
          loopHeader(read.text)
          return
        }
      }
    }
    if at == before { at += 1 }
    if !command.words.isEmpty || !command.redirections.isEmpty { finish(command, isFunction: isFunction) }
  }

  private func isKeyword(_ word: String) -> Bool {
    switch word {
    case "if", "then", "else", "elif", "fi", "while", "until", "do", "done", "time", "{", "}", "for",
      "select",
      "case", "esac", "exec", "command", "nohup":
      true
    default: false
    }
  }

  private mutating func keyword(_ word: String) {
    outline?.keyword(word)
    if word == "exec" { outline?.add(word, at: at) }
    if word == "case" { caseDepth += 1 }
    if word == "esac" { caseDepth = max(0, caseDepth - 1) }
  }

  /// `for NAME in WORDS`, `case WORD in`: up to the separator.
  private mutating func loopHeader(_ keyword: String) {
    var words: [ShellScript.Word] = []
    while let byte = current {
      if byte == 0x20 || byte == 0x09 {
        at += 1
        continue
      }
      if byte == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "\n") {
        at += 2
        continue
      }
      if byte == UInt8(ascii: "("), peek(1) == byte {
        arithmetic(from: 2)
        continue
      }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ")") { break }
      let before = at
      let read = word()
      if at == before {
        at += 1
        continue
      }
      words.append(read)
      if keyword == "case", read.text == "in" { break }
    }
    if keyword != "case", let name = words.first { set(name.text, name.range) }
  }

  /// `start | stop)` of a `case`.
  private mutating func skipPattern() -> Bool {
    // What did not end in a pattern for an earlier command of the line does not for this one either.
    if at < patternless { return false }
    var end = at
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: ";") {
      if bytes[end] == UInt8(ascii: "(") || bytes[end] == UInt8(ascii: "$"), end > at { break }
      if bytes[end] == UInt8(ascii: ")") {
        at = end + 1
        outline?.beginBranch()
        return true
      }
      end += 1
    }
    patternless = end
    return false
  }

  private mutating func add(_ word: ShellScript.Word, to command: inout ShellScript.Command) {
    guard !word.range.isEmpty else {
      at += 1
      return
    }
    if command.words.isEmpty, let equals = assignment(word.range) {
      set(String(decoding: bytes[word.range.lowerBound..<equals], as: UTF8.self), word.range)
      return
    }
    command.words.append(word)
  }

  /// Where the name of `NAME=value`, `NAME+=value` or `NAME[0]=value` ends.
  private func assignment(_ range: Range<Int>) -> Int? {
    guard let first = range.first, Self.isNameStart(bytes[first]) else { return nil }
    let end = bytes[range].firstIndex { !Self.isName($0) } ?? range.upperBound
    guard end < range.upperBound else { return nil }
    switch bytes[end] {
    case UInt8(ascii: "="): return end
    case UInt8(ascii: "+") where end + 1 < range.upperBound && bytes[end + 1] == UInt8(ascii: "="): return end
    case UInt8(ascii: "["):
      let close = bytes[end..<range.upperBound].firstIndex(of: UInt8(ascii: "]"))
      return close.flatMap { $0 + 1 < range.upperBound && bytes[$0 + 1] == UInt8(ascii: "=") ? end : nil }
    default: return nil
    }
  }

  private mutating func set(_ name: String, _ range: Range<Int>) {
    script.settings.append(.init(name: name, range: range))
  }

  /// Records a command and what it does to variables.
  private mutating func finish(_ command: ShellScript.Command, isFunction: Bool) {
    script.commands.append(command)
    addToOutline(command, isFunction: isFunction)
    switch command.name {
    case "export", "declare", "local", "readonly", "typeset", "env", "read", "mapfile", "readarray",
      "getopts",
      "printf", "let", "set", "setenv", "unset", "wait":
      for word in command.arguments { setName(word) }
    case "source", ".", "eval": script.readsMore = true
    default:
      // `make ENV=prod` and `docker run -e TOKEN=…` name what they are given.
      for word in command.arguments where assignment(word.range) != nil { setName(word) }
    }
  }

  private mutating func addToOutline(_ command: ShellScript.Command, isFunction: Bool) {
    if isFunction || command.name == "function" {
      outline?.beginFunction()
      // `function main { exit` has its name, the brace and the first command among its words.
      guard let brace = command.words.firstIndex(where: { $0.text == "{" }) else { return }
      outline?.keyword("{")
      if let first = command.words[brace...].dropFirst().first {
        outline?.add(first.text, at: first.range.lowerBound)
      }
    } else {
      outline?.add(command.name, at: command.words.first?.range.lowerBound ?? at)
    }
  }

  private mutating func setName(_ word: ShellScript.Word) {
    let name = word.text.utf8.prefix(while: Self.isName)
    guard let first = name.first, Self.isNameStart(first) else { return }
    set(String(Substring(name)), word.range)
  }

  // MARK: Redirections and documents

  private mutating func redirection(_ command: inout ShellScript.Command) {
    let start = at
    while let byte = current,
      byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&")
    {
      at += 1
    }
    if current == UInt8(ascii: "|") { at += 1 }
    let sign = String(decoding: bytes[start..<at], as: UTF8.self)
    // `<(…)`: the list reads what is in it.
    if current == UInt8(ascii: "(") {
      at += 1
      if depth < Self.maximumDepth { list(until: UInt8(ascii: ")")) }
      if current == UInt8(ascii: ")") { at += 1 }
      return
    }
    if sign == "<<" { return document() }
    skipBlanks()
    let target = word()
    if !target.range.isEmpty { command.redirections.append(.init(sign: sign, target: target)) }
  }

  private mutating func document() {
    let isIndented = current == UInt8(ascii: "-")
    if isIndented { at += 1 }
    skipBlanks()
    let start = at
    let read = word()
    let isQuoted = bytes[start..<at].contains { $0 == 0x22 || $0 == 0x27 || $0 == UInt8(ascii: "\\") }
    if !read.range.isEmpty { documents.append((read.text, isQuoted, isIndented)) }
  }

  private mutating func endLine() {
    at += 1
    let pending = documents
    documents = []
    for document in pending { skip(document) }
  }

  private mutating func skip(_ document: (word: String, isQuoted: Bool, isIndented: Bool)) {
    while at < bytes.count {
      let end = bytes[at...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes[at..<end]
      let text = document.isIndented ? line.drop { $0 == 0x09 } : line
      if text.elementsEqual(document.word.utf8) {
        at = min(bytes.count, end + 1)
        return
      }
      if !document.isQuoted { expansions(upTo: end) }
      at = min(bytes.count, max(at, end + 1))
    }
  }

  /// The expansions in the text of a document or string.
  private mutating func expansions(upTo end: Int) {
    while at < end {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      if bytes[at] == UInt8(ascii: "$") { expansion() } else { at += 1 }
    }
  }

  // MARK: Words

  private mutating func word() -> ShellScript.Word {
    let start = at
    var text: [UInt8] = []
    var isLiteral = true
    reading: while let byte = current {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ")"),
        UInt8(ascii: ">"):
        break reading
      case UInt8(ascii: "<"):
        guard let end = placeholderEnd() else { break reading }
        script.placeholders.append(at..<end)
        text += bytes[at..<end]
        at = end
        isLiteral = false
      case UInt8(ascii: "("):
        // `NAME=(a b)`, and the parts of patterns.
        guard at > start, bytes[at - 1] == UInt8(ascii: "=") || "@?*+!".utf8.contains(bytes[at - 1]) else {
          break reading
        }
        isLiteral = false
        at += 1
        if depth < Self.maximumDepth {
          depth += 1
          arrayElements()
          depth -= 1
        }
      case 0x27: quoted(&text)
      case 0x22: doubleQuoted(&text, &isLiteral)
      case UInt8(ascii: "\\"):
        at += 1
        if let next = current {
          if next != UInt8(ascii: "\n") { text.append(next) }
          at += 1
        }
      case UInt8(ascii: "$"):
        let from = at
        expansion()
        text += bytes[from..<at]
        isLiteral = false
      case UInt8(ascii: "`"):
        if depth > 1, at > start { break reading }
        isLiteral = false
        at += 1
        if depth < Self.maximumDepth { list(until: UInt8(ascii: "`")) }
        if current == UInt8(ascii: "`") { at += 1 }
      case UInt8(ascii: "[") where depth < Self.maximumDepth && subscriptEnd(after: text) != nil:
        let from = at
        depth += 1
        expansions(upTo: subscriptEnd(after: text) ?? at)
        depth -= 1
        text += bytes[from..<at]
        isLiteral = false
      case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "{"):
        text.append(byte)
        at += 1
        isLiteral = false
      default:
        text.append(byte)
        at += 1
      }
    }
    let end = max(start, min(at, bytes.count))
    return .init(text: String(decoding: text, as: UTF8.self), range: start..<end, isLiteral: isLiteral)
  }

  /// The end of `[1<<2]` in an assignment after a name, or to a place of an array: no document begins in it.
  private func subscriptEnd(after name: [UInt8]) -> Int? {
    guard name.allSatisfy(Self.isName), let end = bracketEnd() else { return nil }
    let rest = bytes[end...]
    return rest.starts(with: "=".utf8) || rest.starts(with: "+=".utf8) ? end : nil
  }

  /// The place after the bracket that closes the one at hand; `nil` when none does on the line, within 1,000 bytes: no
  /// subscript is as long, and a line of brackets is not read to its end for each of them.
  private func bracketEnd() -> Int? {
    var open = 0
    for index in at..<min(bytes.count, at + 1_000) where bytes[index] != 0x20 {
      switch bytes[index] {
      case UInt8(ascii: "["): open += 1
      case UInt8(ascii: "]"): open -= 1
      case UInt8(ascii: "\n"): return nil
      default: break
      }
      if open == 0 { return index + 1 }
    }
    return nil
  }

  /// The words between the parentheses of an array.
  private mutating func arrayElements() {
    while let byte = current, byte != UInt8(ascii: ")") {
      if byte == UInt8(ascii: "#") {
        skipLine()
        continue
      }
      let before = at
      _ = word()
      if at == before { at += 1 }
    }
    if current != nil { at += 1 }
  }

  private mutating func quoted(_ text: inout [UInt8]) {
    at += 1
    while let byte = current, byte != 0x27 {
      text.append(byte)
      at += 1
    }
    if current != nil { at += 1 }
  }

  private mutating func doubleQuoted(_ text: inout [UInt8], _ isLiteral: inout Bool) {
    at += 1
    while let byte = current, byte != 0x22 {
      switch byte {
      case UInt8(ascii: "\\"):
        at += 1
        if let next = current {
          text.append(next)
          at += 1
        }
      case UInt8(ascii: "$"):
        let start = at
        expansion()
        text += bytes[start..<min(at, bytes.count)]
        isLiteral = false
      default:
        text.append(byte)
        at += 1
      }
    }
    if current != nil { at += 1 }
  }

  // MARK: Expansions

  private mutating func expansion() {
    at += 1
    guard let byte = current else { return }
    switch byte {
    case UInt8(ascii: "("):
      if peek(1) == byte { return arithmetic(from: 2) }
      at += 1
      if depth < Self.maximumDepth { list(until: UInt8(ascii: ")")) }
      if current == UInt8(ascii: ")") { at += 1 }
    case UInt8(ascii: "{"): braces()
    case UInt8(ascii: "[") where depth < Self.maximumDepth:
      depth += 1
      if let end = bracketEnd() { expansions(upTo: end) }
      depth -= 1
    case _ where Self.isNameStart(byte):
      let start = at
      while let byte = current, Self.isName(byte) { at += 1 }
      use(start..<at)
    default: if "?@#*!$-0123456789".utf8.contains(byte) { at += 1 }
    }
  }

  /// `${NAME}`, `${NAME:-default}`, `${#NAME}`, `${!NAME}`, `${NAME[@]}`.
  private mutating func braces() {
    at += 1
    if let byte = current, byte == UInt8(ascii: "#") || byte == UInt8(ascii: "!") { at += 1 }
    let start = at
    while let byte = current, Self.isName(byte) { at += 1 }
    let name = start..<at
    let sign = current == UInt8(ascii: ":") ? peek(1) : current
    switch sign {
    case UInt8(ascii: "-"), UInt8(ascii: "+"): break
    case UInt8(ascii: "="), UInt8(ascii: "?"):
      if let first = name.first, Self.isNameStart(bytes[first]) {
        set(String(decoding: bytes[name], as: UTF8.self), name)
      }
    default:
      if let first = name.first, Self.isNameStart(bytes[first]), isNameEnd(sign) { use(name) }
    }
    closeBraces()
  }

  /// Whether what follows the name in braces is of the shell, as not in `${{ secrets.X }}` or `${user.name}`.
  private func isNameEnd(_ byte: UInt8?) -> Bool {
    byte.map { "}:[%#/^,@0123456789 $".utf8.contains($0) } ?? false
  }

  private mutating func closeBraces() {
    var open = 1
    while let byte = current, open > 0 {
      switch byte {
      case UInt8(ascii: "\n"): return
      case UInt8(ascii: "{"):
        open += 1
        at += 1
      case UInt8(ascii: "}"):
        open -= 1
        at += 1
      case UInt8(ascii: "$") where depth < Self.maximumDepth:
        depth += 1
        expansion()
        depth -= 1
      default: at += 1
      }
    }
  }

  private mutating func use(_ range: Range<Int>) {
    script.uses.append(.init(name: String(decoding: bytes[range], as: UTF8.self), range: range))
  }

  /// `((…))`: variables need no `$`, and are as often set as read.
  private mutating func arithmetic(from offset: Int) {
    at += offset
    var open = 2
    while let byte = current, open > 0 {
      if byte == UInt8(ascii: "(") { open += 1 }
      if byte == UInt8(ascii: ")") { open -= 1 }
      if byte == UInt8(ascii: "\n") { endLine() } else { at += 1 }
      if Self.isNameStart(byte), at < 2 || !Self.isName(bytes[at - 2]) {
        let start = at - 1
        while let byte = current, Self.isName(byte) { at += 1 }
        set(String(decoding: bytes[start..<at], as: UTF8.self), start..<at)
      }
    }
  }

  // MARK: Bytes

  /// The end of `<your-name>` at the current byte; `nil` for a redirection.
  private func placeholderEnd() -> Int? {
    guard let first = peek(1), Self.isNameStart(first) else { return nil }
    var end = at + 1
    while end < bytes.count, end - at < 60 {
      let byte = bytes[end]
      if byte == UInt8(ascii: ">") { return bytes[end - 1] == 0x20 ? nil : end + 1 }
      guard Self.isName(byte) || " -./:|'#,()".utf8.contains(byte) || byte >= 0x80 else { return nil }
      end += 1
    }
    return nil
  }

  private mutating func skipBlanks() { while current == 0x20 || current == 0x09 { at += 1 } }

  private mutating func skipLine() {
    while let byte = current, byte != UInt8(ascii: "\n") {
      _ = byte
      at += 1
    }
  }

  static func isNameStart(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") || byte.isLetter }
  static func isName(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") || byte.isAlphanumeric }
}
