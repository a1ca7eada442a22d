import Foundation
import Processes

/// Runs one unit of a compiled set of examples.
struct SwiftRun: Sendable {
  var executable: String
  var unit: SwiftUnit
  var arguments: [String] = []
  var runner = ProcessRunner()

  /// - Parameter timeouts: The time of each piece, by its marker.
  func run(in sandbox: Sandbox, timeouts: [Int: Duration]) async throws -> [Int: BlockRun] {
    let token = UUID().uuidString
    let trace = sandbox.base + "/swift-line-" + token
    var environment = sandbox.environment
    environment["FLOWDOCS_UNIT"] = unit.name
    environment["FLOWDOCS_MARKER"] = token
    environment["FLOWDOCS_TRACE"] = trace
    let result = try await runner.run(
      executable, arguments: arguments, environment: environment, directory: sandbox.home,
      timeout: unit.pieces.first.flatMap { timeouts[$0.marker] } ?? .seconds(30),
      renewal: BlockClock(token: token, timeouts: timeouts).renewal)
    let line = FileManager.default.contents(atPath: trace)
      .flatMap { Int(String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces)) }
    var (runs, last) = Transcript.runs(of: result, token: token, lastLine: line)
    guard let last, let run = runs[last], case .ended(let termination) = run.end else { return runs }
    let piece = unit.pieces.first { $0.marker == last }
    if termination == .exited(0) { return runs }
    let message = Self.message(run.error)
    // `exit(3)` prints nothing; an error or a crash does.
    if case .exited = termination, message == nil { return runs }
    runs[last]?.end = .error(
      RunError(
        path: piece?.path, line: line, columns: nil,
        message: message ?? "the program ended with \(termination)",
        details: run.error.isEmpty ? nil : Self.withoutTrace(run.error), exitCode: result.exitCode))
    return runs
  }

  /// The runtime prints addresses, which are others every time and say nothing about the page.
  private static func withoutTrace(_ error: String) -> String {
    error.firstRange(of: "Current stack trace:\n").map { String(error[..<$0.lowerBound]) } ?? error
  }

  /// What the runtime says of a crash, or of an error that nobody caught.
  private static func message(_ error: String) -> String? {
    for line in error.split(separator: "\n").reversed() {
      if line.hasPrefix("Uncaught error: ") { return String(line) }
      if let mark = line.firstRange(of: "Fatal error") { return String(line[mark.lowerBound...]) }
      if let mark = line.firstRange(of: "Precondition failed") { return String(line[mark.lowerBound...]) }
      if let mark = line.firstRange(of: "Assertion failed") { return String(line[mark.lowerBound...]) }
    }
    return nil
  }
}
