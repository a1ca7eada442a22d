import Diagnostics
import Files
import Foundation
import Pages
import Testing
import Verification

/// How Python and shell sessions end, and where that is told.
struct ScriptEndTests {
  private func verify(_ page: String, _ options: VerificationOptions = .init()) async throws
    -> VerificationReport
  {
    let folder = try ProjectFolder(["page.md": page])
    return try await folder.verify(options)
  }

  @Test(arguments: [
    "import sys\nsys.exit(0)", "raise SystemExit", "import sys\nsys.exit()", "import os\nos._exit(0)",
  ])
  func leavingWithoutAnErrorIsNoFailure(_ code: String) async throws {
    let report = try await verify("```python\n\(code)\n```\n")
    #expect(report.lines == [])
    #expect(report.verdicts(of: "page.md") == ["ran"])
  }

  @Test func promptsAreNoCode() async throws {
    let folder = try ProjectFolder([
      "page.md":
        "```python run\n>>> 1\n1\n```\n\n```sh run\n$ true\n```\n\n```console run\n>>> 1\n1\n```\n"
    ])
    var options = VerificationOptions()
    options.updates = true
    let report = try await folder.verify(options)
    #expect(
      report.diagnostics.map(\.fix) == [
        "change the language to `pycon`, where lines after `>>> ` are statements and the rest is their output",
        "change the language to `console`, where lines after `$ ` are commands and the rest is their output",
        "write its commands after `$ `, or change the language to `text`",
      ])
    #expect(
      report.lines.last
        == "page.md:10:1 error example-failed: This session has no command: no line begins with `$ `")
  }

  @Test func afterAnExitNothingRuns() async throws {
    let report = try await verify(
      "```python session=a\nprint(1)\nraise SystemExit\n```\n\n```python session=a\nprint(2)\n```\n")
    #expect(
      report.lines == [
        "page.md:6:1 error example-not-run: This block did not run, because the session ended before it"
      ])
  }

  @Test func exitCodesOfPython() async throws {
    let report = try await verify(
      """
      ```python exit=3
      import sys
      sys.exit(3)
      ```

      ```python exit=1
      import sys
      sys.exit("no luck")
      ```

      ```output
      no luck
      ```

      ```python exit=2
      raise SystemExit
      ```

      ```python
      raise SystemExit(4)
      ```

      """)
    #expect(
      report.lines == [
        "page.md:15:16 error did-not-fail: This block should end with exit code 2, but it ends with 0",
        "page.md:20:1 error example-failed: This example failed: SystemExit: 4",
      ])
  }

  @Test func theFirstLineOfAMessageIsTold() async throws {
    let report = try await verify("```python\nraise ValueError('one\\ntwo')\n```\n")
    #expect(report.lines == ["page.md:2:1 error example-failed: This example failed: ValueError: one"])
  }

  @Test func whatIsPrintedOnLeavingIsTheLastBlocks() async throws {
    let report = try await verify(
      """
      ```sh
      trap 'echo bye' EXIT
      echo hi
      ```

      ```output
      hi
      bye
      ```

      ```python
      import atexit
      atexit.register(print, "bye")
      ```

      ```output
      bye
      ```

      """)
    #expect(report.lines == [])
  }

  @Test func tooMuchOutputIsAFinding() async throws {
    let report = try await verify(
      "```python session=a\nprint('x' * 3_000_000)\n```\n\n```python session=a\nprint(1)\n```\n")
    #expect(
      report.lines == [
        "page.md:1:1 error example-failed: This example failed: it prints more than 1 MB; the rest of its "
          + "output is lost",
        "page.md:5:1 error example-failed: This example failed: its output is lost, because an earlier block "
          + "prints too much",
      ])
  }

  @Test func bashNamesTheLineThatEndedIt() async throws {
    let report = try await verify(
      """
      ```sh
      set -u
      echo $NOPE
      ```

      ```sh
      echo fine
      echo "never closed
      ```

      ```console
      $ echo "never closed
      ```

      """)
    #expect(
      report.lines.map { String($0.prefix { $0 != "`" }) } == [
        "page.md:3:1 error example-failed: This example failed: NOPE: unbound variable",
        "page.md:8:1 error syntax-error: unexpected EOF while looking for matching ",
        "page.md:12:3 error syntax-error: unexpected EOF while looking for matching ",
      ])
  }

  @Test func aRequiredVariableIsReportedAtItsLine() async throws {
    let page = "```sh run\ntrue\necho \"${PORT:?set it first}\"\n```\n"
    #expect(
      try await ProjectFolder(["page.md": page]).verify().lines == [
        "page.md:3:1 error example-failed: This example failed: PORT: set it first"
      ])
  }

  /// A traceback names lines of the page, so that what was printed is old when the block moves.
  @Test func tracebacksAreNotTakenFromTheCacheAtAnotherLine() async throws {
    let block = "```python fails=ValueError\nraise ValueError(1)\n```\n\n```output\n…\nValueError: 1\n```\n"
    let folder = try ProjectFolder(["page.md": block])
    func output() async throws -> String {
      let report = try await folder.verify()
      #expect(report.lines == [])
      return report.ledger.records[1].output ?? ""
    }
    #expect(try await output().contains("line 2,"))
    #expect(try await folder.verify().cacheHits == 1)
    try folder.write("page.md", "Text.\n\n" + block)
    #expect(try await output().contains("line 4,"))
  }

  /// Whatever way code learns its line or its file.
  @Test(arguments: [
    ("python", "import inspect\nprint(inspect.stack()[0][2])", "3", "5"),
    ("python", "import dis\ndef f(): pass\nprint(next(dis.get_instructions(f)).positions.lineno)", "3", "5"),
    ("bash", "f() { caller 0 | cut -d' ' -f1; }\nf", "3", "5"),
  ])
  func outputsThatNameALineAreNotTakenFromTheCacheAtAnother(
    _ language: String, _ code: String, _ first: String, _ second: String
  ) async throws {
    let block = "```\(language) run\n\(code)\n```\n\n```output\n<number>\n```\n"
    let folder = try ProjectFolder(["page.md": block])
    #expect(try await folder.verify().ledger.records[1].output == first + "\n")
    #expect(try await folder.verify().cacheHits == 1)
    try folder.write("page.md", "Text.\n\n" + block)
    #expect(try await folder.verify().ledger.records[1].output == second + "\n")
  }

  @Test func outputThatLooksLikeAFenceDoesNotBreakThePage() async throws {
    let folder = try ProjectFolder([
      "page.md": "```python\nprint('`' * 3)\n```\n\n```output\nx\n```\n\nEnd.\n"
    ])
    _ = try await folder.verify(.init(updates: true))
    #expect(
      try folder.text("page.md") == "```python\nprint('`' * 3)\n```\n\n````output\n```\n````\n\nEnd.\n")
    let again = try await folder.verify(.init(updates: true))
    #expect(again.lines == [])
    #expect(again.updates == [])
    try folder.write("page.md", try folder.text("page.md").replacing("```\n````", with: "~~~\n````"))
    #expect(try await folder.verify().lines.count == 1)
  }

  @Test func aCacheThatCannotBeMadeIsSaidSo() async throws {
    let folder = try ProjectFolder(["page.md": "", ".flowdocs": "a file"])
    let error = await #expect(throws: FileFailure.self) { try await folder.verify() }
    let message = error.map { "\($0)" } ?? ""
    #expect(message.hasPrefix("`/") && message.hasSuffix("/.flowdocs` is not a folder"))
  }

  @Test func aCacheThatIsALinkIsNotFollowed() async throws {
    let folder = try ProjectFolder(["page.md": "", "out/x": ""])
    try FileManager.default.createSymbolicLink(
      atPath: folder.root + "/.flowdocs", withDestinationPath: folder.root + "/out")
    await #expect(throws: FileFailure.link(folder.root + "/.flowdocs")) { try await folder.verify() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.root + "/out") == ["x"])
  }
}
