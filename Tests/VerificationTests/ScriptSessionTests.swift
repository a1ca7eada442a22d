import Diagnostics
import Foundation
import Languages
import Pages
import Project
import Synchronization
import TestSupport
import Testing
import Verification

/// Python, shell and terminal sessions: no compiler and no service.
struct ScriptSessionTests {
  @Test func stateIsSharedAndOutputsAreToldApart() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```python session=a
      x = 20
      print("first")
      ```

      ```output
      first
      ```

      ```python session=a
      print(x + 1, end="")
      ```

      ```output
      21
      ```

      ```sh session=a
      name=world; cd "$HOME"
      ```

      ```sh session=a
      echo "hello $name"
      pwd
      ```

      ```output
      hello world
      ~
      ```

      ```console
      $ printf 'a\\nb\\n'
      a
      b
      $ for i in 1 2
      > do echo $i; done
      1
      2
      ```
      """
    ])
    let report = try await folder.verify()
    #expect(report.lines == [])
    #expect(report.verdicts(of: "page.md") == Array(repeating: "ran", count: 8))
    #expect(
      report.ledger.records[7].output
        == "$ printf 'a\\nb\\n'\na\nb\n$ for i in 1 2\n> do echo $i; done\n1\n2\n")
  }

  @Test func errorsAreAtTheLinesOfThePage() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      # Errors

      ```python
      def f(v):
          return v["job_id"]

      f({})
      ```

      1. In a list:

         ```python
         print("ä", 1 +)
         ```

      ```sh
      echo fine
      ls /no/such/folder || true
      grep nothing /dev/null
      echo not reached
      ```

      ```sh
      if true; then
      echo
      ```

      ```python session=s
      raise ValueError("x")
      ```

      ```python session=s
      print("later")
      ```

      ```sh
      exit 4
      ```
      """
    ])
    let report = try await folder.verify()
    #expect(
      report.lines == [
        "page.md:5:12 error example-failed: This example failed: KeyError: 'job_id'",
        "page.md:13:18 error syntax-error: invalid syntax",
        "page.md:19:1 error example-failed: This example failed: "
          + "`grep nothing /dev/null` ended with exit code 1",
        "page.md:25:1 error syntax-error: syntax error: unexpected end of file",
        "page.md:29:1 error example-failed: This example failed: ValueError: x",
        "page.md:32:1 error example-not-run: This block did not run, because the session ended before it",
        "page.md:36:1 error example-failed: This example failed: it ended with exit code 4",
      ])
    expectText(
      report.diagnostics[0].details,
      """
      Traceback (most recent call last):
        File "page.md", line 7, in <module>
          f({})
        File "page.md", line 5, in f
          return v["job_id"]
                 ~^^^^^^^^^^
      KeyError: 'job_id'
      """)
    #expect(report.diagnostics[2].details == "ls: cannot access '/no/such/folder': No such file or directory")
    // The place and the words of a parser say all.
    #expect(report.diagnostics[1].details == nil)
    #expect(report.diagnostics[3].details == nil)
  }

  @Test func statedFailuresCount() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```python fails="division by zero" session=a
      1 / 0
      ```

      ```python session=a
      print("goes on")
      ```

      ```output
      goes on
      ```

      ```python fails="division by zero"
      print(1)
      ```

      ```sh exit=3
      (exit 3)
      ```

      ```sh exit=3
      echo early; exit 3
      ```

      ```output
      early
      ```

      ```sh exit=3
      exit 4
      ```

      ```python exit=2
      import sys
      sys.exit(2)
      ```

      ```sh skip="needs a cluster"
      kubectl get pods
      ```

      ```sh skip="needs a cluster" until=2026-01-01
      kubectl get pods
      ```

      ```python parse
      undefined_name()
      ```

      ```python parse
      print(
      ```

      ```sh parse
      if true; then
      ```

      ```sh text
      if
      ```
      """
    ])
    let report = try await folder.verify(.init(today: try #require(CalendarDay("2026-11-22"))))
    #expect(
      report.verdicts(of: "page.md") == [
        "failed as stated", "ran", "ran", "failed", "failed as stated", "failed as stated", "ran", "failed",
        "failed as stated", "skipped", "failed", "parsed", "failed", "failed", "text",
      ])
    #expect(
      report.lines == [
        "page.md:13:18 error did-not-fail: "
          + "This block should fail with \"division by zero\", but it succeeds",
        "page.md:29:12 error did-not-fail: This block should end with exit code 3, but it ends with 4",
        "page.md:42:36 error skip-expired: `skip` expired on 2026-01-01: needs a cluster",
        "page.md:51:6 error syntax-error: '(' was never closed",
        "page.md:55:1 error syntax-error: syntax error: unexpected end of file",
      ])
  }

  @Test func differingOutputIsShownAndMended() async throws {
    let page = """
      > ```python
      > print("one"); print("two"); print("3f2504e0-4f89-41d3-9a0c-0305e82c3301"); print("end")
      > ```
      >
      > ```output
      > one
      > 2
      > <uuid>
      > end
      > ```

      ```sh
      seq 100
      ```

      ```output
      1
      …
      [..]00
      ```

      ```console
      $ echo new
      old
      ```
      """
    let folder = try ProjectFolder(["page.md": page])
    let report = try await folder.verify()
    #expect(
      report.lines == [
        "page.md:7:3 error output-mismatch: The output of the example differs from this block",
        "page.md:24:1 error output-mismatch: The output of the example differs from this block",
      ])
    expectText(
      report.diagnostics[0].details,
      """
        one
      - 2
      + two
        3f2504e0-4f89-41d3-9a0c-0305e82c3301
        end
      """)
    #expect(report.updates.isEmpty)

    let updated = try await folder.verify(.init(updates: true))
    #expect(updated.lines == [])
    let mended = page.replacing("> 2\n", with: "> two\n").replacing("\nold\n", with: "\nnew\n")
    #expect(try folder.text("page.md") == mended)

    let again = try await folder.verify(.init(updates: true))
    #expect(again.updates.isEmpty)
    #expect(again.executed == 0)
    #expect(again.cacheHits == 3)
    #expect(try folder.text("page.md") == mended)
  }

  @Test func hangingBlockIsEndedWithItsGrandchildren() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```sh timeout=500ms
      (setsid sleep 86011 &)
      sleep 86012 &
      while true; do sleep 1; done
      ```

      ```python session=own
      print("unaffected", end="")
      ```

      ```python session=own timeout=400ms
      import time
      time.sleep(86013)
      ```
      """
    ])
    let report = try await folder.verify()
    #expect(
      report.lines == [
        "page.md:1:1 error example-timed-out: "
          + "Still running after 0.5 s; killed with every process that it started",
        "page.md:11:1 error example-timed-out: "
          + "Still running after 0.4 s; killed with every process that it started",
      ])
    #expect(report.verdicts(of: "page.md") == ["failed", "ran", "failed"])
    for id in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(id) != nil {
      let command = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
      #expect(!String(decoding: command, as: UTF8.self).contains("8601"))
    }
  }

  @Test func filesAreRunWholeAndStaleCopiesAreFound() async throws {
    let folder = try ProjectFolder([
      "tools/count.py": """
      import sys
      # region: count
      for number in range(int(sys.argv[1])):
          print(number)
      # endregion
      """,
      "tools/fail.py": "import json\n\njson.loads('{')\n",
      "page.md": """
      ```python file=tools/count.py#count args="2"
      for number in range(3):
          print(number)
      ```

      ```output
      0
      1
      ```

      ```python file=tools/fail.py
      ```

      ```python file=tools/fail.py
      ```

      ```sh
      cat tools/fail.py | head -1
      ```

      ```output
      import json
      ```
      """,
    ])
    let report = try await folder.verify { $0.linked = ["tools"] }
    #expect(
      report.lines == [
        "page.md:1:16 error stale-include: The block differs from region `count` of `tools/count.py`",
        "tools/fail.py:3:1 error example-failed: This example failed: json.decoder.JSONDecodeError: "
          + "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
      ])
    _ = try await folder.verify(.init(updates: true)) { $0.linked = ["tools"] }
    #expect(
      try folder.text("page.md").contains("for number in range(int(sys.argv[1])):\n    print(number)\n```"))
  }

  @Test func cacheKnowsWhatAResultDependsOn() async throws {
    let folder = try ProjectFolder([
      "lib/helper.py": "VALUE = 1\n",
      "page.md": "```python\nimport helper\nprint(helper.VALUE)\n```\n\n```sh\necho a\n```\n",
    ])
    func verify() async throws -> [Int] {
      let report = try await folder.verify { $0.imports = ["python": [ImportedFolder(path: "lib")]] }
      return [report.cacheHits, report.executed]
    }
    #expect(try await verify() == [0, 2])
    #expect(try await verify() == [2, 0])
    // Text before a block, and an output block after it, do not concern the run.
    try folder.write(
      "page.md",
      "Text.\n\n```json\n{}\n```\n\n```python\nimport helper\nprint(helper.VALUE)\n```\n\n"
        + "```output\n1\n```\n\n```sh\necho a\n```\n"
    )
    #expect(try await verify() == [2, 0])
    try folder.write("lib/helper.py", "VALUE = 2\n")
    let report = try await folder.verify { $0.imports = ["python": [ImportedFolder(path: "lib")]] }
    #expect(
      report.lines == [
        "page.md:13:1 error output-mismatch: The output of the example differs from this block"
      ])
    // What failed is run again.
    #expect(report.executed == 2)
    #expect(try await verify() == [1, 1])
    try folder.write("lib/helper.py", "VALUE = 1\n")
    #expect(try await verify() == [2, 0])
  }

  @Test func progressIsInTheOrderOfThePagesWhicheverEndsFirst() async throws {
    let folder = try ProjectFolder([
      "a.md": "# A\n\n```sh\nsleep 0.5\n```\n",
      "b.md": "```sh text\necho\n```\n\n```sh session=b\necho b\n```\n\n```sh session=b\necho c\n```\n",
    ])
    let told = Mutex<[String]>([])
    _ = try await folder.verify(
      .init(parallelism: 2),
      progress: { progress in
        if case .ran(let page, let line, let done, let total) = progress {
          told.withLock { $0.append("\(done)/\(total) \(page):\(line)") }
        }
      })
    #expect(told.withLock { $0 } == ["1/2 a.md:3", "2/2 b.md:5"])
  }

  @Test func shardsAndPathsSelectPages() async throws {
    let folder = try ProjectFolder([
      "a.md": "```sh\necho a\n```\n", "b/c.md": "```sh\necho c\n```\n", "b/d.md": "```sh\necho d\n```\n",
    ])
    let first = try await folder.verify(.init(shard: .init(index: 1, count: 2)))
    #expect(first.ledger.records.map(\.page) == ["a.md", "b/d.md"])
    let second = try await folder.verify(.init(shard: .init(index: 2, count: 2), previous: first.ledger))
    #expect(second.ledger.records.map(\.page) == ["a.md", "b/c.md", "b/d.md"])
    #expect(second.executed == 1)
    let part = try await folder.verify(.init(paths: ["b"]))
    #expect(part.ledger.records.map(\.page) == ["b/c.md", "b/d.md"])
  }
}
