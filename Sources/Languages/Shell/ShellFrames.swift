/// What is open in shell code, and which words bash recognises where.
extension ShellCompleteness {
  /// A quote, a substitution or a command that is open.
  struct Frame: Sendable {
    enum Kind: Sendable, Hashable {
      case single, double, ansi, backquote
      /// `${ … }`.
      case parameter
      /// `$[ … ]`, and the subscript of an assignment.
      case bracket
      /// `$(( … ))`.
      case arithmetic
      /// `(( … ))`.
      case arithmeticCommand
      /// `( … )` in arithmetic and in patterns.
      case group
      /// `name=( … )`.
      case array
      /// `$( … )`, `<( … )` and `>( … )`.
      case substitution
      /// `( … )`.
      case subshell
      /// `[[ … ]]`.
      case conditional
      /// A compound command, by the word that ends it: `fi`, `done`, `esac`, `}`.
      case compound(String)

      var holdsCommands: Bool {
        switch self {
        case .substitution, .subshell, .conditional, .compound, .array: true
        default: false
        }
      }

      /// Whether the command that it is in goes on after its end.
      var isPartOfWord: Bool {
        switch self {
        case .subshell, .compound: false
        default: true
        }
      }
    }

    var kind: Kind
    /// The state of the parser where the frame began.
    var outer: Here
    /// Whether the commands at hand are its condition.
    var isCondition = false
    /// The pipeline that a compound command is a part of, as far as it was read.
    var pipes: [Int] = []
    var isNegated = false
  }

  /// A place in the grammar.
  struct Here: Sendable {
    var place = Place.command
    /// The bytes of the word at hand that are not quoted.
    var word: [UInt8] = []
    /// Whether a word is at hand.
    var isWord = false
    /// Whether all of the word are its bytes, so that it may be a reserved word.
    var isPlain = true
  }

  /// What the next word is.
  enum Place: Sendable, Hashable {
    /// A reserved word, an assignment or the name of a command.
    case command
    /// An assignment or the name of a command.
    case name
    /// Whatever follows the name, of which `()` makes a function.
    case first
    case argument
    /// The file of a redirection, and whether the name of the command is still to come.
    case target(beforeName: Bool)
    /// After a compound command: a reserved word that ends another one.
    case end
    /// After `time`: as a command, or `-p`.
    case timed
    /// After `coproc`: as a command, or the name of a compound command.
    case coprocess
    /// After that name.
    case named
    /// After `function`.
    case function
    /// The compound command of a function, also on a later line.
    case body
    /// After `for` and `select`.
    case variable
    /// After the variable: `in`, `do`, `{`.
    case loop
    /// The words of a loop.
    case words
    /// After `case`.
    case subject
    /// After the subject: `in`.
    case caseIn
    case pattern

    var afterLine: Place {
      switch self {
      case .body, .caseIn, .pattern, .loop, .subject: self
      case .words: .loop
      default: .command
      }
    }

    /// After a word that is not reserved.
    func afterName(assigns: Bool) -> Place {
      switch self {
      case .end: .end
      case .named: .argument
      case .coprocess where !assigns: .named
      default: assigns ? .name : .first
      }
    }

    /// Whether bash reads the subscript of an array here.
    var takesAssignment: Bool { self == .command || self == .name || self == .timed || self == .coprocess }

    /// Whether a parenthesis begins a subshell here.
    var takesSubshell: Bool { takesAssignment || self == .body || self == .named }
  }

  mutating func open(_ kind: Frame.Kind, then place: Place = .command) {
    frames.append(Frame(kind: kind, outer: here))
    here = Here(place: place)
  }

  /// Ends the innermost frame, which is a part of a word.
  mutating func closePart() {
    here = frames.removeLast().outer
    here.isWord = true
    here.isPlain = false
  }

  /// Begins a compound command.
  mutating func begin(_ closer: String, isCondition: Bool = false, then place: Place = .command) {
    here = Here(place: .end)
    open(.compound(closer), then: place)
    frames[frames.count - 1].pipes = pipes
    frames[frames.count - 1].isNegated = isNegated
    setCondition(isCondition)
    pipes = []
    isNegated = false
  }

  /// Ends the compound command that `word` closes.
  mutating func close(_ word: String) {
    endPipeline()
    here = Here(place: .end)
    guard let ended = frames.last, ended.kind == .compound(word) else { return }
    setCondition(false)
    frames.removeLast()
    pipes = ended.pipes
    isNegated = ended.isNegated
  }

  /// Begins or ends the condition of the innermost compound command.
  mutating func setCondition(_ isCondition: Bool) {
    guard let last = frames.last, case .compound = last.kind, last.isCondition != isCondition else { return }
    frames[frames.count - 1].isCondition = isCondition
    openConditions += isCondition ? 1 : -1
  }

  /// Ends the word at hand, and decides what it is.
  mutating func endWord() {
    guard here.isWord else { return }
    let word = here.isPlain ? String(decoding: here.word, as: UTF8.self) : ""
    let place = here.place
    let assigns = here.assigns
    here = Here(place: place)
    switch frames.last?.kind {
    case .array: return
    case .conditional:
      if word == "]]" {
        frames.removeLast()
        here = Here(place: .end)
      }
      return
    default: end(word, at: place, assigns: assigns)
    }
  }

  private mutating func end(_ word: String, at place: Place, assigns: Bool) {
    switch place {
    case .command, .timed, .coprocess, .named, .body, .end:
      if reserved(word) || (place == .timed && word == "-p") { return }
      here.place = place.afterName(assigns: assigns)
    case .name: here.place = assigns ? .name : .argument
    case .target(let beforeName): here.place = beforeName ? .name : .argument
    case .first, .argument: here.place = .argument
    case .function: here.place = .body
    case .variable: here.place = .loop
    case .loop: beginLoop(word)
    case .words: break
    case .subject: here.place = .caseIn
    case .caseIn: here.place = .pattern
    case .pattern: if word == "esac" { close(word) }
    }
  }

  /// Reads a reserved word where a command may begin, and says whether it is one.
  private mutating func reserved(_ word: String) -> Bool {
    switch word {
    case "if": begin("fi", isCondition: true)
    case "while", "until": begin("done", isCondition: true)
    case "for", "select": begin("done", then: .variable)
    case "case": begin("esac", then: .subject)
    case "{": begin("}")
    case "[[":
      here = Here(place: .end)
      open(.conditional, then: .argument)
    case "fi", "done", "esac", "}": close(word)
    case "then", "do", "else", "elif":
      endPipeline()
      setCondition(word == "elif")
      here.place = .command
    case "function": here.place = .function
    case "time": here.place = .timed
    case "coproc": here.place = .coprocess
    case "!":
      isNegated = true
      here.place = .command
    default: return false
    }
    return true
  }

  /// The word after the variable of a loop.
  private mutating func beginLoop(_ word: String) {
    switch word {
    case "in": here.place = .words
    case "{":
      frames[frames.count - 1].kind = .compound("}")
      here.place = .command
    default: here.place = .command
    }
  }
}

extension ShellCompleteness.Here {
  /// Whether the word at hand begins with `name=`, `name+=` or `name[…]=`.
  var assigns: Bool {
    guard let end = word.firstIndex(where: { !ShellReader.isName($0) }), end > 0,
      ShellReader.isNameStart(word[0])
    else { return false }
    let rest = word[end...]
    return rest.starts(with: "=".utf8) || rest.starts(with: "+=".utf8) || rest.starts(with: "[".utf8)
  }
}
