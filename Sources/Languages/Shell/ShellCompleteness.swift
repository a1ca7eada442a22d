/// Whether a shell command is complete, or goes on in the next line.
///
/// Finds the reasons for bash's second prompt: open quotes, substitutions, here-documents, operators and compound
/// commands, and a backslash at the end of a line. It parses no further than that, except that it distinguishes pipes
/// in conditions from others.
struct ShellCompleteness: Sendable {
  private enum Open: Hashable {
    case single, double, ansi, backquote, parameter
    /// `$(( … ))`.
    case arithmetic
    /// `(( … ))`.
    case arithmeticCommand
    /// `( … )` in arithmetic.
    case group
    /// `( … )`, after which a command may go on.
    case subshell
    /// `$( … )`, `<( … )` and `name=( … )`, which are parts of a word.
    case substitution

    var isQuote: Bool { self == .single || self == .double || self == .ansi }
  }

  private struct Document {
    var word: [UInt8]
    var stripsTabs: Bool
  }

  /// An open compound command.
  private struct Compound {
    /// The word that ends it: `fi`, `done`, `esac`, `}`.
    var closer: String
    /// Whether the words at hand are its condition.
    var isCondition: Bool
    /// How many quotes, substitutions and subshells are open around it.
    var depth: Int
    /// The pipeline that it is a part of, as far as it was read.
    var pipes: [Int]
    var isNegated: Bool
  }

  private var open: [Open] = []
  private var documents: [Document] = []
  private var endsWithOperator = false
  private var endsWithBackslash = false
  /// Lines, counted from 0, of the pipes of the current pipeline, and the state of those before it.
  private var pipes: [Int] = []
  private var isNegated = false
  private var line = 0
  private var compounds: [Compound] = []
  /// The lines of pipelines before `&&` in the list of commands at hand, of which a later `||` is a condition.
  private var listed: Set<Int> = []
  /// Whether the list has `||`.
  private var isHandled = false
  /// Lines of pipelines in a condition: before `&&` or `||`, after `!`, `if` or `while`. Bash lets these fail.
  private(set) var linesOfConditions: Set<Int> = []
  /// Those of them whose failure nothing in the code handles: before `&&`, in a list without `||`, not in a condition,
  /// a function or another compound command.
  private(set) var linesOfLists: Set<Int> = []
  /// Lines of other pipelines.
  private(set) var linesOfPipes: Set<Int> = []
  /// Whether the word before was `function`: the next one is its name.
  private var namesFunction = false

  var isIncomplete: Bool {
    !open.isEmpty || !compounds.isEmpty || !documents.isEmpty || endsWithOperator || endsWithBackslash
  }

  /// Reads one more line, without its newline and its prompt.
  mutating func read(_ line: some Sequence<UInt8>) {
    let bytes = Array(line)
    defer { self.line += 1 }
    if let document = documents.first, !(open.last?.isQuote ?? false) {
      let text = document.stripsTabs ? bytes[...].drop { $0 == 0x09 } : bytes[...]
      if text.elementsEqual(document.word) { documents.removeFirst() }
      return
    }
    scan(bytes)
    if !endsWithOperator, !endsWithBackslash, !open.contains(where: { $0 != .subshell }) { endPipeline() }
  }

  /// What comes after a pipeline.
  private enum Continuation { case and, or, nothing }

  /// Decides the pipes of a pipeline by the code after it.
  private mutating func endPipeline(before next: Continuation = .nothing) {
    if let first = pipes.first {
      if next != .nothing || isNegated || compounds.contains(where: \.isCondition) {
        linesOfConditions.formUnion(first...line)
      } else {
        linesOfPipes.formUnion(first...line)
      }
      if next == .and, !isNegated, open.isEmpty, compounds.isEmpty { listed.formUnion(first...line) }
    }
    if open.isEmpty, compounds.isEmpty { endList(before: next) }
    pipes = []
    isNegated = false
  }

  private mutating func endList(before next: Continuation) {
    switch next {
    case .and: return
    case .or: isHandled = true
    case .nothing:
      if !isHandled { linesOfLists.formUnion(listed) }
      listed = []
      isHandled = false
    }
  }

  private mutating func scan(_ bytes: [UInt8]) {
    var at = 0
    var isCommand = !endsWithBackslash
    endsWithBackslash = false
    while at < bytes.count {
      let byte = bytes[at]
      let next = at + 1 < bytes.count ? bytes[at + 1] : 0
      switch (open.last, byte) {
      case (.single, UInt8(ascii: "'")), (.ansi, UInt8(ascii: "'")):
        open.removeLast()
        isCommand = false
      case (.single, _): break
      case (_, UInt8(ascii: "\\")):
        if at + 1 == bytes.count { endsWithBackslash = true }
        endsWithOperator = false
        at += 1
      case (.ansi, _): break
      case (.double, UInt8(ascii: "\"")), (.backquote, UInt8(ascii: "`")):
        open.removeLast()
        isCommand = false
      case (_, UInt8(ascii: "$")) where next == UInt8(ascii: "("):
        let isArithmetic = at + 2 < bytes.count && bytes[at + 2] == UInt8(ascii: "(")
        open.append(isArithmetic ? .arithmetic : .substitution)
        at += isArithmetic ? 2 : 1
        isCommand = true
        endsWithOperator = false
      case (_, UInt8(ascii: "$")) where next == UInt8(ascii: "{"):
        open.append(.parameter)
        at += 1
        isCommand = false
        endsWithOperator = false
      case (.parameter, UInt8(ascii: "}")): open.removeLast()
      case (.arithmetic, UInt8(ascii: ")")) where next == UInt8(ascii: ")"),
        (.arithmeticCommand, UInt8(ascii: ")")) where next == UInt8(ascii: ")"):
        open.removeLast()
        at += 1
        isCommand = false
      case (.arithmetic, UInt8(ascii: ")")): endSubshell(in: .substitution)
      case (.arithmeticCommand, UInt8(ascii: ")")): endSubshell(in: .subshell)
      case (.group, UInt8(ascii: ")")): open.removeLast()
      case (.arithmetic, UInt8(ascii: "(")), (.arithmeticCommand, UInt8(ascii: "(")),
        (.group, UInt8(ascii: "(")):
        open.append(.group)
      case (_, UInt8(ascii: "`")):
        open.append(.backquote)
        isCommand = true
        endsWithOperator = false
      case (.double, _): break
      case (_, UInt8(ascii: "$")) where next == UInt8(ascii: "'"):
        open.append(.ansi)
        at += 1
        endsWithOperator = false
      case (_, UInt8(ascii: "\"")):
        open.append(.double)
        endsWithOperator = false
      case (_, UInt8(ascii: "'")):
        open.append(.single)
        endsWithOperator = false
      case (.parameter, _), (.arithmetic, _), (.arithmeticCommand, _), (.group, _): break
      case (_, UInt8(ascii: "#"))
      where at == 0 || Self.isBlank(bytes[at - 1]) || bytes[at - 1] == UInt8(ascii: ";"):
        return
      case (_, UInt8(ascii: "(")):
        let isArithmetic = next == UInt8(ascii: "(") && isCommand
        let isPartOfWord = at > 0 && "=<>".utf8.contains(bytes[at - 1])
        open.append(isArithmetic ? .arithmeticCommand : isPartOfWord ? .substitution : .subshell)
        if isArithmetic { at += 1 }
        isCommand = !isPartOfWord || bytes[at - 1] != UInt8(ascii: "=")
        endsWithOperator = false
      case (_, UInt8(ascii: ")"))
      where compounds.last?.closer == "esac" && compounds.last?.depth == open.count:
        // The end of a pattern, whose bars are not pipes.
        pipes = []
        isCommand = true
        endsWithOperator = false
      case (_, UInt8(ascii: ")")):
        // The code after a pattern of `case`, or `f()`, may be a command, too.
        isCommand = open.last != .substitution
        // The pipes of a substitution are judged with the command that it is a part of.
        if open.last == .subshell { endPipeline() }
        if open.last == .subshell || open.last == .substitution { open.removeLast() }
        endsWithOperator = false
      case (_, UInt8(ascii: "<")) where next == UInt8(ascii: "<"):
        at = hereDocument(bytes, at + 2)
        endsWithOperator = false
        continue
      case (_, UInt8(ascii: "|")), (_, UInt8(ascii: "&")):
        // `|`, `||`, `|&` and `&&`, but not `&`.
        let before = at > 0 ? bytes[at - 1] : 0
        endsWithOperator = byte == UInt8(ascii: "|") || before == byte || before == UInt8(ascii: "|")
        isCommand = true
        if byte == next {
          endPipeline(before: byte == UInt8(ascii: "&") ? .and : .or)
        } else if byte == UInt8(ascii: "|"), before != byte, before != UInt8(ascii: ">") {
          pipes.append(line)
        } else if byte == UInt8(ascii: "&"), before == 0x20 || before == 0x09 {
          endPipeline()
        }
      case (_, UInt8(ascii: ";")):
        isCommand = true
        endPipeline()
        endsWithOperator = false
      case (_, 0x20), (_, 0x09): break
      default:
        endsWithOperator = false
        let end = bytes[at...].firstIndex { !Self.isWord($0) } ?? bytes.count
        if end > at {
          let subscriptEnd = isCommand ? Self.subscriptEnd(bytes, end) : nil
          isCommand = word(String(decoding: bytes[at..<end], as: UTF8.self), isCommand: isCommand)
          at = subscriptEnd ?? end
          continue
        }
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}"), isCommand,
          next == 0 || Self.isBlank(next) || next == UInt8(ascii: ";")
        {
          if byte == UInt8(ascii: "{") { begin("}") } else { close("}") }
        } else {
          isCommand = byte == UInt8(ascii: "!") && isCommand
          isNegated = isNegated || isCommand
        }
      }
      at += 1
    }
  }

  /// What was read as arithmetic is two parentheses, as in `$((a); b)`: bash decides by what follows the first one that is
  /// closed.
  private mutating func endSubshell(in outer: Open) {
    open[open.count - 1] = outer
    endsWithOperator = false
  }

  /// The place after the subscript of an assignment, `[1<<2]=`, which is arithmetic.
  private static func subscriptEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return nil }
    var depth = 0
    for index in start..<bytes.count {
      if bytes[index] == UInt8(ascii: "[") { depth += 1 }
      if bytes[index] == UInt8(ascii: "]") { depth -= 1 }
      if depth > 0 { continue }
      let rest = bytes[(index + 1)...]
      return rest.starts(with: "=".utf8) || rest.starts(with: "+=".utf8) ? index + 1 : nil
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: "@"),
      UInt8(ascii: "%"), UInt8(ascii: ","), 0x80...0xFF:
      true
    default: false
    }
  }

  private mutating func begin(_ closer: String, isCondition: Bool = false) {
    compounds.append(
      Compound(
        closer: closer, isCondition: isCondition, depth: open.count, pipes: pipes, isNegated: isNegated))
    pipes = []
    isNegated = false
  }

  private mutating func close(_ word: String) {
    endPipeline()
    guard compounds.last?.closer == word else { return }
    let ended = compounds.removeLast()
    pipes = ended.pipes
    isNegated = ended.isNegated
  }

  /// Begins or ends the condition of the innermost compound command.
  private mutating func setCondition(_ isCondition: Bool) {
    endPipeline()
    if !compounds.isEmpty { compounds[compounds.count - 1].isCondition = isCondition }
  }

  /// Reads a word, and says whether a command may follow it.
  private mutating func word(_ word: String, isCommand: Bool) -> Bool {
    // `case x in` and `for x in`: the words before `in` are not commands.
    if word == "in" { return compounds.last?.closer == "esac" }
    if namesFunction {
      namesFunction = false
      return true
    }
    guard isCommand else { return false }
    switch word {
    case "function": namesFunction = true
    case "if": begin("fi", isCondition: true)
    case "while", "until": begin("done", isCondition: true)
    case "for", "select": begin("done")
    case "case": begin("esac")
    case "fi", "done", "esac":
      close(word)
      return false
    case "then", "do", "else":
      setCondition(false)
      return true
    case "elif":
      setCondition(true)
      return true
    case "time": return true
    default: return false
    }
    return word == "if" || word == "while" || word == "until"
  }

  /// Reads the word after `<<`, and gives the place after it.
  private mutating func hereDocument(_ bytes: [UInt8], _ start: Int) -> Int {
    var at = start
    // The text of `<<<` is on the same line.
    if at < bytes.count, bytes[at] == UInt8(ascii: "<") { return at + 1 }
    let stripsTabs = at < bytes.count && bytes[at] == UInt8(ascii: "-")
    if stripsTabs { at += 1 }
    while at < bytes.count, Self.isBlank(bytes[at]) { at += 1 }
    var word: [UInt8] = []
    var quote: UInt8?
    while at < bytes.count {
      let byte = bytes[at]
      if let open = quote {
        if byte == open { quote = nil } else { word.append(byte) }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "\\") {
        // Quotes the next byte.
      } else if Self.isBlank(byte) || ";|&<>()".utf8.contains(byte) {
        break
      } else {
        word.append(byte)
      }
      at += 1
    }
    if !word.isEmpty { documents.append(Document(word: word, stripsTabs: stripsTabs)) }
    return at
  }
}
