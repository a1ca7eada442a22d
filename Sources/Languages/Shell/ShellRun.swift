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
    let parts = ShellParts(program)
    let runs = try await run(parts, in: folder)
    return parts.session.combined(runs, of: program)
  }

  private func run(_ parts: ShellParts, in folder: RunFolder) async throws -> [Int: BlockRun] {
    let token = UUID().uuidString
    let files = try ShellBlockFiles(parts.blocks, in: folder)
    let lines = Self.markFunction(token) + files.failures.preparation + files.lines
    let script = try folder.write(lines.joined(separator: "\n") + "\n", to: "session.sh")
    var request = folder.request(
      shell, ["--noprofile", "--norc", script],
      timeout: parts.session.blocks.first?.timeout ?? .seconds(30))
    request.renewal = BlockClock(token: token, timeouts: parts.session.timeouts).renewal
    return Self.runs(
      of: try await folder.starter.run(request), token: token, parts.blocks, files, in: folder)
  }

  /// The function that prints a marker on both streams.
  static func markFunction(_ token: String) -> [String] {
    [
      "flowdocs_mark() {",
      "  printf '\\036%s %d\\036' '\(token)' \"$1\"",
      "  printf '\\036%s %d\\036' '\(token)' \"$1\" >&2",
      "}",
    ]
  }

  /// How each block ended, by its marker.
  static func runs(
    of result: ProcessResult, token: String, _ blocks: [Block], _ files: ShellBlockFiles, in folder: RunFolder
  ) -> [Int: BlockRun] {
    var (runs, _) = Transcript.runs(of: result, token: token, lastLine: nil)
    // All of their paths begin so. Few outputs have one, and a session may have hundreds of commands.
    let generated = folder.base + "/block-"
    for (marker, run) in runs where run.error.contains(generated) || run.output.contains(generated) {
      for (path, name) in files.printedPaths {
        runs[marker]?.error.replace(path, with: name)
        runs[marker]?.output.replace(path, with: name)
      }
    }
    for failure in files.failures.reported(in: folder) {
      guard let block = blocks.first(where: { $0.marker == failure.marker }), let run = runs[failure.marker],
        !Self.isError(run.end)
      else { continue }
      runs[failure.marker]?.end = .error(failure.error(in: block, run))
    }
    for block in blocks where runs[block.marker]?.end == .ended(.exited(0)) {
      if let end = files.failures.earlyEnd(of: block) { runs[block.marker]?.end = end }
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
