import Files
import Processes

/// Runs a whole script as a reader would: `python3 FILE ARGUMENTS`.
struct ScriptFile: Sendable {
  var interpreter: String
  /// The words after it; `{file}` in them is the path of the file.
  var words: [String]
  var errors: ErrorOutput

  func run(_ program: Program, arguments: [String], in folder: RunFolder) async throws -> [Int: BlockRun] {
    let result = try await folder.starter.run(
      folder.request(
        interpreter, words.map { $0.replacing("{file}", with: program.path) } + arguments,
        timeout: program.longestTimeout))
    var run = BlockRun(
      output: TerminalText.plain(result.outputText),
      error: TerminalText.plain(result.errorText.replacing(program.path, with: program.printedPath)))
    run.end = Self.end(of: result) {
      errors.error(result, of: program, in: program.path, printed: result.errorText, shown: run.error)
    }
    if run.end == .completed,
      let error = errors.printedFailure(
        by: String(decoding: try NamedFile(path: program.path).read(), as: UTF8.self), of: program,
        in: program.path, printed: result.errorText, shown: run.error)
    {
      run.end = .error(error)
    }
    return Dictionary(program.blocks.map { ($0.id, run) }) { first, _ in first }
  }

  /// How a program without markers has ended.
  static func end(of result: ProcessResult, error: () -> RunError) -> BlockEnd {
    if result.timedOut { return .timedOut(line: nil) }
    if let limit = result.exceeded { return .error(.exceeded(limit)) }
    if result.isTruncated { return .error(.tooMuchOutput) }
    if result.succeeded { return .completed }
    return result.errorText.isEmpty ? .ended(result.termination) : .error(error())
  }
}
