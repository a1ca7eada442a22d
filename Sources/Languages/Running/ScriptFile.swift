import Processes

/// Runs a whole script as a reader would: `python3 FILE ARGUMENTS`.
struct ScriptFile: Sendable {
  var interpreter: String
  /// The options of the interpreter, before the file.
  var options: [String]
  /// The text before the line number where the interpreter names a place in the file.
  var placeMark: @Sendable (_ path: String) -> String
  /// Whether the last line of standard error is the error's message.
  var endsWithMessage: @Sendable (_ lines: [Substring]) -> Bool
  /// What was printed to standard error without lines of the source that the interpreter shows.
  var withoutSource: @Sendable (_ printed: String) -> String

  func run(_ program: Program, arguments: [String], in folder: RunFolder) async throws -> [Int: BlockRun] {
    let result = try await folder.starter.run(
      folder.request(
        interpreter, options + [program.path] + arguments, timeout: program.longestTimeout))
    var run = BlockRun(
      output: TerminalText.plain(result.outputText),
      error: TerminalText.plain(result.errorText.replacing(program.path, with: program.printedPath)))
    if result.timedOut {
      run.end = .timedOut(line: nil)
    } else if let limit = result.exceeded {
      run.end = .error(.exceeded(limit))
    } else if result.isTruncated {
      run.end = .error(.tooMuchOutput)
    } else if result.succeeded {
      run.end = .completed
    } else if result.errorText.isEmpty {
      run.end = .ended(result.termination)
    } else {
      run.end = .error(error(result, program, shown: run.error))
    }
    return Dictionary(program.blocks.map { ($0.id, run) }) { first, _ in first }
  }

  /// The innermost place that is named, which interpreters print last.
  private func error(_ result: ProcessResult, _ program: Program, shown: String) -> RunError {
    let lines = result.errorText.split(separator: "\n")
    let mark = placeMark(program.path)
    let number = lines.last { $0.contains(mark) }.flatMap { line -> Int? in
      guard let found = line.firstRange(of: mark) else { return nil }
      return Int(line[found.upperBound...].prefix { $0.isNumber })
    }
    let last = lines.last.map { String($0).replacing(program.path, with: program.printedPath) } ?? ""
    return RunError(
      path: program.path, line: number,
      message: endsWithMessage(lines) ? last : "`\(program.printedPath)` ended with \(result.termination)",
      details: shown,
      diagnostic: withoutSource(shown), exitCode: result.exitCode)
  }
}
