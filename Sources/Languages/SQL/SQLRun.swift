import Foundation
import Processes

/// Runs the SQL blocks of a session in one psql, as if they were pasted into one terminal: settings, transactions and
/// temporary tables last.
struct SQLRun: Sendable {
  /// Without the reader's own settings. An error ends the session, as in other languages.
  static let options = ["-X", "-v", "ON_ERROR_STOP=1"]

  var psql: String

  func run(_ program: Program, in folder: RunFolder) async throws -> [Int: BlockRun] {
    let token = UUID().uuidString
    var lines: [String] = []
    var files: [Int: String] = [:]
    for (number, block) in program.blocks.enumerated() {
      let path = folder.base + "/block-\(number).sql"
      let file = try folder.write(SQLScript(block.code, path: path).text, to: "block-\(number).sql")
      files[block.id] = file
      lines += Self.mark(token, block.id) + Self.include(file, token, mayFail: block.mayFail)
    }
    let script = try folder.write(
      (lines + Self.mark(token, -1)).joined(separator: "\n") + "\n", to: "session.sql")
    let result = try await folder.starter.run(request(script, program, token, folder))
    return runs(of: result, token: token, program, files)
  }

  /// psql holds back what it prints to a pipe, and the time of a block is measured from its marker.
  private func request(
    _ script: String, _ program: Program, _ token: String, _ folder: RunFolder
  ) -> ProcessRequest {
    let words = [psql] + Self.options + ["-f", script]
    let time = program.blocks.first?.timeout ?? program.longestTimeout
    var request =
      folder.starter.find("stdbuf", nil).map { folder.request($0, ["-o0"] + words, timeout: time) }
      ?? folder.request(psql, Array(words.dropFirst()), timeout: time * max(1, program.blocks.count))
    request.renewal = BlockClock(token: token, timeouts: program.timeouts).renewal
    return request
  }

  /// Prints a marker on both streams; see `Transcript`.
  private static func mark(_ token: String, _ block: Int) -> [String] {
    ["\\echo -n", "\\warn -n"].map { "\($0) '\\036\(token) \(block)\\036'" }
  }

  /// A block before may have changed what an error does. One that has not reached its end says so on standard error.
  private static func include(_ file: String, _ token: String, mayFail: Bool) -> [String] {
    [
      "\\set ON_ERROR_STOP \(mayFail ? "off" : "on")", "\\set \(SQLScript.reachedEnd) off",
      "\\i '\(file.replacing("'", with: "''"))'", "\\set ON_ERROR_STOP on",
      "\\if :\(SQLScript.reachedEnd)", "\\else", "\\warn -n '\(early(token))'", "\\endif",
    ]
  }

  private static func early(_ token: String) -> String { "\(token) early" }

  private func runs(
    of result: ProcessResult, token: String, _ program: Program, _ files: [Int: String]
  ) -> [Int: BlockRun] {
    var (runs, _) = Transcript.runs(of: result, token: token, lastLine: nil)
    if runs.isEmpty, let first = program.blocks.first {
      // No block has begun: psql could not connect to the database.
      runs[first.id] = BlockRun(error: result.errorText, end: .ended(result.termination))
    }
    for block in program.blocks {
      guard var run = runs[block.id], let file = files[block.id] else { continue }
      let isEarly = run.error.contains(Self.early(token))
      run.error = run.error.replacing(Self.early(token), with: "")
      let isOver = if case .ended(.exited(let code)) = run.end { code != 0 } else { false }
      if isOver || run.end == .completed, let error = error(run, file, block, program) {
        run.end = .error(error)
      } else if run.end == .completed, isEarly, !block.mayFail, let end = SQLScript.earlyEnd(of: block.code) {
        run.end = .endedEarly(line: block.firstLine + end)
      }
      run.error = SQLFailure.withoutPlaces(run.error, file: file)
      runs[block.id] = run
    }
    return runs
  }

  /// The first error that psql reports of a block, also where it goes on because the block has asked it to.
  private func error(_ run: BlockRun, _ file: String, _ block: ProgramBlock, _ program: Program) -> RunError?
  {
    SQLFailure(run.error, file: file, block)?.error(path: program.path)
      ?? SQLFailure.included(in: run.error).map {
        RunError(message: $0, details: SQLFailure.withoutPlaces(run.error, file: file), exitCode: 3)
      }
  }
}
