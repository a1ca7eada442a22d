import ArgumentParser
import Diagnostics
import Foundation

@main
struct TrainingMockCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training-mock",
    abstract: "Mock of the GRPO training service, on loopback.",
    discussion: "Exit codes: 0 no errors, 1 errors found, 2 usage error or broken environment.",
    version: "training-mock \(Release.version)",
    subcommands: [ServeCommand.self, ConformanceCommand.self, MetricsCommand.self],
    defaultSubcommand: ServeCommand.self)

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      exit(with: error)
    }
  }

  /// Prints the error and exits with the code of the table above. The library has 64 for a wrong command line, and 1
  /// for a port that is taken.
  private static func exit(with error: any Error) -> Never {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    if !text.isEmpty {
      let stream = code.isSuccess ? FileHandle.standardOutput : .standardError
      stream.write(Data((text + "\n").utf8))
    }
    Foundation.exit(code.isSuccess || error is ExitCode ? code.rawValue : 2)
  }
}
