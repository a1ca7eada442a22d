import Foundation
import Processes

/// Runs the shell blocks of a session in one bash, as if they were typed into one terminal.
struct ShellRun: Sendable {
  struct Block: Sendable {
    var marker: Int
    var absolutePath: String
    /// What bash's own messages show in place of the generated file.
    var printedPath: String
    var firstLine: Int
    var code: String
    /// Runs in a subshell, so that the session goes on when the block fails or exits.
    var mayFail: Bool
    /// Whether standard error is shown among the output, as a terminal does.
    var mergesErrors: Bool
  }

  var shell: String

  /// Runs the blocks; each command of a terminal session is a block of its own to the shell.
  func run(_ program: Program, in folder: RunFolder) async throws -> [Int: BlockRun] {
    var blocks: [Block] = []
    var parts: [Int: [Int]] = [:]
    var timeouts: [Int: Duration] = [:]
    var sessions: [Int: ConsoleText] = [:]
    for block in program.blocks {
      func add(_ code: String, line: Int, mergesErrors: Bool) {
        let marker = blocks.count
        parts[block.id, default: []].append(marker)
        timeouts[marker] = block.timeout
        blocks.append(
          Block(
            marker: marker, absolutePath: program.path, printedPath: program.printedPath,
            firstLine: block.firstLine + line, code: code, mayFail: block.mayFail,
            mergesErrors: mergesErrors))
      }
      if block.language == Language.console.id {
        let text = ConsoleText(block.code)
        sessions[block.id] = text
        for command in text.commands { add(command.code, line: command.line, mergesErrors: true) }
      } else {
        add(block.code, line: 0, mergesErrors: false)
      }
    }
    let runs = try await run(blocks, in: folder, timeouts: timeouts)
    var combined: [Int: BlockRun] = [:]
    for block in program.blocks {
      let own = (parts[block.id] ?? []).map { runs[$0] ?? BlockRun() }
      var run = BlockRun(end: .completed)
      run.error = own.map(\.error).joined()
      run.output = sessions[block.id]?.transcript(own.map(\.output)) ?? own.map(\.output).joined()
      if let end = own.first(where: { $0.end != .completed })?.end { run.end = end }
      combined[block.id] = run
    }
    return combined
  }

  private func run(
    _ blocks: [Block], in folder: RunFolder, timeouts: [Int: Duration]
  ) async throws -> [Int: BlockRun] {
    let token = UUID().uuidString
    let report = folder.base + "/shell-report"
    var lines = [
      "flowdocs_mark() {",
      "  printf '\\036%s %d\\036' '\(token)' \"$1\"",
      "  printf '\\036%s %d\\036' '\(token)' \"$1\" >&2",
      "}",
      "flowdocs_failed() {",
      "  local status=$1 line=$2 source=$3",
      "  case $source in \(Self.quoted(folder.base + "/block-"))*) ;; *) line=0 ;; esac",
      "  printf '%s %s %s %s\\n' \"$flowdocs_block\" \"$status\" \"$line\" \"$4\" \\",
      "    >> \(Self.quoted(report))",
      "  exit \"$status\"",
      "}",
      "set -E",
    ]
    var names: [String: String] = [:]
    for (index, block) in blocks.enumerated() {
      // Empty lines before the code give every line its number on the page.
      let padding = String(repeating: "\n", count: max(0, block.firstLine - 1))
      let path = try folder.write(padding + block.code, to: "block-\(index).sh")
      names[path] = block.printedPath
      lines.append("flowdocs_block=\(block.marker); flowdocs_mark \(block.marker)")
      let merge = block.mergesErrors ? " 2>&1" : ""
      if block.mayFail {
        lines.append("(")
        lines.append(Self.trap)
        lines.append(". \(Self.quoted(path))\(merge)")
        lines.append(")")
        lines.append("flowdocs_status=$?")
        lines.append(
          "if [ $flowdocs_status -ne 0 ]; then"
            + " printf '%s %s 0\\n' \(block.marker) $flowdocs_status >> \(Self.quoted(report)); fi")
      } else {
        lines.append(Self.trap)
        lines.append(". \(Self.quoted(path))\(merge)")
        lines.append("trap - ERR")
      }
    }
    lines.append("flowdocs_mark -1")
    let script = try folder.write(lines.joined(separator: "\n") + "\n", to: "session.sh")
    var request = folder.request(
      shell, ["--noprofile", "--norc", script],
      timeout: blocks.first.flatMap { timeouts[$0.marker] } ?? .seconds(30))
    request.renewal = BlockClock(token: token, timeouts: timeouts).renewal
    let result = try await folder.starter.run(request)
    var (runs, _) = Transcript.runs(of: result, token: token, lastLine: nil)
    for marker in runs.keys {
      for (path, name) in names {
        runs[marker]?.error.replace(path, with: name)
        runs[marker]?.output.replace(path, with: name)
      }
    }
    let text = folder.bytes(of: report).map { String(decoding: $0, as: UTF8.self) } ?? ""
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 3)
      guard fields.count >= 3, let marker = Int(fields[0]), let status = Int(fields[1]),
        let number = Int(fields[2]), let block = blocks.first(where: { $0.marker == marker }),
        let run = runs[marker], !Self.isError(run.end)
      else { continue }
      runs[marker]?.end = .error(
        error(block, status, line: number, command: fields.count > 3 ? String(fields[3]) : "", run))
    }
    // What ends the shell itself, such as an unset variable under `set -u`, is not reported by the trap.
    for block in blocks {
      guard let run = runs[block.marker], case .ended(.exited(let status)) = run.end, status != 0 else {
        continue
      }
      let error = error(block, Int(status), line: 0, command: "", run)
      if error.line != nil { runs[block.marker]?.end = .error(error) }
    }
    return runs
  }

  private func error(
    _ block: Block, _ status: Int, line: Int, command: String, _ run: BlockRun
  ) -> RunError {
    let printed = run.error.isEmpty && block.mergesErrors ? run.output : run.error
    let details = printed.isEmpty ? nil : printed
    func error(line: Int?, _ message: String) -> RunError {
      RunError(
        path: line == nil ? nil : block.absolutePath, line: line, columns: nil, message: message,
        details: details, exitCode: status)
    }
    if line > 0 { return error(line: line, "`\(command)` ended with exit code \(status)") }
    // What bash cannot parse fails where the file is read; bash prints the line of the page.
    let mark = "\(block.printedPath): line "
    for text in (run.error + run.output).split(separator: "\n") {
      guard Self.fatalMessages.contains(where: { text.contains($0) }), let start = text.firstRange(of: mark)
      else { continue }
      let number = text[start.upperBound...].prefix { $0.isNumber }
      let last = block.firstLine + max(0, block.code.split(separator: "\n").count - 1)
      let message = text[start.upperBound...].dropFirst(number.count).drop { $0 == ":" || $0 == " " }
      return error(line: Int(number).map { min($0, last) }, String(message))
    }
    return error(line: nil, "it ended with exit code \(status)")
  }

  /// Bash gives up over these and names the line itself.
  private static let fatalMessages = [
    "syntax error", "unexpected EOF", "unbound variable", "bad substitution",
  ]

  private static func isError(_ end: BlockEnd) -> Bool {
    if case .error = end { true } else { false }
  }

  /// Set again before every block, because a block may have set one of its own.
  private static let trap =
    "trap 'flowdocs_failed \"$?\" \"$LINENO\" \"${BASH_SOURCE[0]}\" \"${BASH_COMMAND%%$'\"'\\n'\"'*}\"' ERR"

  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
