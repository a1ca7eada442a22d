import Diagnostics
import Languages
import Project
import TestSupport
import Testing
import Verification

/// Failure is not success, and what is printed is compared as a person reads it.
struct HonestVerdictTests {
  private func verify(_ page: String) async throws -> VerificationReport {
    let folder = try ProjectFolder(["page.md": page])
    return try await folder.verify()
  }

  @Test(arguments: [
    ("false | cat", "a command before a pipe ended with exit code 1"),
    ("(exit 3) | cat | cat", "a command before a pipe ended with exit code 3"),
    ("cat /no/such/file | sort", "a command before a pipe ended with exit code 1"),
    ("true | false", "`false` ended with exit code 1"),
    ("echo a | { cat; exit 2; }", "the last command of a pipeline ended with exit code 2"),
    ("echo a | { echo a; exit 2; }", "the last command of a pipeline ended with exit code 2"),
    ("false || true; true | false", "`false` ended with exit code 1"),
    ("echo a | cat | (exit 3)", "`( exit 3 )` ended with exit code 3"),
    ("echo a |\n  while read -r x; do exit 4; done", "the last command of a pipeline ended with exit code 4"),
    ("yes | false", "`false` ended with exit code 1"),
    ("yes | false | true", "a command before a pipe ended with exit code 1"),
    ("sort <(false)", "`false` ended with exit code 1"),
    ("( false | cat )", "a command before a pipe ended with exit code 1"),
    // The shell goes on after `&&`, where a script with `set -eo pipefail` does not.
    ("cat /no/such/file | sort && echo b", "a command before a pipe ended with exit code 1"),
    ("cat /no/such/file | sort &&\n  true && echo b", "a command before a pipe ended with exit code 1"),
    ("true && (exit 3) | sort && echo b", "a command before a pipe ended with exit code 3"),
    // Only curl says that its reader has gone by its status.
    ("curl -s file:///no/such/file | head -c 1", "a command before a pipe ended with exit code 37"),
    (
      "curl -s file:///usr/bin/env -o /dev/full",
      "`curl -s file:///usr/bin/env -o /dev/full` ended with exit code 23"
    ),
    ("(exit 23) | head -c 1", "a command before a pipe ended with exit code 23"),
    ("python3 -c 'import sys; sys.exit(3)'", "`python3 -c 'import sys; sys.exit(3)'` ended with exit code 3"),
    // Not for a pipe: a program is ended by the signal, and a script by its own settings.
    ("sh -c 'kill -PIPE $$'", "`sh -c 'kill -PIPE $$'` ended with exit code 141"),
    ("set -euo pipefail; yes | head -n 1", "`head -n 1` ended with exit code 141"),
  ])
  func aFailureBeforeAPipeFailsTheBlock(_ command: String, _ message: String) async throws {
    let report = try await verify("```sh\necho a\n\(command)\n```\n")
    #expect(report.lines == ["page.md:3:1 error example-failed: This example failed: \(message)"])
  }

  @Test(arguments: [
    // The reader of a pipe may stop early.
    "yes | head -n 1", "yes | grep -q y", "seq 100000 | sed q", "true | cat",
    "yes | head -n 1; echo more", "set -e; yes | head -n 1; echo more",
    // Also where the pipe is in a function, a group, a subshell or a substitution, or where these are before it.
    "f() { yes | head -n 1; }; f", "{ yes | head -n 1; }", "( yes | head -n 1 )", "x=$(yes | head -n 1)",
    "f() { yes; }; f | head -n 1", "{ yes; } | head -n 1", "( yes ) | head -n 1", "head -n 1 < <(yes)",
    "while true; do echo y; done | head -n 1", "cat <(yes) | head -n 1",
    // curl ignores the signal.
    "curl -s file://$(command -v bash) | head -c 1",
    "f() { curl -s file://$(command -v bash) | head -c 1; }; f",
    "( curl -s file://$(command -v bash); true ) | head -c 1",
    "yes | head -n 1 && echo more", "curl -s file://$(command -v bash) | head -c 1 && echo more",
    // The author may say that a failure before a pipe is meant.
    "set +o pipefail; false | cat",
    // A condition may fail.
    "if false | cat; then echo; fi", "false | cat || true", "! true | false",
    "if false | cat && true; then echo; fi", "false | cat && echo a || true", "true || false | cat && echo a",
    "f() { false | cat && echo a; }; if f; then echo b; fi", "set -u; echo a | cat && echo b",
  ])
  func aPipeThatIsClosedEarlyIsNoFailure(_ command: String) async throws {
    let report = try await verify(
      "```sh\n\(command)\n```\n\n```console\n$ { \(command); } > /dev/null\n```\n")
    #expect(report.lines == [])
  }

  @Test func aConditionIsThatOfTheReadersShell() async throws {
    let report = try await verify(
      """
      ```sh session=a
      if yes | grep -q y; then echo if; fi
      yes | head -n 1 | grep -q y && echo and
      until yes |
        grep -q y; do echo never; done
      first=$(yes | head -n 1) && echo "$first"
      if false | true; then echo last; fi
      found() {
        if yes | grep -q y; then echo function; fi
      }
      ```

      ```output
      if
      and
      y
      last
      ```

      ```console session=a
      $ found
      function
      $ yes | grep -q y && echo console
      console
      ```

      ```sh
      if yes | grep -q y; then
        false | cat
      fi
      ```

      ```sh
      true && false | cat
      ```

      ```sh
      yes | grep -q y && echo
      cat /no/such/file | while read -r line; do echo "$line"; done
      ```

      """)
    #expect(
      report.diagnostics.map { "\($0.span?.start.line ?? 0): \($0.message)" } == [
        "29: This example failed: a command before a pipe ended with exit code 1",
        "34: This example failed: a command before a pipe ended with exit code 1",
        "39: This example failed: a command before a pipe ended with exit code 1",
      ])
  }

  private static let unreadable: [(String, String, String, String)] = [
    ("js", "let x = ;", "1", "SyntaxError: Unexpected token ';'"),
    ("php", "echo 1\necho 2;", "255", "syntax error, unexpected token \"echo\", expecting \",\" or \";\""),
    ("ruby", "x = )", "1", "syntax error, unexpected ')'"),
  ]

  /// The exit code of an interpreter that cannot read the code is not that of the code.
  @Test(arguments: unreadable.filter { InstalledLanguages.has($0.0) })
  func codeThatDoesNotParseHasNoExitCode(
    _ language: String, _ code: String, _ exit: String, _ error: String
  ) async throws {
    let report = try await verify("```\(language) exit=\(exit)\n\(code)\n```\n")
    let place = 10 + language.count
    #expect(
      report.lines == [
        "page.md:1:\(place) error did-not-fail: This block should end with exit code \(exit), but it cannot be run: \(error)"
      ])
    let named = try await verify("```\(language) exit=\(exit) fails=\"\(error.prefix(6))\"\n\(code)\n```\n")
    #expect(named.verdicts(of: "page.md") == ["failed as stated"])
  }

  private static let echoes: [(String, String, String)] = [
    // The text is in the source line that Python, bash or the traceback shows, but not in the error.
    ("python", "raise ValueError('a')  # not the reason", "not the reason"),
    ("python", "x = 1 +", "x = 1"), ("sh", "ls /no/such/folder # but why", "but why"),
    ("sh", "echo printed; false", "printed"), ("sh", "set -x; false unlikely", "unlikely"),
    ("console", "$ false # words", "words"),
    (
      "python",
      "import traceback\ntry:\n    x  # the name\nexcept NameError:\n    traceback.print_exc()\n1 / 0",
      "the name"
    ),
    ("python", "import warnings\nwarnings.warn('a')  # comment\n1 / 0", "comment"),
    ("sh", "if true; then )\necho words", "if true; then"),
    // What the program has printed before its exception, the names of functions and files, and arguments.
    ("python", "import sys\nprint('boom', file=sys.stderr)\nraise ValueError('other')", "boom"),
    ("ruby", "warn 'boom'\nraise 'other'", "boom"), ("ruby", "def boom; raise 'other'; end\nboom", "boom"),
    ("ruby", "raise 'other' # boom", "boom"), ("ruby", "nil.x # boom", "boom"),
    ("ruby", "raise 'x'", "page.md"),
    ("php", "fwrite(STDERR, \"boom\\n\");\nthrow new Exception('other');", "boom"),
    ("php", "function boom() { throw new Exception('other'); }\nboom();", "boom"),
    ("php", "function f($x) { throw new Exception('other'); }\nf('secret word');", "secret word"),
    ("php", "throw new Exception('other');", "Stack trace"), ("php", "throw new Exception('x');", "page.md"),
    ("php", "echo $boom;\nthrow new Exception('other');", "boom"),
  ]

  @Test(arguments: echoes.filter { InstalledLanguages.has($0.0) })
  func anEchoOfTheSourceIsNoStatedError(_ language: String, _ code: String, _ text: String) async throws {
    let report = try await verify("```\(language) fails=\"\(text)\"\n\(code)\n```\n")
    #expect(report.verdicts(of: "page.md") == ["failed"])
    #expect(report.diagnostics.map(\.rule) == [.didNotFail])
  }

  private static let errors: [(String, String, String)] = [
    ("python", "raise ValueError('a\\nb')", "b"), ("ruby", "raise \"a\\nb\"", "b"),
    ("ruby", "begin\n  raise 'inner'\nrescue\n  raise 'outer'\nend", "outer"),
    ("ruby", "nil.size", "NoMethodError"),
    ("ruby", "JSON = 1\nrequire 'json'\nx = (", "syntax error"), ("ruby", "abort 'no luck'", "no luck"),
    ("ruby", "require 'json'\nJSON.parse('x')", "JSON::ParserError"),
    ("php", "throw new Exception(\"a\\nb\");", "b"),
    ("php", "throw new LogicException('no luck');", "LogicException: no"),
    ("php", "fwrite(STDERR, 'no luck'); exit(3);", "no luck"), ("php", "echo 1\necho 2;", "syntax error"),
    ("php", "function f() { throw new Exception('o', 0, new Exception('i')); }\nf();", "Exception: o"),
    ("python", "x = 1 +", "SyntaxError: invalid syntax"),
    ("python", "import sys\nsys.exit('no luck')", "no luck"), ("sh", "ls /no/such/folder", "No such file"),
    ("sh", "echo 'bad input' >&2; exit 4", "bad input"), ("sh", "cat /no/such/file | sort", "No such file"),
    ("sh", "(exit 4)", "exit code 4"), ("sh", "if true; then )", "syntax error near unexpected token"),
    (
      "console", "$ ls /no/such/folder\nls: cannot access '/no/such/folder': No such file or directory",
      "No such file"
    ),
    ("python", "import os\nos.abort()", "SIGABRT"),
    ("python", "exec('raise ValueError(\"deep\")')", "deep"),
  ]

  @Test(arguments: errors.filter { InstalledLanguages.has($0.0) })
  func theErrorItselfIs(_ language: String, _ code: String, _ text: String) async throws {
    let report = try await verify("```\(language) run fails=\"\(text)\"\n\(code)\n```\n")
    #expect(report.lines == [])
    #expect(report.verdicts(of: "page.md") == ["failed as stated"])
  }

  @Test func anExitIsAtItsOwnLine() async throws {
    let report = try await verify(
      """
      ```python
      import sys

      def stop():
          sys.exit(5)

      stop()
      ```
      """)
    #expect(report.lines == ["page.md:5:5 error example-failed: This example failed: SystemExit: 5"])
  }

  @Test func anErrorInAnotherFileIsAtTheLineThatLedThere() async throws {
    let folder = try ProjectFolder([
      "lib/steps.sh": "build() {\n  false\n}\n", "lib/broken.sh": "true\nfalse\n",
      "lib/steps.py": "import sys\n\ndef stop():\n    sys.exit('no luck')\n\ndef fail():\n    {}['key']\n",
      "page.md": """
      ```sh
      . lib/steps.sh
      echo a
      build
      ```

      ```sh
      echo a
      . lib/broken.sh
      ```

      ```sh
      . lib/steps.sh
      run() {
        build
      }
      run
      ```

      ```python
      import steps

      steps.stop()
      ```

      ```python
      import steps

      print(steps.fail())
      ```

      ```python
      x = 1
      exec("import sys\\nsys.exit(2)")
      ```

      """,
    ])
    let report = try await folder.verify {
      $0.linked = ["lib"]
      $0.imports = ["python": [ImportedFolder(path: "lib")]]
    }
    #expect(
      report.lines == [
        "page.md:4:1 error example-failed: This example failed: `false` at lib/steps.sh:2 ended with exit code 1",
        "page.md:9:1 error example-failed: This example failed: `false` at lib/broken.sh:2 ended with exit code 1",
        "page.md:15:3 error example-failed: This example failed: `false` at lib/steps.sh:2 ended with exit code 1",
        "page.md:23:1 error example-failed: This example failed: SystemExit: no luck",
        "page.md:29:7 error example-failed: This example failed: KeyError: 'key'",
        "page.md:34:1 error example-failed: This example failed: SystemExit: 2",
      ])
  }

  @Test func aProgramEndedByASignalHasTheExitCodeOfAShell() async throws {
    let report = try await verify("```python exit=134\nimport os\nos.abort()\n```\n")
    #expect(report.lines == [])
  }

  @Test func pythonBlocksHaveAFile() async throws {
    let report = try await verify(
      """
      ```python session=a
      import os
      def double(x): return 2 * x
      ```

      ```python session=a
      print(os.path.exists(__file__), os.path.dirname(__file__) == os.getcwd(), os.listdir() != [])
      ```

      ```output
      True True True
      ```
      """)
    #expect(report.lines == [])
  }

  @Test(arguments: [
    ("kotlin run", "`run` on a block in Kotlin, which nothing runs"),
    ("pyhton run", "`run` on a block in `pyhton`, which nothing runs"),
    ("csharp compile", "`compile` on a block in C#, which nothing runs"),
    ("js compile", "`compile` on a block in JavaScript, which is not compiled"),
    ("dockerfile run", "`run` on a block in Dockerfile, which nothing runs"),
    ("yaml run", "`run` on a block in YAML, which nothing runs"),
    ("mermaid run", "`run` on a block in Mermaid, which nothing runs"),
    ("text run", "`run` on a block in Text, which nothing runs"),
    ("kotlin exit=3", "`exit` on a block in Kotlin, which nothing runs"),
    ("kotlin fails=\"boom\"", "`fails` on a block in Kotlin, which nothing runs"),
    ("run", "`run` on a block without a language"),
    ("json run", "`run` on a message that is not sent"),
    ("http run", "`run` on a message that is not sent"),
  ])
  func whatNothingRunsIsAnError(_ fence: String, _ message: String) async throws {
    let report = try await verify("```\(fence)\n{}\n```\n")
    #expect(report.diagnostics.map(\.message) == [message])
    #expect(report.diagnostics.map(\.rule) == [.cannotRun])
    #expect(report.verdicts(of: "page.md") == ["failed"])
  }

  @Test func aCheckerGivesNoExitCode() async throws {
    let folder = try ProjectFolder([
      "page.md": "```csv exit=1\na,b\n```\n",
      "checker": "#!/bin/sh\ncat > /dev/null\n",
    ])
    let report = try await folder.verify {
      $0.checkers = [CheckerSettings(name: "csv", languages: ["csv"], command: ["sh", "checker"])]
    }
    #expect(
      report.lines == [
        "page.md:1:13 error cannot-run: `exit` on a block that a checker checks, which gives no exit code"
      ])
    #expect(report.verdicts(of: "page.md") == ["failed"])
  }

  @Test(arguments: ["js", "js parse", "js skip=\"why\"", "rust text", "python compile", "json"])
  func whatIsNotAskedIsNoError(_ fence: String) async throws {
    let report = try await verify("```\(fence)\n{}\n```\n")
    #expect(report.lines == [])
  }

  @Test func whatThePolicyAsksOfALanguageThatNothingRunsIsAnError() async throws {
    let folder = try ProjectFolder(["page.md": "```kotlin\n1\n```\n"])
    let report = try await folder.verify { $0.policy["kotlin"] = .run }
    #expect(
      report.lines == [
        "page.md:1:4 error cannot-run: the setting `policy` asks to run or compile a block in Kotlin, "
          + "which nothing runs"
      ])
  }

  @Test func sqlIsRunOnlyOnPagesWithADatabase() async throws {
    let report = try await verify("```sql\nSELECT 1;\n```\n\n```sql run\nSELECT 1;\n```\n")
    #expect(report.verdicts(of: "page.md") == ["text", "failed"])
    #expect(
      report.lines == [
        "page.md:5:8 error cannot-run: `run` on a block in SQL, and this page has no service `postgres` to run it"
      ])
    #expect(
      report.diagnostics.first?.fix
        == "add an entry with `use: postgres` and this page to `services` in site/portal.yml, or remove `run`"
    )
  }

  @Test func outputIsComparedAsItIsSeenAndUpdatesConverge() async throws {
    let page = #"""
      ```sh
      printf '\033[32mok\033[0m\r\n10%%\r100%%\nnul\0\n'
      ```

      ```output
      ok
      100%
      nul
      ```

      ```console
      $ printf 'a\rb\n'
      wrong
      ```

      """#
    let folder = try ProjectFolder(["page.md": page])
    #expect(try await folder.verify().lines.count == 1)
    #expect(try await folder.verify(.init(updates: true)).lines == [])
    #expect(try folder.text("page.md") == page.replacing("\nwrong\n", with: "\nb\n"))
    #expect(try await folder.verify().lines == [])
  }

  /// Signs of patterns that a program prints are text; those in commands of a terminal session are its own.
  @Test func updatesMatchTheOutputAlone() async throws {
    let page = """
      ```sh
      echo '<uuid>'; echo …; echo 'a [..] b'
      ```

      ```output
      old
      ```

      ```console
      $ echo '<number>' > file
      $ cat file
      old
      $ cat <<END
      > <uuid>
      > END
      old
      ```

      """
    let folder = try ProjectFolder(["page.md": page])
    #expect(try await folder.verify(.init(updates: true)).lines == [])
    let updated = page.replacing("output\nold", with: "output\n\\<uuid>\n\\…\na \\[..] b")
      .replacing("cat file\nold", with: "cat file\n\\<number>").replacing("END\nold", with: "END\n\\<uuid>")
    #expect(try folder.text("page.md") == updated)
    #expect(try await folder.verify().lines == [])
    let uuid = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
    try folder.write("page.md", updated.replacing("echo '<uuid>'", with: "echo \(uuid)"))
    #expect(
      try await folder.verify().lines == [
        "page.md:6:1 error output-mismatch: The output of the example differs from this block"
      ])
  }

  @Test func aSessionThatPrintsAPromptIsNotUpdated() async throws {
    let page = "```console\n$ printf '$ touch new\\n'\n```\n"
    let folder = try ProjectFolder(["page.md": page])
    let report = try await folder.verify(.init(updates: true))
    #expect(
      report.lines == [
        "page.md:1:1 error output-mismatch: This session prints a line that begins with a prompt, "
          + "which would be read as a command"
      ])
    #expect(try folder.text("page.md") == page)
  }

  @Test func printedLinesAreNotCommands() async throws {
    let report = try await verify(
      """
      ```console
      $ printf '1c1\\n< a\\n---\\n> touch here\\n'
      1c1
      < a
      ---
      > touch here
      $ ls
      $ cat <<EOF
      > one
      > EOF
      one
      ```
      """)
    #expect(report.lines == [])
  }

  /// Two spellings of "é" are canonically equivalent, and differ for a program.
  @Test func whatAFailureSaysIsComparedAsBytes() async throws {
    func page(_ stated: String) -> String {
      "```python run fails=\"caf\(stated)\"\nraise ValueError('caf\u{E9}')\n```\n\n"
        + "```json fails=\"caf\(stated)\"\n{\"caf\u{E9}\": 1, \"caf\u{E9}\": 2}\n```\n"
    }
    #expect(try await ProjectFolder(["page.md": page("\u{E9}")]).verify().lines == [])
    let other = try await ProjectFolder(["page.md": page("e\u{301}")]).verify()
    #expect(other.lines.count == 2)
  }
}
