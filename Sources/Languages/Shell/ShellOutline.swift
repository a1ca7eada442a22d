/// The lists of commands in shell code: what comes after a command in its function.
///
///     let outline = ShellOutline("main() { exit 0; work; }\nmain\n")
///     outline.continuation(after: "exit", atLine: 0)  // .something: `work` comes after it
///
/// As far as it can be read without running it. Commands in constructs that it does not know are in the list around them.
struct ShellOutline: Sendable {
  /// What comes after a command in its function.
  enum Continuation: Sendable {
    case nothing
    case something
    /// A loop is around the command: what comes after it there may have run before.
    case repeated
  }

  private struct List {
    /// What ends it: `fi`, `done`, `esac`, `;;`, `}`, `)`; empty for the whole code.
    var closer: String
    var isLoop = false
    var isFunction = false
    /// The number of the item that is read, and whether it has a command yet.
    var item = 0
    var hasCommand = false

    var count: Int { hasCommand ? item + 1 : item }
  }

  private struct Command {
    var name: String
    /// Where it begins, in bytes.
    var place: Int
    /// The lists around it and its item in each, from the innermost one to that of its function.
    var path: [(list: Int, item: Int)]
  }

  private var lists = [List(closer: "")]
  /// Those that are open, the innermost last.
  private var open = [0]
  private var commands: [Command] = []
  /// Whether the next list is the body of a function.
  private var beginsFunction = false
  /// Where each line of the code begins.
  private var lines: [Int]

  /// Deeper nesting is not code that anyone has written.
  private static let maximumDepth = 64

  var lineCount: Int { lines.count - 1 }

  init(_ code: String) {
    let bytes = Array(code.utf8)
    lines = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 } + [bytes.count + 1]
    var reader = ShellReader(bytes, outline: self)
    reader.list(until: nil)
    self = reader.outline ?? self
  }

  /// What comes after the command of a name at a line, counted from 0. `nil` when the line has no such command, or several
  /// that differ in this.
  func continuation(after name: String, atLine line: Int) -> Continuation? {
    guard lines.indices.dropLast().contains(line) else { return nil }
    let places = lines[line]..<lines[line + 1]
    let found = Set(
      commands.filter { $0.name == name && places.contains($0.place) }.map(continuation(after:)))
    return found.count == 1 ? found.first : nil
  }

  private func continuation(after command: Command) -> Continuation {
    var rest = Continuation.nothing
    var isRepeated = false
    for (list, item) in command.path {
      if lists[list].count > item + 1 { rest = .something }
      if lists[list].isLoop { (rest, isRepeated) = (.nothing, true) }
    }
    return rest == .nothing && isRepeated ? .repeated : rest
  }
}

/// What the reader of the code finds, in order.
extension ShellOutline {
  mutating func add(_ name: String, at place: Int) {
    var path: [(list: Int, item: Int)] = []
    for list in open.reversed() {
      lists[list].hasCommand = true
      path.append((list, lists[list].item))
    }
    if let function = path.firstIndex(where: { lists[$0.list].isFunction }) {
      path.removeSubrange((function + 1)...)
    }
    commands.append(Command(name: name, place: place, path: path))
  }

  /// `name()` or `function name`.
  mutating func beginFunction() { beginsFunction = true }

  mutating func separate() {
    // The branches of `case` are alternatives.
    guard let list = open.last, lists[list].hasCommand, lists[list].closer != "esac" else { return }
    lists[list].item += 1
    lists[list].hasCommand = false
  }

  mutating func keyword(_ word: String) {
    switch word {
    case "if": begin("fi")
    case "then", "else", "elif":
      end("fi")
      begin("fi")
    case "while", "until", "for", "select": begin("done", isLoop: true)
    case "do":
      end("done")
      begin("done", isLoop: true)
    case "case": begin("esac")
    case "{": begin("}")
    case "fi", "done", "esac", "}": end(word)
    default: break
    }
  }

  /// The commands after a pattern of `case`.
  mutating func beginBranch() { begin(";;") }

  mutating func begin(_ closer: String, isLoop: Bool = false) {
    guard open.count < Self.maximumDepth else { return }
    let isFunction = beginsFunction && (closer == "}" || closer == ")")
    if isFunction { beginsFunction = false }
    lists.append(List(closer: closer, isLoop: isLoop, isFunction: isFunction))
    open.append(lists.count - 1)
  }

  /// Ends the innermost list of this kind, and those in it that did not end.
  mutating func end(_ closer: String) {
    guard let index = open.lastIndex(where: { lists[$0].closer == closer }) else { return }
    open.removeSubrange(index...)
  }
}
