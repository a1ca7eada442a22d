import Diagnostics
import TestSupport
import Testing

@testable import Verification

/// Which changes of outputs and answers a page notices.
struct MutationTests {
  @Test func aTextIsChangedOneThingAtATime() {
    #expect(
      TextChange.all(of: "took 19 ms\nok: true\n").map(\.description) == [
        "`took` became `toox`", "`19` became `18`", "`ms` became `mx`", "`ok` became `ox`",
        "`true` became `false`",
        "line 1 is missing", "line 2 is missing", "there is one more line",
      ])
    #expect(TextChange.all(of: "took 19 ms\n")[1].text == "took 18 ms\n")
    #expect(TextChange.all(of: "a\nb\n").map(\.text) == ["b\n", "a\n", "a\nb\none more line\n"])
    #expect(TextChange.all(of: "") == [] && TextChange.all(of: "\n") == [])
  }

  @Test func aLongTextHasAFewChangesSpreadOverIt() {
    let text = (1...500).map { "line \($0)\n" }.joined()
    let changes = TextChange.all(of: text)
    #expect(changes.count == 17)
    #expect(changes.first?.description == "`line` became `linx`")
    #expect(changes[11].description == "`500` became `509`")
    #expect(Set(changes.map(\.text)).count == 17 && !changes.map(\.text).contains(text))
  }

  private func mutations(_ page: String) async throws -> Mutations {
    let project = try ProjectFolder(["page.md": page])
    let report = try await project.verify(VerificationOptions().withMutations)
    #expect(report.counts[.failed] == nil)
    return try #require(report.mutations)
  }

  @Test func anExactOutputNoticesEverything() async throws {
    let result = try await mutations("```sh\necho 19 apples\n```\n\n```output\n19 apples\n```\n")
    #expect(result.changes == 3 && result.score == 100)
    #expect(result.findings == [])
  }

  @Test func whatAPlaceholderMatchesIsNotNoticed() async throws {
    let result = try await mutations("```sh\necho 19 apples\n```\n\n```output\n<number> apples\n```\n")
    #expect(result.score == 66)
    #expect(
      result.findings.map(\.message) == [
        "The page does not notice 1 of 3 changes of this output: `19` became `18`"
      ])
  }

  @Test func anExampleWithoutOutputNoticesNothing() async throws {
    let result = try await mutations("```sh\necho 19 apples\n```\n")
    #expect(result.score == 0)
    #expect(
      result.findings.map(\.message) == [
        "The page does not notice 3 of 3 changes of this output: `19` became `18`, `apples` became `applex`, "
          + "there is one more line"
      ])
    #expect(result.findings[0].fix == "add a block `output`, which `flowdocs verify --update` fills")
    // What prints nothing shows nothing.
    #expect(try await mutations("```sh\ntrue\n```\n").changes == 0)
  }

  @Test func aFailedSessionIsLeftOut() async throws {
    let project = try ProjectFolder(["page.md": "```sh\necho 1\n```\n\n```output\n2\n```\n"])
    #expect(try await project.verify(VerificationOptions().withMutations).mutations?.changes == 0)
  }
}

extension VerificationOptions {
  fileprivate var withMutations: VerificationOptions {
    var options = self
    options.mutates = true
    return options
  }
}
