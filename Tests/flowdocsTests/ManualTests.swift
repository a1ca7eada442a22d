import Diagnostics
import Pages
import Site
import TestSupport
import Testing

@testable import Manual
@testable import flowdocs

/// What the program writes about itself has everything that it knows.
struct ManualTests {
  private let help = { @Sendable in FlowDocs._dumpHelp() }

  /// What directives of the manual become on a page.
  private func expanded(_ directives: String...) async throws -> String {
    let comments = directives.map { "<!-- flowdocs:\($0) -->\n" }.joined(separator: "\n")
    let manual = Manual(program: try CommandDescription(help: help()), rules: RuleNames.all.groups)
    let project = TestProject.portal("# T\n\n" + comments).with { $0.directives = [.manual(manual)] }
    return try #require(try await project.site().page("page.md")).source.text
  }

  @Test func everyCommandAndOptionIsThere() async throws {
    let program = try CommandDescription(help: help())
    let commands = program.all.filter { !$0.words.isEmpty && $0.words != "help" }
    #expect(commands.contains { $0.words == "contract diff" })
    let all = try await expanded("commands")
    for command in commands {
      #expect(all.contains("## \(command.path)\n"))
      let text = try await expanded("command \(command.words)")
      for argument in command.arguments where !argument.isCommon {
        #expect(text.contains("| `\(argument.spelling)` |"), "\(command.path) \(argument.spelling)")
      }
    }
    #expect(
      try await expanded("command contract diff").contains(
        "```text\nflowdocs contract diff <old> <new> [--format <format>]\n```"))
  }

  @Test func everyRuleAttributeAndSettingIsThere() async throws {
    #expect(
      try await expanded("rules").contains(
        "### dead-link\n\nError. Relative link to a page or file that does not exist.\n"))
    let text = try await expanded("fences", "settings")
    for attribute in FenceAttribute.all { #expect(text.contains("`\(attribute.name)")) }
    #expect(text.contains("| `timeout=20s` |"))
    #expect(text.contains("| `versions.version` |"))
    #expect(text.contains("\n| `title` | No: only the pages of the portal show it. |\n"))
    #expect(text.contains("\n| `policy` | Yes: the level that it gives a block. |\n"))
    #expect(text.contains("\n| `reference.url` | Yes: what it says, and the contents of what it names. |\n"))
    #expect(
      text.contains(
        "| A caption above the block. Takes text. A change keeps the verdict: only readers see it. |"))
  }
}
