import Diagnostics
import Processes
import TestSupport
import Testing

@testable import flowdocs

/// Neither a setting nor a comment makes a failed verification anything else.
struct FailedVerificationTests {
  private let program = ProgramTests()

  private func portal(_ page: String, _ settings: String = "") throws -> TestFolder {
    try TestFolder([
      "site/portal.yml": "title: T\npolicy: { sh: run, json: parse }\n" + settings,
      "content/index.md": "# Home\n\n" + page,
    ])
  }

  private func lines(_ result: ProcessResult) -> [String] {
    result.outputText.split(separator: "\n").map(String.init).filter { $0.hasSuffix("]") }
  }

  private static let wrong = "```sh\necho one\n```\n\n```output\ntwo\n```\n"
  private static let mismatch =
    "content/index.md:8:1: error: The output of the example differs from this block [output-mismatch]"
  private static let fixed =
    "The severity of `output-mismatch` cannot be changed: its findings are failed verifications"

  @Test(arguments: [
    (
      "- { rules: [output-mismatch], severity: off }", ["site/portal.yml:4:15: error: \(fixed) [bad-project]"]
    ),
    (
      "- { rules: [output-mismatch], severity: warning }",
      ["site/portal.yml:4:15: error: \(fixed) [bad-project]"]
    ),
    (
      "- { rules: [swift-error], severity: off }",
      [
        "site/portal.yml:4:15: error: The severity of `swift-error`, which is called `compile-error` now, cannot be changed: its findings are failed verifications [bad-project]"
      ]
    ),
    ("- { rules: [output-mismatch], severity: error }", []),
    (
      "- { rules: [examples], severity: note }",
      [
        "site/portal.yml:4:15: error: The severity of some rules of the group `examples` cannot be changed: their findings are failed verifications [bad-project]"
      ]
    ),
    // Without names it is about the rules that can be changed.
    ("- { severity: off }", []), ("- { pages: [index.md], severity: note }", []),
  ])
  func settingsDoNotChangeIt(_ entry: String, _ expected: [String]) async throws {
    let project = try portal(Self.wrong, "checks:\n  \(entry)\n")
    let verify = try await program.flowdocs("verify", in: project)
    #expect(verify.exitCode == 1)
    #expect(Set(lines(verify)) == Set(expected + [Self.mismatch]))
    let check = try await program.flowdocs("check", in: project)
    #expect(lines(check) == expected)
    #expect(check.exitCode == (expected.isEmpty ? 0 : 1))
  }

  @Test func aCommentDoesNotAcceptIt() async throws {
    let project = try portal(
      "```sh\necho one\n```\n\n<!-- flowdocs:ignore output-mismatch: later -->\n\n```output\ntwo\n```\n")
    let comment = "content/index.md:7:22: error: \(Self.fixed) [unknown-directive]"
    let verify = try await program.flowdocs("verify", in: project)
    #expect(verify.exitCode == 1)
    #expect(
      Set(lines(verify)) == [
        comment,
        "content/index.md:10:1: error: The output of the example differs from this block [output-mismatch]",
      ])
    #expect(try await lines(program.flowdocs("check", in: project)) == [comment])
  }

  /// `check` accepts the syntax error, `verify` says what the shell said.
  @Test(arguments: [
    ("checks: [{ rules: [syntax-error], severity: warning }]\n", ""),
    ("", "<!-- flowdocs:ignore syntax-error: shown on purpose -->\n\n"),
  ])
  func aSyntaxErrorThatIsAcceptedIsAFailureWhereTheBlockRuns(settings: String, comment: String) async throws {
    let project = try portal(comment + "```sh\nif true; then\n```\n", settings)
    let verify = try await program.flowdocs("verify", in: project)
    #expect(verify.exitCode == 1)
    #expect(lines(verify).map { $0.hasSuffix("[example-failed]") } == [true])
    let check = try await program.flowdocs("check", in: project)
    #expect(check.exitCode == 0)
  }

  @Test func aPortalThatRequiresProofIsNotBuilt() async throws {
    let project = try portal(
      Self.wrong, "checks:\n  - { rules: [not-proven], severity: off }\n  - { severity: off }\n")
    #expect(try await program.flowdocs("verify", in: project).exitCode == 1)
    let build = try await program.flowdocs("build", "--require-proven", in: project)
    #expect(build.exitCode == 1)
    #expect(
      lines(build) == [
        "content/index.md:7:1: error: This output must be proven, but its example printed something else [failed-proof]"
      ])
    // Without the option the page shows that it failed.
    #expect(try await program.flowdocs("build", in: project).exitCode == 0)
    #expect(project.read("_site/index.html")?.contains(">Failed</summary>") == true)
    #expect(project.read("_site/index.html")?.contains(">Ran</summary>") == false)
    #expect(project.read("_site/index.html")?.contains(">0 of 2 blocks verified</a>") == true)
    #expect(project.read("_site/verification.html")?.contains("<p>2 blocks: 2 failed.</p>") == true)
  }

  /// What is known without running anything may be accepted: the block is not proven then, and not failed.
  @Test func settingsApplyToTheOtherFindingsOfAllCommands() async throws {
    let page = "```json\n{\"a\" 1}\n```\n"
    let project = try portal(page)
    #expect(try await program.flowdocs("verify", in: project).exitCode == 1)
    let settings = "checks:\n  - { rules: [invalid-json], severity: warning }\n"
    for (page, settings, shown) in [
      (page, settings, "warning: "), ("<!-- flowdocs:ignore invalid-json: a slip -->\n\n" + page, "", ""),
    ] {
      let accepted = try portal(page, settings)
      for command in ["verify", "check", "build"] {
        let result = try await program.flowdocs(command, in: accepted)
        #expect(result.exitCode == 0)
        #expect(lines(result).count == (shown.isEmpty ? 0 : 1))
        #expect(lines(result).allSatisfy { $0.contains(shown) && $0.hasSuffix(" [invalid-json]") })
        if command == "verify" { #expect(result.errorText.contains("1 text (")) }
      }
      let build = try await program.flowdocs("build", "--require-proven", in: accepted)
      #expect(build.exitCode == 1)
      #expect(
        lines(build).contains {
          $0.hasSuffix("This block must be proven (`parse`), but its verdict is `text` [not-proven]")
        })
    }
    // And what a comment or setting is about counts for the command that finds it.
    let strict = try portal(page, settings + "failsOn: warning\n")
    for command in ["verify", "check", "build"] {
      #expect(try await program.flowdocs(command, in: strict).exitCode == 1)
    }
    let unproven = try portal(
      "```sh\nls\n```\n", "checks:\n  - { rules: [not-proven], severity: warning }\n")
    let build = try await program.flowdocs("build", "--require-proven", in: unproven)
    #expect(build.exitCode == 0)
    #expect(
      lines(build) == [
        "content/index.md:3:1: warning: This block must be proven (`run`), but it has not been verified [not-proven]"
      ])
  }

  @Test(arguments: [
    ("output-mismatch", "only `flowdocs verify` has findings of `output-mismatch`"),
    ("compile-warning", "only `flowdocs verify` has findings of `compile-warning`"),
    ("failed-proof", "only `flowdocs build --require-proven` has findings of `failed-proof`"),
    ("unsigned-ledger", "only `flowdocs build` and `flowdocs verify` have findings of `unsigned-ledger`"),
    (
      "examples",
      "only `flowdocs build --require-proven` and `flowdocs verify` have findings of `examples`"
    ),
    ("not-shown", "only `flowdocs contract coverage` has findings of `not-shown`"),
  ])
  func aCheckForRulesOfOtherCommandsIsMisuse(_ rule: String, _ message: String) async throws {
    let result = try await program.flowdocs("check", "--rule", rule, in: try portal(""))
    #expect(result.exitCode == 2)
    #expect(result.errorText.contains(message))
  }

  @Test func aCommentAboutARuleOfVerifyIsUnusedThereAlone() async throws {
    let project = try portal("<!-- flowdocs:ignore compile-warning: later -->\n\n```sh\nls\n```\n")
    #expect(try await lines(program.flowdocs("check", in: project)) == [])
    #expect(
      try await lines(program.flowdocs("verify", in: project)) == [
        "content/index.md:3:1: warning: No finding `compile-warning` in the block after this comment [unused-ignore]"
      ])
    let links = try portal("<!-- flowdocs:ignore dead-link: later -->\n\n[x](gone.md)\n")
    #expect(try await lines(program.flowdocs("verify", in: links)) == [])
  }
}
