import Testing
import Verification

/// A block has run when its last statement has: one that ends before it, with exit code 0, has not shown what it says.
struct EarlyEndTests {
  private func lines(_ page: String) async throws -> [String] {
    try await ProjectFolder(["page.md": page]).verify().lines
  }

  private static let message =
    "error example-failed: This example ends here with exit code 0, so what follows in the block did not run"

  @Test(arguments: [
    ("python", "import sys\nif len(sys.argv) < 2:\n    sys.exit()\nassert False", "page.md:4:5"),
    ("python", "def stop():\n    raise SystemExit\nstop()\nassert False", "page.md:4:1"),
    ("python", "import os\nos._exit(0)\nassert False", "page.md:3:1"),
    ("python", "import os\nos.execv('/bin/true', ['true'])\nassert False", "page.md:3:1"),
    ("sh", "echo a\nexit 0\nfalse", "page.md:3:1"), ("sh", "if true; then\n  exit\nfi\nfalse", "page.md:3:3"),
    ("sh", "stop() { exit 0; }\nstop\nfalse", "page.md:3:1"), ("sh", "exec true\nfalse", "page.md:1:1"),
    ("sh", "set -n\nfalse", "page.md:1:1"), ("sh", "trap 'exit 0' TERM\nkill $$\nfalse", "page.md:1:1"),
    ("sh", "f() { exec true; }\nf\necho executed", "page.md:1:1"),
    ("console", "$ exit\n$ false", "page.md:2:1"), ("console", "$ true\n$ exec true\n$ false", "page.md:3:1"),
  ])
  func anEndBeforeTheLastStatementIsAnError(_ language: String, _ code: String, _ place: String) async throws
  {
    #expect(try await lines("```\(language) run\n\(code)\n```\n") == ["\(place) \(Self.message)"])
  }

  /// A function that the last statement calls, or a compound command that is the last one, may leave out as much.
  @Test(arguments: [
    ("sh", "main() { echo a; exit 0; false; }\nmain", "page.md:2:1"),
    ("sh", "main() { exit 0; false; }; main", "page.md:2:1"), ("sh", "{ exit 0; false; }", "page.md:2:1"),
    ("sh", "main() {\n  if true; then\n    exit\n  fi\n  false\n}\nmain", "page.md:4:5"),
    ("sh", "function main {\n  [ -f x ] || exit 0\n  cat x\n}\nmain", "page.md:3:3"),
    ("sh", "usage() { exit 0; }\nmain() {\n  usage\n  false\n}\nmain", "page.md:4:3"),
    ("sh", "case a in\n  a) exit 0\n     false ;;\nesac", "page.md:3:3"),
    ("sh", "f() { exec true; false; }; f", "page.md:2:1"),
    ("console", "$ f() { exit 0; false; }\n$ f", "page.md:2:1"),
    (
      "python", "import sys\ndef main():\n    if len(sys.argv) < 2:\n        sys.exit()\n    work()\nmain()",
      "page.md:5:9"
    ),
    ("python", "if True:\n    raise SystemExit\n    print(1)", "page.md:3:5"),
    (
      "python", "try:\n    raise SystemExit\nexcept ValueError:\n    pass\nelse:\n    print(1)", "page.md:3:5"
    ),
    ("python", "import os\ndef main():\n    os._exit(0)\n    print(1)\nmain()", "page.md:4:5"),
    (
      "python", "import os\ndef main():\n    os.execv('/bin/true', ['true'])\n    print(1)\nmain()",
      "page.md:4:5"
    ),
  ])
  func anEndInsideTheLastStatementMayLeaveOutCode(
    _ language: String, _ code: String, _ place: String
  ) async throws {
    #expect(try await lines("```\(language) run\n\(code)\n```\n") == ["\(place) \(Self.message)"])
  }

  @Test(arguments: [
    ("sh", "main() {\n  case ${1-} in\n    '') echo a; exit 0 ;;\n    *) exit 0 ;;\n  esac\n}\nmain"),
    ("sh", "while read line; do\n  [ \"$line\" != b ] || exit 0\n  echo $line\ndone <<< $'a\\nb'"),
    ("sh", "stop() { echo end; exit 0; }\nfor n in 1 2; do\n  [ $n = 1 ] || stop\n  echo $n\ndone"),
    ("sh", "trap 'echo end' EXIT\nif true; then exit 0; else false; fi"),
    ("sh", "(exit 0; echo a)\nmain() { (exit 0; echo a); }\nmain"),
    ("python", "import sys\nfor n in range(3):\n    if n == 1:\n        sys.exit()\n    print(n)"),
    (
      "python",
      "import sys\ndef on(event):\n    if event == 'quit':\n        sys.exit()\n    print(event)\n"
        + "for event in ['a', 'quit']:\n    on(event)"
    ),
    ("sh", "down() {\n  [ $1 -gt 0 ] || exit 0\n  down $(($1 - 1))\n}\ndown 3"),
    ("python", "import sys\ndef down(n):\n    if n == 0:\n        sys.exit()\n    down(n - 1)\ndown(3)"),
    ("python", "import sys\nstop = lambda: sys.exit()\ndef main():\n    stop()\nmain()"),
    ("python", "import sys\ntry:\n    sys.exit()\nfinally:\n    print(1)"),
    ("python", "import os\ntry:\n    os.execv('/no', ['no'])\nexcept OSError:\n    print(1)"),
  ])
  func anEndThatLeavesNothingOutIsNoError(_ language: String, _ code: String) async throws {
    #expect(try await lines("```\(language) run\n\(code)\n```\n") == [])
  }

  @Test func aSwiftProgramThatExitsEarly() async throws {
    let page = """
      ```swift run
      import Foundation
      func stop() { exit(0) }
      stop()
      print("never")
      ```

      ```swift run
      import Foundation
      guard CommandLine.arguments.count > 1 else { exit(0) }
      print("never")
      ```

      ```swift run
      import Foundation
      Task { exit(0) }
      dispatchMain()
      ```

      """
    #expect(
      try await lines(page) == ["page.md:4:1 \(Self.message)", "page.md:10:1 \(Self.message)"])
  }

  @Test(arguments: [
    ("python", "import sys\nsys.exit(0)"),
    // An exit code has one byte.
    ("python", "import sys\nsys.exit(256)"),
    ("python", "import sys\nsys.stdout.close()"), ("python", "import sys\nprint(1)\nsys.stderr.close()"),
    ("python", "def main():\n    raise SystemExit\nif True:\n    main()"),
    ("python", "from __future__ import annotations\nx: Unknown = 1\ny: Unknown = 2"),
    ("sh", "echo a\nexit 0\n# end"),
    ("sh", "for n in 1 2; do\n  exit 0\ndone"), ("sh", "echo a\nexec true"),
    ("sh", "(exit 0)\necho $(exit 0)\ntrue"), ("sh", "if true; then\n  A=/b exec true\nfi"),
    ("sh", "trap 'exit 0' TERM\nkill $$"),
    ("sh", "trap 'echo stopped; exit 0' TERM\n(sleep 0.2; kill $$) &\nsleep 1"),
    ("console", "$ true\n$ exit"),
    // It says that this is meant.
    ("python exit=0", "raise SystemExit\nassert False"), ("sh exit=0", "exit\nfalse"),
  ])
  func anEndOfTheLastStatementIsNone(_ language: String, _ code: String) async throws {
    #expect(try await lines("```\(language) run\n\(code)\n```\n") == [])
  }

  @Test func theFixSaysHowToMeanIt() async throws {
    let report = try await ProjectFolder(["page.md": "```sh run\nexit\nfalse\n```\n"]).verify()
    #expect(
      report.diagnostics.map(\.fix) == [
        "remove the code that does not run, or write `exit=0` after the language if this is meant"
      ])
  }

  @Test func returnIsForFunctions() async throws {
    #expect(
      try await lines("```sh run\nreturn 0\nfalse\n```\n\n```sh run\nf() { return 0; }\nf\n```\n") == [
        "page.md:1:1 error example-failed: This example failed: `return` ends it, but is allowed only in functions and in files that are sourced"
      ])
  }
}
