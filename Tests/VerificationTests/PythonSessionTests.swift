import Languages
import TestSupport
import Testing
import Verification

/// Transcripts of the interactive interpreter, as `doctest` has them.
struct PythonSessionTests {
  private func lines(_ page: String) async throws -> [String] {
    try await ProjectFolder(["page.md": page]).verify().lines
  }

  @Test func valuesOfStatementsAreTheirOutput() async throws {
    let page = """
      ```pycon run session=a
      >>> x = 20
      >>> x + 1
      21

      >>> for n in range(2):
      ...     print(n)
      ...
      0
      1
      >>> None
      >>> "a\\n\\nb"
      'a\\n\\nb'
      >>> print("a\\n\\nb")
      a
      <BLANKLINE>
      b
      ```

      ```python run session=a
      assert x == 20
      ```

      """
    #expect(try await lines(page) == [])
  }

  @Test(arguments: [
    (">>> 1 + 1\n3", "page.md:3:1 error output-mismatch: The output of the example differs from this block"),
    (
      ">>> 1 / 0",
      "page.md:2:5 error example-failed: This example failed: ZeroDivisionError: division by zero"
    ),
    (
      ">>> int('1')\nTraceback (most recent call last):\n  ...\nValueError: no",
      "page.md:2:1 error example-failed: This example failed: this statement should raise `ValueError: no`, but it raises nothing"
    ),
    (
      ">>> exit()\n>>> 1\n1",
      "page.md:2:1 error example-failed: This example ends here with exit code 0, so what follows in the block did not run"
    ),
  ])
  func whatAStatementDoesNotShowIsAnError(_ code: String, _ message: String) async throws {
    #expect(try await lines("```pycon run\n\(code)\n```\n") == [message])
  }

  @Test(arguments: [
    ">>> 1 / 0\nTraceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: division by zero\n>>> 2\n2",
    ">>> {}['a']\nTraceback (most recent call last):\n    ...\nKeyError: 'a'",
    ">>> while True print(1)\n  File \"<stdin>\", line 1\n    while True print(1)\n               ^^^^^\nSyntaxError: invalid syntax",
  ])
  func exceptionsThatAreShownAreRaised(_ code: String) async throws {
    #expect(try await lines("```pycon run\n\(code)\n```\n") == [])
    let other = code.replacing("division by zero", with: "no")
      .replacing("SyntaxError: invalid syntax", with: "SyntaxError: no").replacing(
        "KeyError: 'a'", with: "KeyError: 'c'")
    let found = try await lines("```pycon run\n\(other)\n```\n")
    #expect(found.count == 1 && found[0].hasSuffix("The output of the example differs from this block"))
  }

  /// A statement that is shown with a syntax error has one, also where it is only parsed.
  @Test(arguments: ["while True print(1)", "return 1", "x = ("])
  func whatIsShownAsRefusedIsRefused(_ code: String) async throws {
    func page(_ code: String) -> String {
      "```pycon parse\n>>> 1\n1\n>>> \(code)\n  File \"<stdin>\", line 1\n    ...\nSyntaxError: invalid syntax\n```\n"
    }
    #expect(try await lines(page(code)) == [])
    #expect(
      try await lines(page("print(1)")) == [
        "page.md:4:5 error syntax-error: Python accepts this statement, which is shown with a syntax error"
      ])
  }

  /// Elsewhere it is text: nothing printed an empty line there.
  @Test func blankLinesOfOtherOutputsAreText() async throws {
    #expect(
      try await lines("```sh run\necho\necho a\n```\n\n```output\n<BLANKLINE>\na\n```\n") == [
        "page.md:7:1 error output-mismatch: The output of the example differs from this block"
      ])
  }

  /// The transcript is kept as it was on the page.
  @Test func anEmptyLineMoreBetweenStatementsIsNoDifference() async throws {
    let folder = try ProjectFolder(["page.md": "```pycon run\n>>> 1\n1\n>>> 2\n2\n```\n"])
    #expect(try await folder.verify().lines == [])
    try folder.write("page.md", "```pycon run\n>>> 1\n1\n\n>>> 2\n2\n```\n")
    #expect(try await folder.verify().lines == [])
  }

  /// Its code can be read, and is.
  @Test func aRaisedSyntaxErrorDoesNotHideTheCode() async throws {
    let code = ">>> exec('1 +')\nTraceback (most recent call last):\n  ...\nSyntaxError: invalid syntax"
    #expect(try await lines("```pycon parse\n\(code)\n```\n") == [])
    #expect(try await lines("```pycon parse\n\(code.replacing("exec(", with: "exec(("))\n```\n").count == 1)
  }

  @Test func valuesAreCaptured() async throws {
    let page = """
      ```pycon run session=a capture="TOTAL"
      >>> 20 + 1
      21
      ```

      ```sh run session=a
      echo $TOTAL
      ```

      ```output
      21
      ```

      """
    #expect(try await lines(page) == [])
  }
}
