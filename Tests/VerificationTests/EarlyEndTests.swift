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
    ("python", "import os\nos._exit(0)\nassert False", "page.md:1:1"),
    ("python", "import os\nos.execv('/bin/true', ['true'])\nassert False", "page.md:1:1"),
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
