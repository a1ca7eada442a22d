import Foundation
import JSON
import Processes

/// Runs the Python blocks of a session in one interpreter.
struct PythonRun: Sendable {
  var interpreter: String

  /// - Parameter text: The whole page, for the lines that tracebacks show.
  func run(_ program: Program, text: String, in folder: RunFolder) async throws -> [Int: BlockRun] {
    let token = UUID().uuidString
    let parts = PythonSession.parts(of: program)
    var request = try request(program, parts.blocks, text: text, token: token, pipe: nil, in: folder)
    request.timeout = parts.blocks.first?.timeout ?? .seconds(30)
    request.renewal = BlockClock(token: token, timeouts: parts.timeouts).renewal
    let result = try await folder.starter.run(request)
    let runs = try Self.runs(of: result, token: token, program, in: folder)
    return parts.combined(runs, of: program) { PythonSession.shown($0, $1, $2, on: program.path) }
  }

  /// The interpreter with its driver.
  ///
  /// - Parameters:
  ///   - blocks: those of the program, as they are run.
  ///   - pipe: where it reads the paths of blocks; `nil` for `blocks`.
  func request(
    _ program: Program, _ blocks: [ProgramBlock], text: String, token: String, pipe: String?,
    in folder: RunFolder
  ) throws -> ProcessRequest {
    // The blocks as one file, for `__file__`: what worker processes import and `inspect` reads.
    let source = try folder.write(blocks.map(\.code).joined(separator: "\n"), to: "home/.examples.py")
    let plan = JSON.object([
      ("token", .string(token)), ("report", .string(Self.report(in: folder))),
      ("reached", .string(Self.reached(in: folder))),
      ("path", .string(program.printedPath)), ("file", .string(source)), ("text", .string(text)),
      ("next", pipe.map { .string($0) } ?? .null), ("blocks", .array(blocks.map { Self.json($0) })),
    ])
    let planPath = try folder.write(plan.text(), to: "python-plan.json")
    let driver = try folder.write(PythonDriver.code, to: "flowdocs_driver.py")
    return folder.request(interpreter, ["-X", "utf8", driver, planPath], timeout: .seconds(30))
  }

  private static func report(in folder: RunFolder) -> String { folder.base + "/python-report.json" }

  /// Where the driver writes the block whose last statement it runs.
  private static func reached(in folder: RunFolder) -> String { folder.base + "/python-reached" }

  /// How each block ended, by its marker.
  static func runs(
    of result: ProcessResult, token: String, _ program: Program, in folder: RunFolder
  ) throws -> [Int: BlockRun] {
    var (runs, _) = Transcript.runs(of: result, token: token, lastLine: nil)
    let last = folder.bytes(of: reached(in: folder)).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
    for (block, run) in runs where run.end == .ended(.exited(0)) && block != last {
      runs[block]?.end = .endedEarly(line: nil)
    }
    guard let bytes = folder.bytes(of: report(in: folder)) else { return runs }
    for error in try JSONParser.parse(bytes).array ?? [] {
      guard let block = error["block"]?.int, let printed = runs[block]?.error else { continue }
      if error["early"] == .bool(true) {
        // It counts only where the program has ended in this way: an error says more, and the program of an `exec` may be
        // missing.
        switch runs[block]?.end {
        case .ended(.exited(0)), .endedEarly: runs[block]?.end = .endedEarly(line: error["line"]?.int)
        default: break
        }
        continue
      }
      let start = error["column"]?.int
      let end = error["end"]?.int
      let own = error["diagnostic"]?.string ?? ""
      let isAlone = error["alone"] == .bool(true)
      runs[block]?.end = .error(
        RunError(
          path: error["path"]?.string == program.printedPath ? program.path : nil, line: error["line"]?.int,
          columns: start.map { $0..<max($0 + 1, end ?? 0) }, message: error["message"]?.string ?? "failed",
          details: error["traceback"]?.string,
          diagnostic: isAlone ? own : own + "\n" + PythonTraceback.withoutSource(printed),
          exitCode: error["code"]?.int ?? 1))
    }
    return runs
  }

  /// - Parameter variables: what the environment gets before the block runs.
  static func json(_ block: ProgramBlock, variables: [String: String] = [:]) -> JSON {
    .object([
      ("variables", .object(variables.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
      ("marker", .number(block.id)), ("line", .number(block.firstLine)),
      ("code", .string(block.code)), ("mayFail", .bool(block.mayFail)),
      ("isStatement", .bool(PythonSession.isSession(block))),
    ])
  }
}
