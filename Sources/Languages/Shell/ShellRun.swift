import Foundation
import Processes

/// Runs the shell blocks of a session in one bash, as if they were typed into one terminal.
struct ShellRun: Sendable {
  struct Block: Sendable {
    var marker: Int
    var absolutePath: String
    /// The path in bash's own messages, in place of the generated file.
    var printedPath: String
    var firstLine: Int
    var code: String
    /// Runs in a subshell, so that the session goes on when the block fails or exits.
    var mayFail: Bool
    /// Whether standard error is shown among the output, as a terminal does.
    var mergesErrors: Bool

    /// Whether it may return from the file that it is run from, which a reader's shell does not allow.
    var returns: Bool { !mayFail && code.contains("return") && !ShellCompleteness.isIncomplete(code) }
  }

  var shell: String

  /// Runs the blocks; each command of a terminal session is a block of its own to the shell.
  func run(_ program: Program, in folder: RunFolder) async throws -> [Int: BlockRun] {
    var blocks: [Block] = []
    var parts: [Int: [Int]] = [:]
    var timeouts: [Int: Duration] = [:]
    var sessions: [Int: [ConsoleSession.Command]] = [:]
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
        let commands = ConsoleSession(block.code).commands(in: block.code)
        sessions[block.id] = commands
        for command in commands { add(command.code, line: command.line, mergesErrors: true) }
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
      run.output =
        sessions[block.id].map { ConsoleSession.transcript($0, own.map(\.output)) }
        ?? own.map(\.output).joined()
      if let first = own.firstIndex(where: { $0.end != .completed }) {
        run.end = own[first].end
        if run.end == .ended(.exited(0)), first + 1 < own.count, let command = sessions[block.id]?[first] {
          run.end = .endedEarly(line: block.firstLine + command.line)
        }
      }
      combined[block.id] = run
    }
    return combined
  }

  private func run(
    _ blocks: [Block], in folder: RunFolder, timeouts: [Int: Duration]
  ) async throws -> [Int: BlockRun] {
    let token = UUID().uuidString
    let failures = ShellFailures(folder: folder, blocks)
    var lines = [
      "flowdocs_mark() {",
      "  printf '\\036%s %d\\036' '\(token)' \"$1\"",
      "  printf '\\036%s %d\\036' '\(token)' \"$1\" >&2",
      "}",
    ]
    lines += failures.preparation
    var names: [String: String] = [:]
    for (index, block) in blocks.enumerated() {
      // Empty lines before the code give every line its number on the page.
      let padding = String(repeating: "\n", count: max(0, block.firstLine - 1))
      let end = block.returns ? "\nflowdocs_returned=\n" : ""
      let path = try folder.write(padding + block.code + end, to: "block-\(index).sh")
      names[path] = block.printedPath
      lines.append("flowdocs_mark \(block.marker)")
      lines += failures.start(of: block)
      let source = ". \(Self.quoted(path))" + (block.mergesErrors ? " 2>&1" : "")
      lines += block.mayFail ? failures.inSubshell(source, block) : failures.watched(source, block)
    }
    lines.append("flowdocs_mark -1")
    let script = try folder.write(lines.joined(separator: "\n") + "\n", to: "session.sh")
    var request = folder.request(
      shell, ["--noprofile", "--norc", script],
      timeout: blocks.first.flatMap { timeouts[$0.marker] } ?? .seconds(30))
    request.renewal = BlockClock(token: token, timeouts: timeouts).renewal
    let result = try await folder.starter.run(request)
    var (runs, _) = Transcript.runs(of: result, token: token, lastLine: nil)
    // All of their paths begin so. Few outputs have one, and a session may have hundreds of commands.
    let generated = folder.base + "/block-"
    for (marker, run) in runs where run.error.contains(generated) || run.output.contains(generated) {
      for (path, name) in names {
        runs[marker]?.error.replace(path, with: name)
        runs[marker]?.output.replace(path, with: name)
      }
    }
    for failure in failures.reported(in: folder) {
      guard let block = blocks.first(where: { $0.marker == failure.marker }), let run = runs[failure.marker],
        !Self.isError(run.end)
      else { continue }
      runs[failure.marker]?.end = .error(failure.error(in: block, run))
    }
    for block in blocks where runs[block.marker]?.end == .ended(.exited(0)) {
      if let end = failures.earlyEnd(of: block) { runs[block.marker]?.end = end }
    }
    // Errors that end the shell itself, such as an unset variable under `set -u`, are not reported by the trap.
    for block in blocks {
      guard let run = runs[block.marker], case .ended(.exited(let status)) = run.end, status != 0 else {
        continue
      }
      let error = ShellFailure(marker: block.marker, status: Int(status)).error(in: block, run)
      // The output of a terminal session is the only place of its errors.
      if error.line != nil || block.mergesErrors { runs[block.marker]?.end = .error(error) }
    }
    return runs
  }

  private static func isError(_ end: BlockEnd) -> Bool {
    if case .error = end { true } else { false }
  }

  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
