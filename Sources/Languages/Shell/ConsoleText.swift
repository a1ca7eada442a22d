/// A terminal session as pages show it: `$ command`, `> ` for its further lines, and what was printed.
struct ConsoleText: Sendable, Hashable {
  struct Command: Sendable, Hashable {
    /// 0-based line of the prompt in the block.
    var line: Int
    /// The command with every line at its own place in the block.
    var code: String
    /// The prompt lines as they are written.
    var shown: [String]
  }

  var commands: [Command] = []

  init(_ text: String) {
    var continues = false
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("$ ") || line == "$" {
        let code = String(line.dropFirst(2))
        commands.append(Command(line: number, code: code + "\n", shown: [String(line)]))
        continues = code.hasSuffix("\\")
      } else if !commands.isEmpty, continues || line.hasPrefix("> ") {
        let code = line.hasPrefix("> ") ? line.dropFirst(2) : line
        commands[commands.count - 1].code += code + "\n"
        commands[commands.count - 1].shown.append(String(line))
        continues = code.hasSuffix("\\")
      } else {
        continues = false
      }
    }
  }

  /// The session with what was really printed.
  func transcript(_ outputs: [String]) -> String {
    var text = ""
    for (command, output) in zip(commands, outputs) {
      text += command.shown.joined(separator: "\n") + "\n" + output
      if !output.isEmpty, !output.hasSuffix("\n") { text += "\n" }
    }
    return text
  }
}
