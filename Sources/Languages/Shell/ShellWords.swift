/// Builtins of the shell that are functions in a session, so that no failure and no end is overlooked.
///
/// Each does what the builtin does. `exit` also says where it was called, `wait` has the exit code of a command in the
/// background that failed, and `trap … ERR` adds to the trap that reports failures instead of replacing it.
struct ShellWords: Sendable {
  private let folder: RunFolder
  private let waits: Bool
  private let traps: Bool

  init(folder: RunFolder, _ codes: [String]) {
    self.folder = folder
    waits = codes.contains { $0.contains("wait") }
    traps = codes.contains { $0.contains("trap") && $0.uppercased().contains("ERR") }
  }

  /// In the command by which `wait` fails.
  static let job = "flowdocs_job"

  /// What the session's trap does for that of a block, with the status of the command.
  static let ownTrap =
    "[ -z \"$flowdocs_trap\" ] || { flowdocs_return \"$flowdocs_status\"; eval \"$flowdocs_trap\"; };"

  var definitions: [String] { exit + definitionsForBlocks }

  /// Those that only some blocks need: a shell that stays alive is given them with such a block.
  var definitionsForBlocks: [String] { (waits ? wait : []) + (traps ? trap : []) }

  /// Where `exit` writes the block and the line in it from which it was called, also through functions.
  private var exits: String { folder.base + "/shell-exit" }

  private var exit: [String] {
    [
      "flowdocs_trap=",
      "flowdocs_return() { return \"$1\"; }",
      "exit() {",
      // In a trap this is the command that it has interrupted.
      "  local status=$? flowdocs_by=$BASH_COMMAND depth=0 line=0",
      "  if [ \"$BASH_SUBSHELL\" -le \"$flowdocs_level\" ]; then",
      "    while [ \"$depth\" -lt \"${#BASH_LINENO[@]}\" ]; do",
      "      case ${BASH_SOURCE[depth + 1]-} in",
      "        \(ShellRun.quoted(folder.base + "/block-"))*) line=${BASH_LINENO[depth]} ;;",
      "      esac",
      "      depth=$((depth + 1))",
      "    done",
      "    printf '%s %s %s' \"$flowdocs_block\" \"$line\" \"${flowdocs_by%%$'\\n'*}\" >| \(ShellRun.quoted(exits))",
      "  fi",
      "  builtin exit \"${@:-$status}\"",
      "}",
    ]
  }

  /// Statuses of commands that were stopped, by the block or by the reader of their output: SIGHUP, SIGINT, SIGKILL,
  /// SIGPIPE and SIGTERM. Other signals, such as SIGSEGV, are failures.
  static let stopped = "129 | 130 | 137 | 141 | 143"

  /// Without arguments the builtin succeeds whatever its commands did, and with some it has the status of the last one.
  /// That of a command that was stopped is passed on, because a block may ask for it, but is not a failure.
  private var wait: [String] {
    [
      "wait() {",
      // With an `IFS` of the block the list of jobs may be one word.
      "  local IFS=$' \\n\\t' job \(Self.job)=0 code=0 failed=0",
      "  if [ $# = 0 ]; then",
      "    for job in $(jobs -p); do",
      "      builtin wait \"$job\" 2> /dev/null && code=0 || code=$?",
      "      case $code in 0 | \(Self.stopped)) ;; *) \(Self.job)=$code ;; esac",
      "    done",
      "    builtin wait || \(Self.job)=$?",
      "  elif [ \"${1#-}\" != \"$1\" ]; then",
      "    builtin wait \"$@\" || \(Self.job)=$?",
      "  else",
      "    for job do",
      "      builtin wait \"$job\" && code=0 || code=$?",
      "      case $code in 0 | \(Self.stopped)) ;; *) failed=$code ;; esac",
      "    done",
      "    if [ \"$failed\" = 0 ]; then \(Self.job)=$code; else \(Self.job)=$failed; fi",
      "  fi",
      "  return \"$\(Self.job)\"",
      "}",
    ]
  }

  private var trap: [String] {
    [
      "trap() {",
      "  case $#:${1-} in 0:* | 1:* | *:-[lp]) builtin trap \"$@\" || return; return ;; *:--) shift ;; esac",
      "  local action=$1 name",
      "  shift",
      "  for name do",
      "    case $name in",
      "      ERR | err) if [ \"$action\" = - ]; then flowdocs_trap=; else flowdocs_trap=$action; fi ;;",
      "      *) builtin trap -- \"$action\" \"$name\" || return ;;",
      "    esac",
      "  done",
      "}",
    ]
  }

  /// The line of the block from which `exit` ended the session; `nil` when something else did, or a trap.
  func lineOfExit(in block: ShellRun.Block) -> Int? {
    let fields = exitFields.prefix(2).compactMap { Int($0) }
    guard fields.count == 2, fields[0] == block.marker, fields[1] >= block.firstLine else { return nil }
    return fields[1]
  }

  /// The command that a trap of the block has interrupted to call `exit`; `nil` when no trap did, or that of `EXIT`.
  func commandBeforeTrap(in block: ShellRun.Block) -> String? {
    let fields = exitFields
    guard fields.count == 3, Int(fields[0]) == block.marker else { return nil }
    let command = fields[2]
    if ["local status=", ". ", "builtin exit"].contains(where: { command.hasPrefix($0) }) { return nil }
    return command.hasPrefix("builtin wait") ? "wait" : String(command)
  }

  /// What `exit` has written: the block, the line and a command.
  private var exitFields: [Substring] {
    let text = folder.bytes(of: exits).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: " ", maxSplits: 2)
  }
}

extension ShellCompleteness {
  /// The last command of a block.
  struct LastCommand: Sendable, Hashable {
    /// 0-based line at which it begins.
    var line = 0
    var text = ""

    /// Whether it may end the shell without an `exit` of the block.
    var mayReplaceShell: Bool {
      var isFirst = true
      var word = ""
      for character in text + "\n" {
        if character.isLetter || character.isNumber || "_-=$.".contains(character) {
          word.append(character)
          continue
        }
        if character == "/" {
          // Only the name of `/bin/kill` counts; the value of a variable goes on.
          if !word.contains("=") { word = "" }
          continue
        }
        if word == "exit" || (isFirst && Self.replacing.contains(word)) { return true }
        if !word.isEmpty { isFirst = Self.beforeCommands.contains(word) || (isFirst && word.contains("=")) }
        if ";&|(){}!`\n".contains(character) { isFirst = true }
        word = ""
      }
      return false
    }

    private static let replacing: Set<String> = ["exec", "kill", "pkill", "killall"]

    /// Words that a command follows.
    private static let beforeCommands: Set<String> = [
      "if", "then", "elif", "else", "while", "until", "do", "time", "builtin", "command", "eval", "sudo",
      "xargs",
    ]
  }

  static func lastCommand(of code: String) -> LastCommand {
    var reading = ShellCompleteness()
    var last = LastCommand()
    for (number, line) in code.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let text = line.drop { $0 == " " || $0 == "\t" }
      if reading.isIncomplete {
        last.text += "\n" + text
      } else if !text.isEmpty, !text.hasPrefix("#") {
        last = LastCommand(line: number, text: String(text))
      }
      reading.read(line.utf8)
    }
    return last
  }

  /// Whether code ends in the middle of a command, for example in a here-document.
  static func isIncomplete(_ code: String) -> Bool {
    var reading = ShellCompleteness()
    for line in code.split(separator: "\n", omittingEmptySubsequences: false) { reading.read(line.utf8) }
    return reading.isIncomplete
  }
}
