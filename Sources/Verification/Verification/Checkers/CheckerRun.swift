import Diagnostics
import Pages
import Processes
import Project

/// Starts a checker once, with all blocks that it is to judge.
struct CheckerRun: Sendable {
  var project: Project
  /// Absolute path of the project, ending with `/`.
  var root: String
  var pages: [Page]
  var scratch: String
  var runner = ProcessRunner()

  private static let outputLimit = 4 << 20

  func run(_ checker: CheckerSettings, _ units: [CheckerUnit]) async throws -> Result<
    [BlockID: CheckerAnswer], DiagnosticError
  > {
    let paths = Dictionary(units.map { ($0.page, project.path(ofPage: pages[$0.page].path)) }) { first, _ in
      first
    }
    func pagePath(_ page: Int) -> String { paths[page] ?? "" }
    func broken(_ reason: String, fix: String? = nil, details: String? = nil) -> Result<
      [BlockID: CheckerAnswer], DiagnosticError
    > {
      .failure(
        DiagnosticError(
          Diagnostic(
            .environmentBroken, "the checker `\(checker.name)` \(reason)", at: checker.place, fix: fix,
            details: details)))
    }
    let sandbox = try Sandbox(in: scratch, project: project, service: [:])
    defer { sandbox.remove() }
    for (tool, installation) in checker.tools.sorted(by: { $0.key < $1.key })
    where Executables.find(tool, path: sandbox.environment["PATH"]) == nil {
      return broken("needs `\(tool)`, which is not on the PATH", fix: "install it: `\(installation)`")
    }
    let program = checker.command[0]
    let result: ProcessResult
    do throws(ProcessError) {
      result = try await runner.run(
        program.contains("/") ? root + program : program, arguments: Array(checker.command.dropFirst()),
        environment: sandbox.environment, directory: root,
        input: CheckerInput.json(units, pagePath: pagePath).bytes(), timeout: .seconds(checker.timeout),
        outputLimit: Self.outputLimit)
    } catch {
      if case .cancelled = error { throw error }
      return broken("cannot be started: \(error)")
    }
    let said = Self.end(of: result.errorText)
    if result.timedOut {
      return broken(
        "did not end in \(Self.seconds(checker.timeout))",
        fix: "give it more time with `timeout:`, or make it quicker", details: said)
    }
    guard case .exited(let code) = result.termination, code == 0 || code == 1 else {
      return broken(
        "ended with \(result.termination); 0 says that it found nothing, 1 that it found something",
        details: said)
    }
    if result.isTruncated { return broken("printed more than \(Self.outputLimit >> 20) MiB") }
    var output = CheckerOutput(
      name: checker.name, root: root, units: units, pages: pages, pagePath: pagePath)
    do throws(CheckerOutput.Failure) {
      try output.read(result.outputText)
    } catch {
      return broken(error.reason, fix: error.fix, details: said)
    }
    if output.hasFindings != (code == 1) {
      return broken(
        code == 1
          ? "ended with exit code 1, but printed no finding" : "printed findings, but ended with exit code 0",
        fix:
          "end with 1 when there are findings, with 0 when there are none, with 2 when a tool is missing",
        details: said)
    }
    return .success(output.answers)
  }

  /// The last lines of what it said beside its findings.
  private static func end(of text: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true).suffix(20)
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private static func seconds(_ seconds: Double) -> String {
    seconds == seconds.rounded() && seconds < 1e9 ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
