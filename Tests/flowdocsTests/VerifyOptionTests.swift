import Diagnostics
import Foundation
import Processes
import TestSupport
import Testing

/// What is verified: single blocks, what changed since a commit, parts.
struct VerifyOptionTests {
  private let program = ProgramTests()

  private func portal() throws -> TestFolder {
    try TestFolder([
      "site/portal.yml": "title: T\npolicy: { sh: run }\nlinked: [data]\n",
      "data/a.txt": "a\n",
      "content/index.md": "# Home\n\n```sh\necho one\n```\n\n```sh\ncat data/a.txt\n```\n",
      "content/more.md": "# More\n\n```sh\necho two\n```\n",
    ])
  }

  private func commit(_ project: TestFolder) async throws {
    try await project.git("init", "-q")
    try await project.git("add", ".")
    try await project.git("commit", "-q", "-m", "first")
  }

  @Test func oneBlockIsVerifiedByALineOfIt() async throws {
    let project = try portal()
    let result = try await program.flowdocs("verify", "content/index.md:4", in: project)
    #expect(result.errorText.contains("[1/1] content/index.md:3\n"))
    #expect(result.errorText.hasSuffix("\n1 ran (1 session run, 0 unchanged)\n"))
    #expect(result.exitCode == 0)
    let wrong = try await program.flowdocs("verify", "content/index.md:1", in: project)
    #expect(wrong.exitCode == 2)
    #expect(wrong.errorText.contains("no code block at line 1 of `content/index.md`"))
  }

  /// As root, examples run as another user, who must reach what is made for them.
  @Test func theMaskOfTheCallerDoesNotCount() async throws {
    let project = try portal()
    let call = "umask 077; exec '\(ProgramTests.program)' verify --fresh"
    let result = try await program.started("/bin/sh", ["-c", call], in: project)
    #expect(result.errorText.hasSuffix("\n3 ran (3 sessions run, 0 unchanged)\n"))
    #expect(result.exitCode == 0)
  }

  @Test func aPageThatIsNamedAsAWholeIsVerifiedAsAWhole() async throws {
    let project = try portal()
    let result = try await program.flowdocs("verify", "content/index.md:4", "content", in: project)
    #expect(result.errorText.hasSuffix("\n3 ran (3 sessions run, 0 unchanged)\n"))
  }

  @Test func onlyWhatChangedSinceACommitIsVerified() async throws {
    let project = try portal()
    try await commit(project)
    let none = try await program.flowdocs("verify", "--since", "HEAD", in: project)
    #expect(none.errorText.contains("0 of 3 blocks may have changed since HEAD\n"))
    #expect(none.errorText.hasSuffix("\nno block to verify (0 sessions run, 0 unchanged)\n"))
    try project.write("content/more.md", "# More\n\nWords.\n\n```sh\necho three\n```\n")
    let code = try await program.flowdocs("verify", "--since", "HEAD", in: project)
    #expect(code.errorText.contains("1 of 3 blocks may have changed since HEAD\n"))
    #expect(code.errorText.hasSuffix("\n1 ran (1 session run, 0 unchanged)\n"))
    // A linked file, of the blocks that name its folder.
    try project.write("data/a.txt", "b\n")
    let linked = try await program.flowdocs("verify", "--since", "HEAD", in: project)
    #expect(linked.errorText.contains("2 of 3 blocks may have changed since HEAD\n"))
  }

  /// A green run of what changed does not hide what failed before.
  @Test func whatFailedBeforeIsNamed() async throws {
    let project = try portal()
    try project.write("content/more.md", "# More\n\nWords.\n\n```sh\nexit 3\n```\n")
    try await commit(project)
    let note =
      "note: 1 block has failed before and not changed since, so not verified again: content/more.md:5;"
    let unknown = try await program.flowdocs("verify", "--since", "HEAD", in: project)
    #expect(!unknown.errorText.contains("failed before"))
    #expect(try await program.flowdocs("verify", in: project).exitCode == 1)
    let known = try await program.flowdocs("verify", "--since", "HEAD", in: project)
    #expect(known.errorText.contains(note + " `flowdocs verify` without `--since` verifies all\n"))
    try project.write("content/more.md", "# More\n\nWords.\n\n```sh\necho three\n```\n")
    let corrected = try await program.flowdocs("verify", "--since", "HEAD", in: project)
    #expect(!corrected.errorText.contains("failed before"))
  }

  /// A setting that all depend on, and a commit that cannot be opened.
  @Test func inDoubtEverythingIsVerified() async throws {
    let project = try portal()
    try project.write("site/portal.yml", "titel: T\n")
    try await commit(project)
    try project.write("site/portal.yml", "title: T\npolicy: { sh: run }\nlinked: [data]\n")
    let result = try await program.flowdocs("verify", "--since", "HEAD", in: project)
    #expect(
      result.errorText.contains(
        "note: the project at HEAD cannot be opened, so that everything is verified\n"))
    #expect(result.errorText.hasSuffix("\n3 ran (3 sessions run, 0 unchanged)\n"))
    let none = try await program.flowdocs("verify", "--since", "nowhere", in: project)
    #expect(none.exitCode == 2)
    #expect(none.errorText.contains("there is no commit `nowhere`"))
  }

  @Test func partsAreMergedIntoOneReport() async throws {
    let project = try portal()
    for part in 1...2 {
      let result = try await program.flowdocs(
        "verify", "--shard", "\(part)/2", "--jobs", "1", "--report", "json=\(part).json", in: project)
      #expect(result.exitCode == 0)
    }
    let half = try await program.flowdocs("report", "merge", "2.json", in: project)
    #expect(half.exitCode == 2)
    #expect(half.errorText.contains("the reports are not complete: part 1/2 is missing"))
    let whole = try await program.flowdocs(
      "report", "merge", "1.json", "2.json", "--report", "json=all.json", in: project)
    #expect(whole.errorText == "2 reports read\n")
    #expect(whole.exitCode == 0)
    let report = try Report(json: Array(#require(project.read("all.json")).utf8)) { _ in nil }
    #expect(report.pages == ["content/index.md", "content/more.md"])
    #expect(report.blocks.count == 3)
    let other = try await program.flowdocs("report", "merge", "site/portal.yml", in: project)
    #expect(other.errorText.contains("`site/portal.yml` is not a report that `--report json=FILE` wrote"))
  }

  @Test func thereAreNotMorePartsThanMachines() async throws {
    let project = try portal()
    let result = try await program.flowdocs("verify", "--shard", "1/9000000000000000000", in: project)
    #expect(result.exitCode == 2)
    #expect(result.errorText.contains("The value '1/9000000000000000000' is invalid for '--shard <i/n>'"))
  }

  @Test func lessProofThanInTheBaselineIsAnError() async throws {
    let project = try portal()
    _ = try await program.flowdocs("verify", in: project)
    try project.write("baseline.json", try #require(project.read(".flowdocs/ledger.json")))
    let same = try await program.flowdocs("verify", "--baseline", "baseline.json", in: project)
    #expect(same.exitCode == 0)
    try project.write("content/more.md", "# More\n\n```sh parse\necho two\n```\n")
    let less = try await program.flowdocs("verify", "--baseline", "baseline.json", in: project)
    #expect(less.exitCode == 1)
    #expect(
      less.outputText.hasPrefix(
        "content/more.md:3:1: error: In the baseline this block has the verdict `ran`, now it has `parsed` [less-proven]\n"
      ))
    let edited = try #require(project.read("baseline.json")).replacing("\"ran\"", with: "\"text\"")
    try project.write("baseline.json", edited)
    let wrong = try await program.flowdocs("verify", "--baseline", "baseline.json", in: project)
    #expect(wrong.exitCode == 2)
    #expect(
      wrong.errorText.contains(
        "`baseline.json` cannot be used as a baseline: The record of verdicts was edited"))
  }

  @Test func watchingVerifiesAgainAfterAChange() async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: T\npolicy: { sh: run }\n", "content/index.md": "# A\n\n```sh\ntrue\n```\n",
    ])
    // Findings and progress go to files that are watched, too.
    let script = """
      "$0" verify --watch --report json=report.json > findings 2> log & verify=$!
      until grep -q '1 ran' log || ! kill -0 $verify; do sleep 0.05; done
      sed -i s/true/false/ content/index.md
      until grep -q '1 failed' log || ! kill -0 $verify; do sleep 0.05; done
      sleep 1; kill -TERM $verify; wait $verify; echo "exit $?"
      grep '^changed' log; grep -o 'example-failed' findings
      """
    let result = try await ProcessRunner().run(
      "bash", arguments: ["-c", script, ProgramTests.program],
      environment: ["PATH": "/usr/bin:/bin", "FLOWDOCS_KEY": ProgramTests.key], directory: project.root,
      timeout: .seconds(60))
    #expect(
      result.outputText == "exit 143\nchanged: content/index.md\nexample-failed\n", "\(result.errorText)")
    #expect(project.read("report.json")?.contains("\"verdict\" : \"failed\"") == true)
  }
}
