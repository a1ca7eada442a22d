import Foundation

/// Watches the commands of a session: the first that fails ends its block, and is reported with its place.
///
/// Bash reports a failure to an `ERR` trap where `set -e` would end a script, so that conditions may fail. With
/// `pipefail` that includes commands before a pipe. A command whose reader has stopped reading, as `head` does, is
/// ended by SIGPIPE (status 141), which is not a failure; curl ignores the signal and ends with a status of its own.
struct ShellFailures: Sendable {
  /// Where the trap reports failures, one line each.
  private let report: String
  /// Has the statuses of commands whose pipe was closed early in the block: functions and subshells pass them on.
  private let closedPipe: String
  private let folder: RunFolder
  /// Lines of pipelines in conditions, as a pattern of the shell; empty without one.
  private let conditions: String
  /// Those of pipelines before `&&` whose failure nothing handles.
  private let lists: String
  private let blocks: [ShellRun.Block]
  let words: ShellWords

  init(folder: RunFolder, _ blocks: [ShellRun.Block]) {
    self.folder = folder
    self.blocks = blocks
    words = ShellWords(folder: folder, blocks.map(\.code))
    let readings = blocks.map { ($0, Self.reading(of: $0)) }
    conditions = Self.pattern(
      readings.flatMap { block, reading in
        reading.linesOfConditions.subtracting(reading.linesOfPipes).map { block.firstLine + $0 }
      })
    lists = Self.pattern(
      readings.flatMap { block, reading in reading.linesOfLists.map { block.firstLine + $0 } })
    report = folder.base + "/shell-report"
    closedPipe = folder.base + "/shell-closed-pipe"
  }

  /// The function that the trap calls, and the options that it needs.
  ///
  /// Its arguments are the status, the command and the statuses of the pipeline. Its result is in `flowdocs_end`,
  /// because the trap itself, whose commands are not redirected, has to end the shell.
  var preparation: [String] {
    [
      // What the statuses of a pipeline mean, in variables of the function that asks.
      "flowdocs_judge() {",
      "  last=0 failed=0 closed= commands=0",
      "  for code in ${1//[!0-9]/ }; do",
      "    last=$code commands=$((commands + 1))",
      "    case $code:$flowdocs_writers in",
      "      0:*) ;;",
      "      141:* | 23:*curl*) closed=$code ;;",
      "      *) failed=$code ;;",
      "    esac",
      "  done",
      "}",
      // In a list that goes on with `&&` no trap is called: the command after it asks.
      "flowdocs_listed() {",
      "  local IFS=' ' code last failed closed commands",
      "  flowdocs_end=",
      "  flowdocs_judge \"$1\"",
      "  [ \"$last\" != 0 ] || [ \"$failed\" = 0 ] || flowdocs_failed \"$failed\" '' \"$1\" \"$2\"",
      "}",
      "flowdocs_failed() {",
      "  local IFS=' ' status=$1 kind=command code last failed closed commands depth=0 line=0 place=",
      "  flowdocs_end= flowdocs_status=$1 flowdocs_tracing=",
      "  case $- in *x*) flowdocs_tracing='set -x'; set +x ;; esac",
      // The block waits for a command that was stopped; when that is its end, its file has the same status.
      "  case $1 in",
      "    \(ShellWords.stopped))",
      "      case $2 in",
      "        *\(ShellWords.job)*) flowdocs_stopped=$1; return ;;",
      "        '. '*/block-*) if [ \"$flowdocs_stopped\" = \"$1\" ]; then return; fi ;;",
      "      esac ;;",
      "  esac",
      "  flowdocs_judge \"$3\"",
      "  if [ \"$last\" = 0 ] && [ \"$failed\" != 0 ]; then status=$failed kind=pipe; fi",
      "  if [ \"$last\" != 0 ] && [ \"$commands\" -gt 1 ]; then kind=end; fi",
      "  if [ \"$status\" = 141 ] || [ \"$status\" = \"$closed\" ]; then",
      // With `set -e` and `pipefail` of its own, a block ends here in the reader's shell, too.
      "    case $-$flowdocs_pipefail in",
      "      *e*own) ;;",
      "      *)",
      "        if [ \"$last\" = 0 ] || flowdocs_closed \"$status\"; then",
      "          printf ' %s ' \"$status\" >> \(quoted(closedPipe))",
      "          set +e",
      "          return",
      "        fi ;;",
      "    esac",
      // The output of a subshell may be read by a pipe, too: the shell that waits for it decides.
      "    if [ \"$BASH_SUBSHELL\" -gt \"$flowdocs_level\" ]; then flowdocs_end=$status; return; fi",
      "  fi",
      // The innermost line of the block itself; outside of it are functions of sourced files.
      "  while [ \"$depth\" -lt \"${#BASH_LINENO[@]}\" ]; do",
      "    line=${BASH_LINENO[depth]}",
      "    case ${BASH_SOURCE[depth + 1]-} in",
      "      \(quoted(folder.base + "/block-"))*) break ;;",
      "      \(quoted(folder.base + "/session.sh")) | '') line=0; break ;;",
      "    esac",
      "    [ -n \"$place\" ] || place=${BASH_SOURCE[depth + 1]}:$line",
      "    line=0 depth=$((depth + 1))",
      "  done",
      "  line=${4:-$line}",
      "  printf '%s\\t%s\\t%s\\t%s\\t%s\\t%s\\n' \"$flowdocs_block\" \"$status\" \"$line\" \"$kind\" \"$place\" \\",
      "    \"${2%%$'\\n'*}\" >> \(quoted(report))",
      "  flowdocs_end=$status",
      "}",
      "flowdocs_closed() { case $(< \(quoted(closedPipe))) in *\" $1 \"*) return 0 ;; *) return 1 ;; esac; }",
      "set -o pipefail",
      "set -E",
      "flowdocs_pipefail= flowdocs_writers= flowdocs_before= flowdocs_end=",
      "flowdocs_level=0",
    ] + words.definitions
  }

  /// Code before each block.
  func start(of block: ShellRun.Block) -> [String] {
    var lines = ["flowdocs_block=\(block.marker) flowdocs_stopped=", ": >| \(quoted(closedPipe))"]
    if block.returns { lines.append("flowdocs_returned=1") }
    if block.code.contains("pipefail") { lines.append("flowdocs_pipefail=own") }
    if block.code.contains("curl") { lines.append("flowdocs_writers=curl") }
    return lines
  }

  private static func reading(of block: ShellRun.Block) -> ShellCompleteness {
    var reading = ShellCompleteness()
    for line in block.code.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      reading.read(line)
    }
    return reading
  }

  /// - Parameter lines: counted from 1 in the files of blocks.
  private static func pattern(_ lines: [Int]) -> String {
    Set(lines).sorted().map { "\($0):*/block-*" }.joined(separator: " | ")
  }

  /// Sources a block so that the session ends with its first failure.
  func watched(_ source: String, _ block: ShellRun.Block) -> [String] {
    let returned =
      "if [ -n \"$flowdocs_returned\" ]; then printf '%s\\t1\\t0\\treturn\\t\\t\\n' \(block.marker)"
      + " >> \(quoted(report)); builtin exit 1; fi"
    return setTraps + [source, "builtin trap - ERR DEBUG"] + (block.returns ? [returned] : [])
  }

  /// Set again before every block, because a block may have set its own. Tracing (`set -x`) of the traps is not shown.
  ///
  /// In conditions a pipeline has the status of its last command, as in the shell of a reader: `pipefail` is off for
  /// lines with such a pipe, and the command after `&&` looks at what is before it. Only sessions that have one, or that
  /// wait, are slowed down by a trap before each command.
  private var setTraps: [String] {
    let failed =
      "builtin trap '{ flowdocs_failed \"$?\" \"$BASH_COMMAND\" \"${PIPESTATUS[*]}\"; } 2> /dev/null;"
      + " \(ShellWords.ownTrap) \(Self.ending); eval \"$flowdocs_tracing\"' ERR"
    guard let before = beforeCommands else { return [failed] }
    // `$_` is the last word of the command before.
    let debug =
      lists.isEmpty
      ? "{ flowdocs_word=$_; \(before) : \"$flowdocs_word\"; } 2> /dev/null"
      : "{ flowdocs_word=$_ flowdocs_codes=${PIPESTATUS[*]}; \(Self.stoppedTracing) \(before) }"
        + " 2> /dev/null; \(Self.ending); { eval \"$flowdocs_traced\"; : \"$flowdocs_word\"; } 2> /dev/null"
    return [failed, "set -T", "builtin trap '\(debug)' DEBUG"]
  }

  /// Turns off tracing, so that what a trap does outside of redirections is not shown.
  private static let stoppedTracing =
    "flowdocs_traced=; case $- in *x*) flowdocs_traced='\\''set -x'\\''; set +x ;; esac;"

  /// Ends the shell when the trap has found a failure. Not redirected, because traps of the block may print then.
  private static let ending =
    "[ -z \"$flowdocs_end\" ] || builtin exit \"$flowdocs_end\""

  /// What is done before each command; `nil` for nothing.
  private var beforeCommands: String? {
    let switched =
      conditions.isEmpty
      ? nil
      : "[ -n \"$flowdocs_pipefail\" ] || case $LINENO:${BASH_SOURCE[0]-} in"
        + " \(conditions)) set +o pipefail ;; *) set -o pipefail ;; esac;"
    let listed =
      lists.isEmpty
      ? nil
      : "case $flowdocs_before in \(lists)) flowdocs_listed \"$flowdocs_codes\" \"${flowdocs_before%%:*}\" ;; esac;"
        + " flowdocs_before=$LINENO:${BASH_SOURCE[0]-};"
    let all = [listed, switched, words.noteJob].compactMap(\.self)
    return all.isEmpty ? nil : all.joined(separator: " ")
  }

  /// Sources a block in a subshell, so that the session goes on when it fails or exits.
  func inSubshell(_ source: String, _ block: ShellRun.Block) -> [String] {
    [
      "(",
      "flowdocs_level=$BASH_SUBSHELL",
    ] + setTraps + [
      source,
      "flowdocs_status=$?",
      "builtin trap - ERR DEBUG",
      "if [ \"$flowdocs_status\" != 0 ] && flowdocs_closed \"$flowdocs_status\"; then builtin exit 0; fi",
      "builtin exit \"$flowdocs_status\"",
      ")",
      "flowdocs_status=$?",
      "if [ \"$flowdocs_status\" != 0 ]; then",
      "  printf '%s\\t%s\\t0\\tcommand\\t\\t\\n' \(block.marker) \"$flowdocs_status\" >> \(quoted(report))",
      "fi",
    ]
  }

  /// The failures that the trap has reported, in order.
  func reported(in folder: RunFolder) -> [ShellFailure] {
    let text = folder.bytes(of: report).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "\n").compactMap { ShellFailure($0, home: folder.home) }
  }

  /// Whether a block that ended the session with exit code 0 did so before its last command, and the line at which.
  func earlyEnd(of block: ShellRun.Block) -> BlockEnd? {
    let last = ShellCompleteness.lastCommand(of: block.code)
    // A trap that interrupts the last command, as of a server that is stopped, leaves nothing out.
    if let command = words.commandBeforeTrap(in: block),
      last.text.contains(command) || !block.code.contains(command)
    {
      return nil
    }
    let places = words.placesOfExit(in: block)
    guard let first = places.first(where: { $0.line >= block.firstLine }) else {
      if !last.mayReplaceShell { return .endedEarly(line: nil) }
      let outline = ShellOutline(block.code)
      let rests = (last.line..<outline.lineCount).compactMap {
        outline.continuation(after: "exec", atLine: $0)
      }
      return Set(rests) == [.something] ? .endedEarly(line: block.firstLine + last.line) : nil
    }
    calls: for place in places {
      // A function that calls itself is a loop, too.
      if places.count(where: { $0.name == place.name }) > 1 { break }
      switch continuation(after: place) {
      case .something: return .endedEarly(line: place.line)
      // What comes after the calls in a loop may have run before.
      case .repeated: break calls
      case .nothing, nil: continue
      }
    }
    return first.line < block.firstLine + last.line ? .endedEarly(line: first.line) : nil
  }

  /// What comes after a place of the session: functions may be of an earlier block.
  private func continuation(after place: ShellWords.Place) -> ShellOutline.Continuation? {
    for block in blocks {
      let outline = ShellOutline(block.code)
      let line = place.line - block.firstLine
      if (0..<outline.lineCount).contains(line) {
        return outline.continuation(after: place.name, atLine: line)
      }
    }
    return nil
  }

  private func quoted(_ text: String) -> String { ShellRun.quoted(text) }
}

/// A command that failed, or a whole block when the shell itself gave up.
struct ShellFailure: Sendable {
  enum Kind: String, Sendable {
    case command
    /// A command before a pipe.
    case pipe
    /// The last command of a pipeline.
    case end
    /// A `return` outside of functions.
    case `return`
  }

  var marker: Int
  var status: Int
  /// 1-based line of the block's file, 0 when it is not known.
  var line = 0
  var kind = Kind.command
  /// `lib/setup.sh:3` for a command in a file that the block has sourced.
  var place = ""
  /// The first line of the command.
  var command = ""
}

extension ShellFailure {
  /// Reads a line of the report; `nil` for any other line.
  init?(_ text: Substring, home: String) {
    let fields = text.split(separator: "\t", maxSplits: 5, omittingEmptySubsequences: false)
    guard fields.count == 6, let marker = Int(fields[0]), let status = Int(fields[1]),
      let line = Int(fields[2])
    else { return nil }
    var place = String(fields[4])
    if place.hasPrefix(home + "/") { place.removeFirst(home.count + 1) }
    self.init(
      marker: marker, status: status, line: line, kind: Kind(rawValue: String(fields[3])) ?? .command,
      place: place,
      command: String(fields[5]))
  }

  /// The error at the line of the page.
  func error(in block: ShellRun.Block, _ run: BlockRun) -> RunError {
    let printed = run.error.isEmpty && block.mergesErrors ? run.output : run.error
    let ending = "ended with exit code \(status)"
    func error(line: Int?, _ message: String) -> RunError {
      RunError(
        path: line == nil ? nil : block.absolutePath, line: line, columns: nil, message: message,
        details: printed.isEmpty ? nil : printed,
        diagnostic: Self.withoutSource(printed, of: block.code, path: block.printedPath) + "\n" + ending,
        exitCode: status)
    }
    if kind == .return {
      return error(
        line: nil, "`return` ends it, but is allowed only in functions and in files that are sourced")
    }
    if line > 0 {
      return error(line: line, what(in: block) + (place.isEmpty ? " " : " at \(place) ") + ending)
    }
    // A syntax error fails where the file is read; bash prints the line of the page.
    let mark = "\(block.printedPath): line "
    for text in (run.error + run.output).split(separator: "\n") {
      guard let start = text.firstRange(of: mark) else { continue }
      let number = text[start.upperBound...].prefix { $0.isNumber }
      let message = text[start.upperBound...].dropFirst(number.count).drop { $0 == ":" || $0 == " " }
      guard Self.isFatal(message, in: block.code) else { continue }
      let last = block.firstLine + max(0, block.code.split(separator: "\n").count - 1)
      return error(line: Int(number).map { min($0, last) }, String(message))
    }
    return error(line: nil, "it " + ending)
  }

  /// Of a pipeline, bash names the last command, or the first when the last is a group, a loop or another compound.
  private func what(in block: ShellRun.Block) -> String {
    if kind == .pipe { return "a command before a pipe" }
    if kind == .end {
      let lines = block.code.split(separator: "\n", omittingEmptySubsequences: false)
      let index = line - block.firstLine
      guard lines.indices.contains(index) else { return "the last command of a pipeline" }
      let isBeforePipe = lines[index].components(separatedBy: command).dropFirst().contains { rest in
        let rest = rest.drop(while: \.isWhitespace)
        return rest.hasPrefix("|") && !rest.hasPrefix("||")
      }
      if isBeforePipe { return "the last command of a pipeline" }
    }
    return command.contains(ShellWords.job) ? "a command in the background" : "`\(command)`"
  }

  /// Bash gives up over these and names the line itself.
  private static let fatalMessages = [
    "syntax error", "unexpected EOF", "unbound variable", "bad substitution",
  ]

  /// Whether bash gives up with a message: also with that of `${NAME:?message}`.
  private static func isFatal(_ message: Substring, in code: String) -> Bool {
    if fatalMessages.contains(where: { message.contains($0) }) { return true }
    let name = message.prefix { $0 != ":" }
    return !name.isEmpty && (code.contains("${\(name):?") || code.contains("${\(name)?"))
  }

  /// Bash repeats the line of a syntax error, with `set -x` every command, and with `set -v` every line.
  static func withoutSource(_ printed: String, of code: String, path: String) -> String {
    let mark = "\(path): line "
    // The text before a command that `set -x` shows is any text when `PS4` is set.
    let lines =
      echoes(code) ? code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) } : []
    let source = Set(lines)
    let longest = lines.map(\.count).max() ?? 0
    return printed.split(separator: "\n").filter { line in
      if line.hasPrefix("+"), line.drop(while: { $0 == "+" }).hasPrefix(" ") { return false }
      let text = line.trimmingCharacters(in: .whitespaces)
      if source.contains(text) { return false }
      if !source.isEmpty {
        let end = text.suffix(longest + 1)
        let spaces = end.indices.filter { end[$0] == " " }
        if spaces.contains(where: { source.contains(String(end[$0...].dropFirst())) }) { return false }
      }
      guard line.hasPrefix(mark) else { return true }
      let rest = line.dropFirst(mark.count).drop { $0.isNumber }
      return !rest.hasPrefix(": `")
    }.joined(separator: "\n")
  }

  /// Whether code may have its commands or lines printed. `set -e` does not.
  private static func echoes(_ code: String) -> Bool {
    if ["PS4", "verbose", "xtrace"].contains(where: { code.contains($0) }) { return true }
    for part in code.split(separator: "set -", omittingEmptySubsequences: false).dropFirst() {
      let options = "-" + String(part.prefix { !";&|)\n".contains($0) })
      let words = options.split { $0 == " " || $0 == "\t" }
      if words.contains(where: { $0.hasPrefix("-") && ($0.contains("x") || $0.contains("v")) }) {
        return true
      }
    }
    return false
  }
}
