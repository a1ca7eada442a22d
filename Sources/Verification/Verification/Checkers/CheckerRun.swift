import Diagnostics
import Languages
import Pages
import Processes
import Project

/// Starts a checker once, with all its blocks.
struct CheckerRun: Sendable {
  var project: Project
  /// Absolute path of the project, ending with `/`.
  var root: String
  var pages: [Page]
  var languages: Languages
  var scratch: String
  var starter: ProcessStarter
  var confinement: Confinement

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
            .environmentBroken, "The checker `\(checker.name)` \(reason)", at: checker.place, fix: fix,
            details: details)))
    }
    let folder = try SessionFolder(
      in: scratch, project: project, languages: languages, service: [:])
    defer { folder.remove() }
    for (tool, installation) in checker.tools.sorted(by: { $0.key < $1.key })
    where starter.find(tool, folder.environment["PATH"]) == nil {
      return broken("needs `\(tool)`, which is not on the PATH", fix: "install it: `\(installation)`")
    }
    let program = checker.command[0]
    var request = ProcessRequest(
      program.contains("/") ? root + program : program, Array(checker.command.dropFirst()),
      environment: folder.environment)
    request.directory = root
    request.input = CheckerInput.json(units, pagePath: pagePath).bytes()
    request.timeout = .seconds(checker.timeout)
    request.outputLimit = Self.outputLimit
    let files = units.flatMap(\.blocks).compactMap(\.origin.file)
    let result: ProcessResult
    do throws(ProcessError) {
      result = try await confinement.checker(checker, starter, folder: folder, files: files).run(request)
    } catch {
      if case .cancelled = error { throw error }
      return broken("cannot be started: \(error)")
    }
    let errorEnd = Self.end(of: result.errorText)
    if result.timedOut {
      return broken(
        "did not finish within \(Self.seconds(checker.timeout))",
        fix: "raise the limit with `timeout:`, or make it faster", details: errorEnd)
    }
    guard case .exited(let code) = result.termination, code == 0 || code == 1 else {
      return broken(
        "ended with \(result.termination) instead of exit code 0 (no findings) or 1 (findings)",
        details: errorEnd)
    }
    if result.isTruncated { return broken("printed more than \(Self.outputLimit >> 20) MiB") }
    var output = CheckerOutput(
      name: checker.name, root: root, units: units, pages: pages, pagePath: pagePath)
    do throws(CheckerOutput.Failure) {
      try output.read(result.outputText)
    } catch {
      return broken(error.reason, fix: error.fix, details: errorEnd)
    }
    if output.hasFindings != (code == 1) {
      return broken(
        code == 1
          ? "ended with exit code 1, but printed no finding" : "printed findings, but ended with exit code 0",
        fix:
          "end with 1 when there are findings, with 0 when there are none, with 2 when a tool is missing",
        details: errorEnd)
    }
    return .success(output.answers)
  }

  /// The last lines of standard error.
  private static func end(of text: String) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true).suffix(20)
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private static func seconds(_ seconds: Double) -> String {
    seconds == seconds.rounded() && seconds < 1e9 ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}
