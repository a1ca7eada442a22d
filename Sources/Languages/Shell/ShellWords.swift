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

  /// First in each function, so that `set -x` shows the word and nothing in it.
  private static let untraced = "  { local -; set +x; } 2> /dev/null"

  var definitions: [String] { exit + definitionsForBlocks }

  /// Those that only some blocks need: a shell that stays alive is given them with such a block.
  var definitionsForBlocks: [String] { (waits ? wait : []) + (traps ? trap : []) }

  /// Where `exit` writes the block and the line in it from which it was called, also through functions.
  private var exits: String { folder.base + "/shell-exit" }

  /// Its own names begin with `flowdocs_`: a trap of the block sees them.
  private var exit: [String] {
    [
      "flowdocs_trap=",
      "flowdocs_return() { return \"$1\"; }",
      "exit() {",
      // In a trap this is the command that it has interrupted.
      "  { local - flowdocs_status=$? flowdocs_by=$BASH_COMMAND flowdocs_depth=0 flowdocs_places=; set +x; } 2> /dev/null",
      "  if [ \"$BASH_SUBSHELL\" -le \"$flowdocs_level\" ]; then",
      "    while [ \"$flowdocs_depth\" -lt \"${#BASH_LINENO[@]}\" ]; do",
      "      case ${BASH_SOURCE[flowdocs_depth + 1]-} in",
      "        \(ShellRun.quoted(folder.base + "/block-"))*)",
      "          flowdocs_places=\" ${BASH_LINENO[flowdocs_depth]}:${FUNCNAME[flowdocs_depth]}$flowdocs_places\" ;;",
      "      esac",
      "      flowdocs_depth=$((flowdocs_depth + 1))",
      "    done",
      "    printf '%s%s\\n%s' \"$flowdocs_block\" \"$flowdocs_places\" \"${flowdocs_by%%$'\\n'*}\" >| \(ShellRun.quoted(exits))",
      "  fi",
      "  builtin exit \"${@:-$flowdocs_status}\"",
      "}",
    ]
  }

  /// Statuses of commands that were stopped, by the block or by the reader of their output: SIGHUP, SIGINT, SIGKILL,
  /// SIGPIPE and SIGTERM. Other signals, such as SIGSEGV, are failures.
  static let stopped = "129 | 130 | 137 | 141 | 143"

  /// Where subshells write their process identifiers, and `wait` what it says of others.
  private var files: [String] {
    [
      "flowdocs_subshells=\(ShellRun.quoted(folder.base + "/shell-jobs"))",
      "flowdocs_answer=\(ShellRun.quoted(folder.base + "/shell-wait"))",
    ]
  }

  /// Before each command: bash forgets a job that has ended when the next one begins, but not how it ended.
  var noteJob: String? {
    guard waits else { return nil }
    return "[ \"${!-}\" = \"$flowdocs_last\" ] || { flowdocs_last=$!; flowdocs_jobs=\"$flowdocs_jobs $!\"; };"
      + " [ \"$BASHPID\" = \"$flowdocs_shell\" ] || { flowdocs_shell=$BASHPID; printf \"%s\\n\" \"$BASHPID\" >> \"$flowdocs_subshells\"; };"
  }

  /// Without arguments the builtin succeeds whatever its commands did, and with some it has the status of the last one.
  /// That of a command that was stopped is passed on, because a block may ask for it, but is not a failure. A command
  /// that was waited for counts once.
  private var wait: [String] {
    files + [
      ": \"${flowdocs_jobs=}\" \"${flowdocs_waited=}\" \"${flowdocs_last=}\" \"${flowdocs_shell=$$}\"",
      ": >> \"$flowdocs_subshells\"",
      "wait() {",
      Self.untraced,
      // With an `IFS` of the block the list of jobs may be one word.
      "  local IFS=$' \\n\\t' \(Self.job)=0 flowdocs_code=0",
      "  case ${1-} in",
      "    '') flowdocs_wait_for_all ;;",
      "    -*) flowdocs_wait_with_options \"$@\" ;;",
      "    *) flowdocs_wait_for_each \"$@\" ;;",
      "  esac",
      "  return \"$\(Self.job)\"",
      "}",
      "flowdocs_wait_for_all() {",
      "  local flowdocs_pid",
      "  for flowdocs_pid in $flowdocs_jobs ${!-} $(jobs -p) $(< \"$flowdocs_subshells\"); do",
      "    case \"$flowdocs_waited \" in *\" $flowdocs_pid \"*) continue ;; esac",
      "    flowdocs_waited=\"$flowdocs_waited $flowdocs_pid\"",
      "    builtin wait \"$flowdocs_pid\" 2> \"$flowdocs_answer\" && flowdocs_code=0 || flowdocs_code=$?",
      "    case $flowdocs_code in",
      "      0 | \(Self.stopped)) ;;",
      // Bash says that the subshell was not a job of this shell.
      "      127) [ -s \"$flowdocs_answer\" ] || \(Self.job)=127 ;;",
      "      *) \(Self.job)=$flowdocs_code ;;",
      "    esac",
      "  done",
      "  flowdocs_jobs=",
      "  [ \"$BASH_SUBSHELL\" -gt \"$flowdocs_level\" ] || : >| \"$flowdocs_subshells\"",
      "  builtin wait || \(Self.job)=$?",
      "}",
      // `wait -n`, also with `-p NAME` for the process that has ended. The other options change nothing here.
      "flowdocs_wait_with_options() {",
      "  local OPTIND=1 OPTARG flowdocs_option flowdocs_name= flowdocs_next= flowdocs_done=",
      "  while getopts :fnp: flowdocs_option; do",
      "    case $flowdocs_option in p) flowdocs_name=$OPTARG ;; n) flowdocs_next=1 ;; esac",
      "  done",
      "  shift $((OPTIND - 1))",
      "  if [ -z \"$flowdocs_next\" ]; then",
      "    if [ $# = 0 ]; then flowdocs_wait_for_all; else flowdocs_wait_for_each \"$@\"; fi",
      "    return",
      "  fi",
      "  flowdocs_wait_for_ended \"$@\" || flowdocs_wait_for_next \"$@\"",
      "  flowdocs_waited=\"$flowdocs_waited $flowdocs_done\"",
      "  case $flowdocs_name:$flowdocs_done in",
      "    :*) ;;",
      "    *:) unset \"$flowdocs_name\" ;;",
      "    *) printf -v \"$flowdocs_name\" %s \"$flowdocs_done\" ;;",
      "  esac",
      "}",
      // Bash forgets a job that has ended when the next command begins: whether `wait -n` finds it depends on timing.
      "flowdocs_wait_for_ended() {",
      "  local flowdocs_pid",
      "  [ $# -gt 0 ] || set -- $flowdocs_jobs ${!-}",
      "  for flowdocs_pid do",
      "    case \"$flowdocs_pid:$flowdocs_waited \" in %* | *:*\" $flowdocs_pid \"*) continue ;; esac",
      "    builtin kill -0 \"$flowdocs_pid\" 2> /dev/null && continue",
      "    builtin wait \"$flowdocs_pid\" 2> \"$flowdocs_answer\" && \(Self.job)=0 || \(Self.job)=$?",
      "    [ ! -s \"$flowdocs_answer\" ] || continue",
      "    flowdocs_done=$flowdocs_pid",
      "    return 0",
      "  done",
      "  return 1",
      "}",
      // Bash 5.1 has `-p`. A job may have ended since the last look.
      "flowdocs_wait_for_next() {",
      "  \(Self.job)=0",
      "  if [ \"${BASH_VERSINFO[0]}${BASH_VERSINFO[1]}\" -ge 51 ]; then",
      "    builtin wait -n -p flowdocs_done \"$@\" || \(Self.job)=$?",
      "  else",
      "    builtin wait -n \"$@\" || \(Self.job)=$?",
      "  fi",
      "  [ \"$\(Self.job):$flowdocs_done\" = 127: ] || return 0",
      "  flowdocs_wait_for_ended \"$@\" || \(Self.job)=127",
      "}",
      "flowdocs_wait_for_each() {",
      "  local flowdocs_pid flowdocs_bad=0",
      "  for flowdocs_pid do",
      "    case $flowdocs_pid in",
      "      %*) flowdocs_waited=\"$flowdocs_waited $(jobs -p \"$flowdocs_pid\" 2> /dev/null)\" ;;",
      "      *) flowdocs_waited=\"$flowdocs_waited $flowdocs_pid\" ;;",
      "    esac",
      "    builtin wait \"$flowdocs_pid\" && flowdocs_code=0 || flowdocs_code=$?",
      "    case $flowdocs_code in 0 | \(Self.stopped)) ;; *) flowdocs_bad=$flowdocs_code ;; esac",
      "  done",
      "  if [ \"$flowdocs_bad\" = 0 ]; then \(Self.job)=$flowdocs_code; else \(Self.job)=$flowdocs_bad; fi",
      "}",
    ]
  }

  private var trap: [String] {
    [
      "trap() {",
      Self.untraced,
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

  /// A command that has led to the end of the session: `exit`, or a call of the function that it is in.
  struct Place: Sendable, Hashable {
    var line: Int
    var name: String
  }

  /// The places through which `exit` ended the session in a block, the outermost first; empty when something else ended
  /// it, or a trap.
  func placesOfExit(in block: ShellRun.Block) -> [Place] {
    let (marker, places, _) = exitReport
    return marker == block.marker ? places : []
  }

  /// The command that a trap of the block has interrupted to call `exit`; `nil` when no trap did, or that of `EXIT`.
  func commandBeforeTrap(in block: ShellRun.Block) -> String? {
    let (marker, _, command) = exitReport
    guard marker == block.marker else { return nil }
    if ["local -", ". ", "builtin exit"].contains(where: { command.hasPrefix($0) }) { return nil }
    return command.hasPrefix("builtin wait") ? "wait" : command
  }

  /// What `exit` has written: the block, places in it, and a command.
  private var exitReport: (marker: Int?, places: [Place], command: String) {
    let text = folder.bytes(of: exits).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let words = (lines.first ?? "").split(separator: " ")
    let places = words.dropFirst().compactMap { word -> Place? in
      let parts = word.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let line = Int(parts[0]) else { return nil }
      return Place(line: line, name: String(parts[1]))
    }
    return (words.first.flatMap { Int($0) }, places, lines.count > 1 ? String(lines[1]) : "")
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
