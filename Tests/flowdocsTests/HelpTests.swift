import Manual
import Testing

@testable import flowdocs

@Suite struct HelpTests {
  /// The library wraps them to the width of the terminal.
  @Test func paragraphsAreNotWrappedByHand() throws {
    let program = try CommandDescription(help: FlowDocs._dumpHelp())
    for command in program.all {
      for paragraph in command.discussion.split(separator: "\n\n") {
        #expect(!paragraph.contains("\n"), "the help of `\(command.path)` has line ends of its own")
      }
    }
  }
}
