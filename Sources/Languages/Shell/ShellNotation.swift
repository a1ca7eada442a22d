import JSON

/// What shell blocks show beside commands: how a command is called, what its options are, and sentences of programs.
enum ShellNotation {
  /// Whether a line that does not parse is not meant to.
  ///
  ///     status (--endpoints=NAME|--cluster)     which of several arguments
  ///     curl: (60) certificate problem          a message of a program
  ///     lease 42 granted with TTL(0s)           a sentence
  ///     strict mode: use a list (strictTypes)   a message of several words
  ///     > Name (Two)                            an output with a mark before each line
  ///     (gdb) run                               the prompt of a debugger
  static func isMeant(_ line: Substring) -> Bool {
    isChoice(line) || isMessage(line) || isSentence(line) || hasDebuggerPrompt(line) || line == ">"
      || line.hasPrefix("> ")
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

  /// Whether the lines after a command are what it prints: an object or a list up to the end of the block.
  static func endsWithJSON(_ lines: [Substring]) -> Bool {
    let start = lines.dropFirst().firstIndex { line in
      let text = line.drop { $0 == " " }
      return text == "{" || text == "[" || text.hasPrefix("{\"") || text.hasPrefix("[{")
    }
    guard let start else { return false }
    do throws(JSONSyntaxError) {
      let json = try JSONParser.parse(Array(lines[start...].joined(separator: "\n").utf8))
      return json.object != nil || json.array != nil
    } catch {
      return false
    }
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

  /// `name: text` and `two words: text`, where `:` alone is a command.
  static func isMessage(_ line: Substring) -> Bool {
    let words = line.split(separator: " ").prefix(3)
    guard let end = words.firstIndex(where: { $0.last == ":" }) else { return false }
    return words[...end].allSatisfy { word in
      let name = word.last == ":" ? word.dropLast() : word
      return !name.isEmpty && name.first != "-"
        && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    } && (end == words.startIndex || !commands.contains(words[words.startIndex]))
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

  private static let debuggers: Set<String> = ["dlv", "gdb", "lldb", "pdb", "ipdb", "rdbg", "jdb", "kdb"]

  private static func hasDebuggerPrompt(_ line: Substring) -> Bool {
    guard line.first == "(", let close = line.firstIndex(of: ")") else { return false }
    return line[close...].dropFirst().first == " "
      && debuggers.contains(line[..<close].dropFirst().lowercased())
  }

  /// Whether a line begins with a prompt that names an environment or a folder, or with another sign than `$`:
  /// `(venv)$ ls`, `(env) % ls`, `~/src$ ls`, `% ls`, `>> ls`. The lines after it are output.
  static func hasPrompt(_ line: Substring) -> Bool {
    if line.hasPrefix(">> ") || line.hasPrefix("% ") { return true }
    var rest = line
    if line.first == "(", let close = line.firstIndex(of: ")") {
      guard line[..<close].dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }) else {
        return false
      }
      rest = line[close...].dropFirst()
      if rest.first == " " { rest.removeFirst() }
    } else {
      guard line.first == "~" else { return false }
      rest = line.drop { $0.isLetter || $0.isNumber || "~/-_.".contains($0) }
    }
    return ["$ ", "% ", "# ", "> "].contains { rest.hasPrefix($0) }
  }
}
