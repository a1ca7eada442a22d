import Diagnostics
import Foundation
import Languages
import Pages
import Processes
import Project
import Synchronization
import TestSupport
import Testing
import Verification

/// Checkers that a project names, started with the blocks of a page.
struct CheckerTests {
  /// Finds `bad` on any line, and says of blocks with `foreign` that they are not its own.
  static let grep = """
    import json, sys
    found = False
    for block in json.load(sys.stdin):
        if "foreign" in block["code"]:
            print(f"{block['path']}:{block['line']}: not checked: foreign")
        for number, text in enumerate(block["code"].splitlines()):
            if (at := text.find("bad")) >= 0:
                found = True
                print(f"{block['path']}:{block['line'] + number}:{at + 1}: `bad` is bad")
    print("looked", file=sys.stderr)
    sys.exit(1 if found else 0)

    """

  private func verify(
    _ page: String, _ program: String = grep, files: [String: String] = [:],
    keeps project: ProjectFolder? = nil,
    options: VerificationOptions = .init(), starter: ProcessStarter = .direct,
    _ change: @escaping (inout CheckerSettings) -> Void = { _ in }
  ) async throws -> VerificationReport {
    let folder =
      try project
      ?? ProjectFolder(
        ["page.md": page, "check.py": program].merging(files) { _, new in new })
    let report = try await folder.verify(options, starter: starter) { project in
      var checker = CheckerSettings(name: "grep", languages: ["sql"], command: ["python3", "check.py"])
      checker.place = SourceText(path: "site/portal.yml", text: "checkers:\n  - name: grep\n").span(
        line: 2, column: 11, length: 4)
      change(&checker)
      project.checkers = [checker]
      project.isConfigured = true
    }
    return report
  }

  @Test func whatItAcceptsIsValidatedByIt() async throws {
    let report = try await verify("```sql\nSELECT 1;\n```\n\n```sql\nforeign\n```\n\n```sql text\nbad\n```\n")
    #expect(report.lines == [])
    #expect(report.verdicts(of: "page.md") == ["validated", "text", "text"])
    #expect(report.ledger.records.map(\.checkers) == [["grep"], [], []])
    #expect(report.validations.map { "\($0.blocks) by \($0.checker)" } == ["1 by grep"])
  }

  @Test func aFindingStandsAtItsLineAndColumnOfThePage() async throws {
    let report = try await verify(
      "# A\n\n- in a list\n\n  ```sql\n  SELECT 1;\n  SELECT ü, bad_one;\n  ```\n")
    expectText(
      ConsoleRenderer().render(report.diagnostics),
      """
      page.md:7:13: error: grep: `bad` is bad [checker-finding]
       7 |   SELECT ü, bad_one;
         |             ^~~~~~~

      """)
    #expect(report.verdicts(of: "page.md") == ["failed"])
  }

  @Test func aFindingInAnIncludedRegionStandsInItsFile() async throws {
    let report = try await verify(
      "```sql file=all.sql#part\n  bad\n```\n",
      files: ["all.sql": "SELECT 1;\n-- region: part\n    bad\n-- endregion\n"])
    #expect(report.lines.first == "all.sql:3:5 error checker-finding: grep: `bad` is bad")
  }

  @Test func withoutAColumnItIsTheLineAndIndentedLinesBelongToTheFinding() async throws {
    let report = try await verify(
      "```sql\n  SELECT 1\n```\n", "print('./page.md:2: odd\\n  because\\n  of it')\nexit(1)\n")
    expectText(
      ConsoleRenderer().render(report.diagnostics),
      """
      page.md:2:3: error: grep: odd [checker-finding]
       2 |   SELECT 1
         |   ^~~~~~~~
         |   because
         |   of it

      """)
  }

  @Test func aBlockThatRanStaysSoAndFailsWhenSomethingIsFound() async throws {
    let page = "```sh\necho good\n```\n\n```output\ngood\n```\n\n```sh\necho bad\n```\n"
    let report = try await verify(page) { $0.languages = ["sh"] }
    #expect(report.lines == ["page.md:10:6 error checker-finding: grep: `bad` is bad"])
    #expect(report.verdicts(of: "page.md") == ["ran", "ran", "failed"])
    #expect(report.ledger.records.map(\.checkers) == [["grep"], [], []])
    #expect(report.validations.isEmpty)
  }

  @Test func whatIsFoundWithoutItOnTheSameLineIsFoundOnce() async throws {
    let report = try await verify("```promql\nrate(bad)\n\nbad\n```\n") { $0.languages = ["promql"] }
    #expect(
      report.lines == [
        "page.md:2:6 error invalid-promql: `rate` takes a range vector here, not an instant vector",
        "page.md:4:1 error checker-finding: grep: `bad` is bad",
      ])
  }

  @Test func aBlockMayBeWrongAsItSays() async throws {
    let report = try await verify(
      "```sql fails=\"is bad\"\nbad\n```\n\n```sql fails=\"is worse\"\nbad\n```\n\n```sql fails=bad\ngood\n```\n"
    )
    #expect(
      report.lines == [
        "page.md:5:15 error did-not-fail: This block should fail with \"is worse\", but its error is: "
          + "grep: `bad` is bad",
        "page.md:9:14 error did-not-fail: This block should fail with \"bad\", but it has no error",
      ])
    #expect(report.verdicts(of: "page.md") == ["failed as stated", "failed", "failed"])
  }

  @Test func aBlockThatNobodyFindsWrongIsNotWrong() async throws {
    let report = try await verify(
      "```yaml fails=odd\na: 1\n```\n\n```yaml\na: 1\n```\n",
      "print('page.md:2: not checked: why', 'page.md:6: not checked: why', sep='\\n')\n"
    ) { $0.languages = ["yaml"] }
    #expect(
      report.lines == [
        "page.md:1:15 error did-not-fail: This block should fail with \"odd\", but it has no error"
      ])
    #expect(report.verdicts(of: "page.md") == ["failed", "parsed"])
  }

  @Test func whatIsMissingBehindTheEndIsAtTheLastLine() async throws {
    let report = try await verify("```sql\nSELECT 1,\n  2,\n```\n", "print('page.md:4:1: no end')\nexit(1)")
    #expect(report.lines == ["page.md:3:3 error checker-finding: grep: no end"])
  }

  @Test(arguments: [
    (
      "import sys\nsys.exit('no such table')", "ended with exit code 1, but printed no finding",
      "no such table"
    ),
    (
      "raise SystemExit(3)",
      "ended with exit code 3 instead of exit code 0 (no findings) or 1 (findings)", nil
    ),
    (
      "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)",
      "ended with signal 11 (SIGSEGV) instead of exit code 0 (no findings) or 1 (findings)", nil
    ),
    ("import time\ntime.sleep(60)", "did not finish within 0.5 s", nil),
    ("print('all is well')", "printed `all is well`, which is not a finding", nil),
    ("print('page.md:2:1: x')", "printed findings, but ended with exit code 0", nil),
    ("print('pge.md:2:1: x')\nexit(1)", "reports `pge.md`, but got no block of that file", nil),
    ("print('page.md:9:1: x')\nexit(1)", "reports line 9 of `page.md`, but got no block there", nil),
    ("print(('page.md:2: not checked: ' + 'x' * 9999 + '\\n') * 500)", "printed more than 4 MiB", nil),
  ])
  func aBrokenCheckerIsNeverAPass(_ program: String, _ reason: String, _ said: String?) async throws {
    let report = try await verify("```sql\nSELECT 1;\n```\n", program) {
      $0.timeout = reason.contains("0.5") ? 0.5 : 30
    }
    #expect(
      report.lines == [
        "site/portal.yml:2:11 error environment-broken: The checker `grep` \(reason)"
      ])
    #expect(report.diagnostics.first?.details == said)
    #expect(report.verdicts(of: "page.md") == ["failed"])
    #expect(report.ledger.records.first?.reason == "the checker `grep` could not check it")
  }

  @Test func aMissingProgramOrToolIsNamed() async throws {
    let program = try await verify("```sql\nSELECT 1;\n```\n") { $0.command = ["no-such-program"] }
    #expect(
      program.diagnostics.map(\.message) == [
        "The checker `grep` cannot be started: `no-such-program` is not on the PATH; install it"
      ])
    let tool = try await verify("```sql\nSELECT 1;\n```\n") {
      $0.tools = ["no-such-tool": "apt-get install no-such-tool"]
    }
    #expect(
      tool.diagnostics.map(\.message) == ["The checker `grep` needs `no-such-tool`, which is not on the PATH"]
    )
    #expect(tool.diagnostics.map(\.fix) == ["install it: `apt-get install no-such-tool`"])
  }

  @Test func itIsAskedAgainOnlyWhenSomethingHasChanged() async throws {
    let folder = try ProjectFolder([
      "page.md": "```sql\nSELECT 1;\n```\n", "other.md": "```sql\nSELECT 2;\n```\n", "check.py": Self.grep,
      "rules/a.txt": "1",
    ])
    let started = Mutex(0)
    let counting = ProcessStarter(
      find: ProcessStarter.direct.find,
      run: { request throws(ProcessError) in
        if request.arguments == ["check.py"] { started.withLock { $0 += 1 } }
        return try await ProcessStarter.direct.run(request)
      })
    func runs(_ options: VerificationOptions = .init()) async throws -> Int {
      let report = try await verify("", keeps: folder, options: options, starter: counting) {
        $0.reads = ["rules"]
      }
      #expect(report.lines == [])
      return started.withLock { $0 }
    }
    #expect(try await runs(.init(paths: ["page.md"])) == 1)
    #expect(try await runs() == 2)
    #expect(try await runs() == 2)
    try folder.write("page.md", "# Moved\n\nwith words\n\n```sql\nSELECT 1;\n```\n")
    #expect(try await runs() == 2)
    try folder.write("rules/a.txt", "2")
    #expect(try await runs() == 3)
    try folder.write("check.py", Self.grep + "# another\n")
    #expect(try await runs() == 4)
    #expect(try await runs(.init(usesCache: false)) == 5)
    try folder.write("page.md", "```sql\nSELECT 3;\n```\n")
    #expect(try await runs() == 6)
    #expect(try await runs(.init(shard: .init(index: 2, count: 2))) == 6)
  }

  /// What it is not told to read is not in its key.
  @Test func itReadsWhatTheSettingsListAndNothingElse() async throws {
    let report = try await verify(
      "```sql\nSELECT 1;\n```\n",
      """
      import os
      for path in ["rules/a.txt", "packages/b.txt", "private/c.txt", "page.md"]:
          print("page.md:2:", path, os.path.exists(path) and open(path).read())
      exit(1)
      """, files: ["rules/a.txt": "A", "packages/b.txt": "B", "private/c.txt": "C"]
    ) {
      $0.reads = ["rules"]
      $0.packages = ["packages", "none"]
    }
    #expect(
      report.diagnostics.map(\.message) == [
        "grep: rules/a.txt A", "grep: packages/b.txt B", "grep: private/c.txt False", "grep: page.md False",
      ])
  }

  @Test func whatIsFoundIsFoundAgain() async throws {
    let folder = try ProjectFolder(["page.md": "```sql\nbad\n```\n", "check.py": Self.grep])
    for _ in 1...2 {
      let report = try await verify("", keeps: folder)
      #expect(report.lines == ["page.md:2:1 error checker-finding: grep: `bad` is bad"])
    }
  }

  @Test func whatItIsGiven() async throws {
    let report = try await verify(
      "# A\n\n```sql session=s title=\"All of it\"\nSELECT 1;\n```\n",
      "import sys\nprint('page.md:4:', sys.stdin.read())\nexit(1)\n")
    #expect(
      report.diagnostics.map(\.message) == [
        #"grep: [{"page":"page.md","path":"page.md","line":4,"language":"sql","code":"SELECT 1;\n","session":"s","#
          + #""title":"All of it"}]"#
      ])
  }

  @Test func itRunsInTheProjectWithACleanEnvironment() async throws {
    let report = try await verify(
      "```sql\nSELECT 1;\n```\n",
      #"""
      test -e check.py && test -d "$HOME" && case $HOME in "$PWD"*) exit 3 ;; esac
      echo "page.md:2: $(env | sed 's/=.*//' | grep -vx -e PWD -e _ -e SHLVL | sort | tr '\n' ' ')"
      exit 1

      """#
    ) { $0.command = ["sh", "check.py"] }
    #expect(
      report.diagnostics.map(\.message) == [
        "grep: FLOWDOCS_SANDBOX HOME LANG LC_ALL PATH PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED SWIFT_BACKTRACE TMPDIR TZ "
      ])
  }
}

/// JSON is read by FlowDocs itself.
struct JSONVerdictTests {
  @Test func aMemberThatIsGivenTwiceIsNotParsed() async throws {
    let page = """
      ```json
      {"a": 1}
      ```

      ```json
      {"a": 1, "a": 2}
      ```

      ```json fails="Duplicate member"
      {"a": 1, "a": 2}
      ```

      """
    let report = try await ProjectFolder(["page.md": page]).verify { $0.isConfigured = true }
    #expect(report.verdicts(of: "page.md") == ["parsed", "failed", "failed as stated"])
    #expect(report.lines == ["page.md:6:10 error duplicate-member: Duplicate member `a` in an object"])
  }
}

/// PromQL is read by FlowDocs itself.
struct QueryVerdictTests {
  @Test func aQueryGetsTheVerdictOfItsText() async throws {
    let page = """
      ```promql
      rate(calls[5m])
      ```

      ```promql
      rate(calls)
      ```

      ```promql
      rate(<metric>[5m])
      ```

      """
    let folder = try ProjectFolder(["page.md": page])
    let report = try await folder.verify { $0.isConfigured = true }
    #expect(report.verdicts(of: "page.md") == ["parsed", "failed", "text"])
    #expect(
      report.lines == [
        "page.md:6:6 error invalid-promql: `rate` takes a range vector here, not an instant vector"
      ])
  }
}

/// YAML is read by FlowDocs itself.
struct YAMLVerdictTests {
  @Test func aYAMLBlockGetsTheVerdictOfItsText() async throws {
    let page = """
      ```yaml
      a: [1, 2]
      ---
      b: {c: d}
      ```

      ```yaml
      a: [1
      ```

      ```yaml
      name: {{ .Values.name }}: x
      ```

      ```yaml fails="Duplicate key"
      a: 1
      a: 2
      ```

      ```yaml fails="Duplicate key"
      a: 1
      ```

      """
    let folder = try ProjectFolder(["page.md": page])
    let report = try await folder.verify { $0.isConfigured = true }
    #expect(report.verdicts(of: "page.md") == ["parsed", "failed", "text", "failed as stated", "failed"])
    let soundness = """
      page.md:20:16 error did-not-fail: This block should fail with "Duplicate key", but it has no error
      """
    #expect(
      report.lines == [
        "page.md:8:6 error invalid-yaml: Invalid YAML: did not find expected ',' or ']'", soundness,
      ])
    let plain = try await folder.verify { $0.isConfigured = false }
    #expect(plain.verdicts(of: "page.md") == ["parsed", "text", "text", "failed as stated", "failed"])
    // A block that may be a template is a warning, as `check` says.
    #expect(
      plain.lines == [
        "page.md:8:6 warning invalid-yaml: Invalid YAML: did not find expected ',' or ']'", soundness,
      ])
  }
}
