import Foundation
import Processes

/// Runs one compiled unit.
struct SwiftRun: Sendable {
  var program: Program
  var executable: Executable
  var arguments: [String]

  init(_ program: Program, _ executable: Executable) {
    self.program = program
    self.executable = executable
    arguments = []
    if case .file(let arguments) = program.source { self.arguments = arguments }
  }

  func run(in folder: RunFolder) async throws -> [Int: BlockRun] {
    guard case .file = program.source else {
      return try await run(in: folder, timeouts: program.timeouts, first: program.blocks.first?.id ?? 0)
    }
    // The one piece of a file has the marker 0.
    let runs = try await run(in: folder, timeouts: [0: program.longestTimeout], first: 0)
    return Dictionary(program.blocks.map { ($0.id, runs[0] ?? BlockRun()) }) { first, _ in first }
  }

  private func run(
    in folder: RunFolder, timeouts: [Int: Duration], first: Int
  ) async throws -> [Int: BlockRun] {
    let token = UUID().uuidString
    let trace = folder.base + "/swift-line-" + token
    let report = folder.base + "/swift-crash-" + token
    var request = folder.request(executable.path, arguments, timeout: timeouts[first] ?? .seconds(30))
    request.environment[SwiftRuntime.unitVariable] = executable.unit
    request.environment[SwiftRuntime.markerVariable] = token
    request.environment[SwiftRuntime.firstBlockVariable] = String(first)
    request.environment[SwiftRuntime.traceVariable] = trace
    request.environment[SwiftCrash.variable] = SwiftCrash.settings(report: report)
    request.renewal = BlockClock(token: token, timeouts: timeouts).renewal
    let result = try await folder.starter.run(request)
    let line = folder.bytes(of: trace)
      .flatMap { Int(String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces)) }
    var (runs, last) = Transcript.runs(of: result, token: token, lastLine: line)
    guard let last, let run = runs[last], case .ended(let termination) = run.end else { return runs }
    if termination == .exited(0) {
      if let line, isFollowed(line, in: last) { runs[last]?.end = .endedEarly(line: line) }
      return runs
    }
    let text = SwiftCrash.withoutAddresses(run.error)
    let crash = folder.bytes(of: report).map { String(decoding: $0, as: UTF8.self) }
    let message = SwiftCrash.message(text, report: crash)
    // `exit(3)` prints nothing; an error or a crash does.
    if case .exited = termination, message == nil { return runs }
    runs[last]?.error = text
    runs[last]?.end = .error(
      RunError(
        path: program.path, line: line, message: message ?? "the program ended with \(termination)",
        details: text.isEmpty ? nil : text,
        diagnostic: (message ?? "") + "\n" + SwiftCrash.withoutPlaces(text), exitCode: result.exitCode))
    return runs
  }

  /// Whether another statement of the same block begins after a line.
  private func isFollowed(_ line: Int, in block: Int) -> Bool {
    guard case .page = program.source, let block = program.blocks.first(where: { $0.id == block }) else {
      return false
    }
    return SwiftOutline(Array(block.code.utf8)).statements.contains { block.firstLine + $0 > line }
  }
}
