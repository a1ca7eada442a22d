import ArgumentParser
import Testing

@testable import Manual
@testable import flowdocs

struct HelpTests {
  /// The library wraps them to the width of the terminal.
  @Test func paragraphsAreNotWrappedByHand() throws {
    let program = try CommandDescription(help: FlowDocs._dumpHelp())
    for command in program.all {
      for paragraph in command.discussion.split(separator: "\n\n") {
        #expect(!paragraph.contains("\n"), "the help of `\(command.path)` has line ends of its own")
      }
    }
  }

  static let commands: [any ParsableCommand.Type] =
    FlowDocs.configuration.subcommands + ContractCommand.configuration.subcommands

  @Test(arguments: commands.indices)
  func helpFitsATerminalOf80Columns(command: Int) {
    let help = FlowDocs.helpMessage(for: Self.commands[command], columns: 80)
    #expect(help.contains("USAGE: flowdocs"))
    #expect(help.split(separator: "\n").filter { $0.count > 80 } == [])
  }

  /// A usage that is written by hand, to break its lines, has the same arguments as the parser.
  @Test(arguments: commands.indices)
  func usageNamesEveryArgument(command: Int) throws {
    let type = Self.commands[command]
    guard let usage = type.configuration.usage else { return }
    let name = type.configuration.commandName ?? ""
    let description = try CommandDescription(help: FlowDocs._dumpHelp())
    let parsed = try #require(description.all.first { $0.words == name })
    let arguments = parsed.arguments.filter { !$0.isCommon }.map(\.usage)
    let words = usage.split(whereSeparator: \.isWhitespace).filter { $0 != "--" }.joined(separator: " ")
    #expect(words == (["flowdocs", name] + arguments).joined(separator: " "))
  }
}
