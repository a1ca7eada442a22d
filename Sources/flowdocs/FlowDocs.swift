import ArgumentParser
import CommandOptions
import Diagnostics
import Foundation
import Processes

/// The commands; each has a file of its own in `Commands/`.
@main
struct FlowDocs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flowdocs",
    abstract: "Render a documentation portal, and verify everything that its pages say.",
    discussion: """
      Exit codes: 0 no errors, 1 errors found, 2 usage error or broken environment.
      """,
    version: "flowdocs \(Release.version)",
    subcommands: [
      InitCommand.self, BuildCommand.self, CheckCommand.self, VerifyCommand.self, ServeCommand.self,
      LSPCommand.self, WalkCommand.self, MockCommand.self,
      DiagramCommand.self, ContractCommand.self, ReportCommand.self, ReferenceCommand.self,
    ])

  static func main() async {
    StandardStream.prepare()
    do {
      var command = try parseAsRoot()
      do {
        if let command = command as? any ProgramCommand {
          try await command.run(in: Program(help: { _dumpHelp() }))
        } else {
          try command.run()
        }
      } catch let error as DiagnosticError {
        // Findings that prevented the command from starting are reported like any others.
        let options = try (command as? any ReportingCommand)?.report ?? ReportOptions.parse([])
        try Terminal.standard.finish(Report(error.diagnostics.sortedByPlace()), as: options)
        throw ExitStatus.findings.code
      }
    } catch {
      exit(with: error)
    }
  }

  /// Prints the error and exits with the code of the table above.
  static func exit(with error: any Error) -> Never {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    if !text.isEmpty {
      if code.isSuccess {
        Terminal.standard.print((text + "\n").utf8)
      } else {
        Terminal.standard.say(text)
      }
    }
    // The library has 64 for a wrong command line and 1 for what a command did not expect: a full disk, a port
    // that is taken, a program that is missing.
    Foundation.exit(code.isSuccess || error is ExitCode ? code.rawValue : ExitStatus.misuse.rawValue)
  }
}
