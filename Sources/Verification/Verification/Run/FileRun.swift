import Foundation
import Processes

/// Runs a whole Python or shell file as a reader would: `python3 FILE ARGUMENTS`.
struct FileRun: Sendable {
  var interpreter: String
  var language: ExampleLanguage
  /// Absolute path of the file.
  var path: String
  /// What messages show instead.
  var printedPath: String
  var arguments: [String]
  var runner = ProcessRunner()

  func run(in sandbox: Sandbox, timeout: Duration) async throws -> BlockRun {
    let options = language == .python ? ["-X", "utf8"] : ["--noprofile", "--norc"]
    let result = try await runner.run(
      interpreter, arguments: options + [path] + arguments, environment: sandbox.environment,
      directory: sandbox.home, timeout: timeout)
    var run = BlockRun(output: result.outputText, error: result.errorText.replacing(path, with: printedPath))
    if result.timedOut {
      run.end = .timedOut(line: nil)
    } else if result.isTruncated {
      run.end = .error(.tooMuchOutput)
    } else if result.succeeded {
      run.end = .completed
    } else if result.errorText.isEmpty {
      run.end = .ended(result.termination)
    } else {
      run.end = .error(error(result, shown: run.error))
    }
    return run
  }

  private func error(_ result: ProcessResult, shown: String) -> RunError {
    let lines = result.errorText.split(separator: "\n")
    // Python: `  File "PATH", line 12, in main`; bash: `PATH: line 12: …`. The last one is the innermost.
    let marks = language == .python ? "File \"\(path)\", line " : "\(path): line "
    let number = lines.last { $0.contains(marks) }.flatMap { line -> Int? in
      guard let mark = line.firstRange(of: marks) else { return nil }
      return Int(line[mark.upperBound...].prefix { $0.isNumber })
    }
    let traced = language == .python && lines.contains { $0.hasPrefix("Traceback") || $0.contains(marks) }
    let last = lines.last.map { String($0).replacing(path, with: printedPath) } ?? ""
    return RunError(
      path: path, line: number, columns: nil,
      message: traced ? last : "`\(printedPath)` ended with \(result.termination)", details: shown,
      exitCode: result.exitCode)
  }
}
