/// What shell blocks show beside commands: how a command is called, what its options are, and sentences of programs.
enum ShellNotation {
  /// Whether a line that does not parse is not meant to.
  ///
  ///     status (--endpoints=NAME|--cluster)     which of several arguments
  ///     curl: (60) certificate problem          a message of a program
  ///     lease 42 granted with TTL(0s)           a sentence
  ///     (venv) $ pip list                       a prompt with the name of an environment
  static func isMeant(_ line: Substring) -> Bool {
    isChoice(line) || isMessage(line) || isSentence(line) || hasNamedPrompt(line)
  }

  /// Whether a line begins with an option, as in the help of a program, although the line before it does not go on.
  static func listsOptions(_ lines: [Substring]) -> Bool {
    var goesOn = false
    for line in lines {
      let text = line.drop { $0 == " " || $0 == "\t" }
      if !goesOn, text.first == "-", text.dropFirst().first.map({ $0 == "-" || $0.isLetter }) ?? false {
        return true
      }
      if !text.isEmpty { goesOn = ["\\", "|", "&&", "||"].contains { text.hasSuffix($0) } }
    }
    return false
  }

  /// Alternatives in parentheses or brackets.
  private static func isChoice(_ line: Substring) -> Bool {
    for (open, close) in [("(", ")"), ("[", "]")] as [(Character, Character)] {
      guard let start = line.firstIndex(of: open), let end = line[start...].firstIndex(of: close) else {
        continue
      }
      let before = line[..<start].last
      let inside = line[start..<end].dropFirst()
      if before == " ", inside.first == "-", inside.contains("|"), !inside.contains("$(") { return true }
    }
    return false
  }

  /// `name: text`, where the name is a word: `:` alone is a command.
  static func isMessage(_ line: Substring) -> Bool {
    let word = line.prefix { $0 != " " }
    return word.count > 1 && word.last == ":"
      && word.dropLast().allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
  }

  /// Words alone, without an option, a path, a variable or a quotation.
  private static func isSentence(_ line: Substring) -> Bool {
    let words = line.split(separator: " ")
    return words.count > 3 && !commands.contains(words[0])
      && words.allSatisfy { word in
        word.first != "-"
          && word.allSatisfy { $0.isLetter || $0.isNumber || "(),.:-".contains($0) }
      }
  }

  /// Programs whose arguments may be words alone.
  private static let commands: Set<Substring> = [
    "apt", "brew", "cargo", "cd", "docker", "echo", "export", "git", "go", "kubectl", "make", "mkdir", "node",
    "npm",
    "npx", "pip", "pnpm", "printf", "python", "python3", "sudo", "yarn",
  ]

  private static func hasNamedPrompt(_ line: Substring) -> Bool {
    guard line.first == "(", let close = line.firstIndex(of: ")") else { return false }
    let rest = line[close...].dropFirst()
    return rest.hasPrefix(" $ ")
      && line[..<close].dropFirst().allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
  }
}
