import ArgumentParser
import Diagnostics
import Foundation

/// The commands; each has a file of its own in `Commands/`.
@main
struct FlowDocs: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flowdocs",
    abstract: "Documentation that cannot lie: renders a portal, and proves what its pages say.",
    discussion: """
      Exit codes: 0 nothing wrong, 1 findings, 2 misuse or a broken environment.
      """,
    subcommands: [
      InitCommand.self, BuildCommand.self, CheckCommand.self, VerifyCommand.self, ServeCommand.self,
      MockCommand.self,
      DiagramCommand.self, ContractCommand.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      do {
        if var asynchronous = command as? any AsyncParsableCommand {
          try await asynchronous.run()
        } else {
          try command.run()
        }
      } catch let error as DiagnosticError {
        // Findings that kept the command from starting are findings like any other.
        let format = (command as? any ReportingCommand)?.report.format ?? .text
        try Terminal.standard.finish(error.diagnostics, as: format)
        throw ExitStatus.findings.code
      }
    } catch {
      exit(with: error)
    }
  }

  /// Prints what the error says and ends with the exit code of the table above.
  static func exit(with error: any Error) -> Never {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    if !text.isEmpty {
      if code.isSuccess {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
      } else {
        Terminal.standard.say(text)
      }
    }
    // The library has 64 for a wrong command line and 1 for what a command did not expect: a full disk, a port
    // that is taken, a program that is missing.
    Foundation.exit(code.isSuccess || error is ExitCode ? code.rawValue : ExitStatus.misuse.rawValue)
  }
}

/// How a command ends.
enum ExitStatus: Int32 {
  case clean = 0
  case findings = 1
  case misuse = 2
  /// 128 and the number of SIGINT, as shells have it.
  case interrupted = 130

  var code: ExitCode { ExitCode(rawValue) }
}
