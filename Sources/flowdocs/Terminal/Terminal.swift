import CommandOptions
import Diagnostics
import Foundation
import Processes

/// Where commands write: results and findings to standard output, progress and summaries to standard error.
struct Terminal: Sendable {
  /// Whether findings have colors: standard output is a terminal.
  var isColored: Bool
  /// Whether a line of progress can be overwritten: standard error is a terminal that supports it.
  var rewrites: Bool

  static let standard = {
    let environment = ProcessInfo.processInfo.environment
    return Terminal(
      isColored: isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR"] == nil,
      rewrites: isatty(STDERR_FILENO) == 1 && environment["TERM", default: "dumb"] != "dumb")
  }()

  /// Prints a line that stays.
  func say(_ line: String) {
    write(lastingLine(line).utf8, to: .error)
  }

  /// Prints the current step. In a terminal the next line replaces it; in a log it stays.
  func showProgress(_ line: String) {
    write(progressLine(line).utf8, to: .error)
  }

  /// Names of files and messages of other programs may have control characters, which are shown as such.
  func lastingLine(_ line: String) -> String {
    erasing + line.showingControls(keepingLines: true).breakingLineCommands() + "\n"
  }

  /// A line that is wider than the terminal is cut off, not wrapped: only one line can be written over.
  func progressLine(_ line: String) -> String {
    let shown = line.showingControls().breakingLineCommands()
    return rewrites ? "\(erasing)\u{1B}[?7l\(shown)\u{1B}[?7h" : shown + "\n"
  }

  /// Removes the last line of progress, wherever something lasting follows.
  private var erasing: String { rewrites ? "\r\u{1B}[2K" : "" }

  /// Prints the findings, in their order, and a summary, and writes the files with reports; throws the exit code of a run
  /// with findings that matter.
  func finish(_ result: Report, as options: ReportOptions, summary: String? = nil) throws {
    let run = try FinishedRun(result, as: options.format, isColored: isColored, summary: summary)
    try finish(run) { try options.writeFiles(result) }
  }

  /// The same for a run whose output is rendered already.
  ///
  /// - Parameter beforeEnd: what is done after printing, whether or not the run has failed.
  func finish(_ run: FinishedRun, beforeEnd: () throws -> Void = {}) throws {
    show(run.report)
    for line in run.lines { say(line) }
    try beforeEnd()
    if run.hasFailed { throw ExitStatus.findings.code }
  }

  /// Prints a result to standard output, after progress.
  func show(_ text: String) {
    if !erasing.isEmpty { write(erasing.utf8, to: .error) }
    write(text.utf8, to: .output)
  }

  /// Prints findings in the wanted format.
  ///
  /// - Parameter besideResult: whether standard output is for a result, such as a drawing; findings as text then go to
  ///   standard error.
  func report(_ report: Report, as format: ReportFormat, besideResult: Bool = false) throws {
    let text = try format.render(report, .init(color: isColored))
    if !erasing.isEmpty { write(erasing.utf8, to: .error) }
    write(text.utf8, to: besideResult && format.name == ReportFormat.text.name ? .error : .output)
  }

  /// Writes a result, for other programs to read.
  func print(_ bytes: some Collection<UInt8>) { write(bytes, to: .output) }

  /// A command is useless without its output, so a failed write ends the program, with everything it has started.
  private func write(_ bytes: some Collection<UInt8>, to stream: StandardStream) {
    do {
      try stream.write(bytes)
    } catch {
      Launcher.stop()
      TemporaryFolder.removeAll()
      // As `head` and other readers that have seen enough expect it.
      if error.isClosedPipe { StandardStream.endByClosedPipe() }
      do { try StandardStream.error.write("\(erasing)\(error)\n".utf8) } catch {
        // Standard error is closed as well; the exit code still reports it.
      }
      exit(ExitStatus.misuse.rawValue)
    }
  }
}
