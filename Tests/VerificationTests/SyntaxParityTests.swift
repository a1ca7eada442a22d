import Checks
import Diagnostics
import Project
import Site
import TestSupport
import Testing
import YAML

@testable import Verification

/// What `check` says of the syntax of blocks is what `verify` says.
struct SyntaxParityTests {
  private static let page = """
    # Faults

    ```swift
    let x: Int {
    ```

    ```swift
    let first = 1
    let last = (first, 2
    ```

    ```python
    def f(:
        pass
    ```

    ```sh
    if true; then
      echo yes
    ```

    ```console
    $ echo "one
    one
    ```

    ```json
    { "a": 1, }
    ```

    ```json
    "a": 1,
    ```

    ```json
    {} // nothing
    ```

    ```json
    ```

    ```yaml
    a: 1
     b: 2
    ```

    ```yaml
    a: {{ value }}
    ```

    ```mermaid
    flowchart LR
      A --> B[
    ```

    ```math
    \\frac{1}{
    ```
    """

  /// The findings of both, by place, and the verdict on each block.
  private func findings(
    _ project: TestProject
  ) async throws -> (checked: [Diagnostic], verified: [Diagnostic], verdicts: [String]) {
    let site = try await project.site()
    let ofVerification = Set(Rule.ofVerification)
    let checks = Checks.all.filter { check in
      [.syntaxError, .invalidJSON, .invalidYAML, .badFormula, .mermaidSyntax].contains {
        check.rules.contains($0)
      }
    }
    let checked = await Checks.run(CheckContext(site: site, today: .now), checks: checks)
    let report = try await Verifier(site: site, effects: .init(store: .memory())).run()
    #expect(report.diagnostics.allSatisfy { !ofVerification.contains($0.rule) })
    return (
      checked.sortedByPlace(), report.diagnostics.sortedByPlace(),
      report.ledger.records.map(\.verdict.rawValue)
    )
  }

  private func line(_ diagnostic: Diagnostic) -> String {
    (diagnostic.span?.label ?? "-") + " \(diagnostic.severity.rawValue) \(diagnostic.rule.id): "
      + diagnostic.message
  }

  @Test func aPortalHasTheSameFindings() async throws {
    let (checked, verified, verdicts) = try await findings(.portal(Self.page))
    #expect(checked == verified)
    #expect(
      verified.map(line) == [
        "content/page.md:4:13 error syntax-error: expected '}' at end of variable get/set clause",
        "content/page.md:9:21 error syntax-error: expected ')' in expression list",
        "content/page.md:13:7 error syntax-error: invalid syntax",
        "content/page.md:19:3 error syntax-error: syntax error: unexpected end of file",
        "content/page.md:23:3 error syntax-error: unexpected EOF while looking for matching `\"'",
        "content/page.md:28:9 error invalid-json: Trailing comma before \"}\"; remove it",
        "content/page.md:44:3 error invalid-yaml: Invalid YAML: mapping values are not allowed in this context",
        "content/page.md:53:10 error mermaid-syntax: This \"[\" has no \"]\"",
        "content/page.md:57:9 error bad-formula: A `{` without its `}`",
      ])
    #expect(
      verdicts == [
        "failed", "failed", "failed", "failed", "failed", "failed", "text",
        "text", "text", "failed", "parsed", "failed", "failed",
      ])
  }

  @Test func blocksThatMustRunHaveTheSameFindings() async throws {
    let page = """
      # Faults

      ```swift run session=a
      print("one"
      ```

      ```swift run session=a
      print(nowhere)
      ```

      ```swift compile
      let x: Int {
      ```

      ```python run
      def f(:
          pass
      ```

      ```python exit=3
      print("(
      ```

      ```sh run
      if true; then
        echo yes
      ```

      ```console run
      $ echo "one
      ```

      ```sh run
      exit 4
      ```
      """
    let project = TestProject.portal(page)
    let site = try await project.site(in: TestFolder(project.files))
    let ofBoth = [Rule.syntaxError, .exampleFailed, .compileError, .didNotFail]
    let checked = await Checks.run(CheckContext(site: site, today: .now)).filter { ofBoth.contains($0.rule) }
    let report = try await Verifier(site: site, effects: .init(store: .memory())).run()
    // Only running finds the last one.
    #expect(checked.sortedByPlace() == report.diagnostics.sortedByPlace().dropLast())
    #expect(
      report.diagnostics.sortedByPlace().map(line) == [
        "content/page.md:4:12 error syntax-error: expected ')' in expression list",
        "content/page.md:12:13 error syntax-error: expected '}' at end of variable get/set clause",
        "content/page.md:16:7 error syntax-error: invalid syntax",
        "content/page.md:21:7 error syntax-error: unterminated string literal (detected at line 1)",
        "content/page.md:26:3 error syntax-error: syntax error: unexpected end of file",
        "content/page.md:30:3 error syntax-error: unexpected EOF while looking for matching `\"'",
        "content/page.md:33:1 error example-failed: This example failed: it ended with exit code 4",
      ])
    #expect(report.ledger.records.map(\.verdict) == Array(repeating: .failed, count: 8))
  }

  /// A typing error ends with 1, as other failures do.
  @Test func anExitCodeDoesNotStateASyntaxError() async throws {
    let project = TestProject.portal(
      """
      # Faults

      ```python run exit=1
      def f(:
      ```

      ```python run exit=1
      raise SystemExit(1)
      ```

      ```python run fails="invalid syntax"
      def f(:
      ```
      """)
    let site = try await project.site(in: TestFolder(project.files))
    let report = try await Verifier(site: site, effects: .init(store: .memory())).run()
    #expect(
      report.diagnostics.map(line) == ["content/page.md:4:7 error syntax-error: invalid syntax"])
    #expect(report.ledger.records.map(\.verdict) == [.failed, .failedAsStated, .failedAsStated])
  }

  @Test func aFolderWithoutSettingsHasTheSameFindings() async throws {
    let (checked, verified, verdicts) = try await findings(.plain(Self.page))
    #expect(checked == verified)
    #expect(
      verified.map(line) == [
        "page.md:4:13 error syntax-error: expected '}' at end of variable get/set clause",
        "page.md:9:21 error syntax-error: expected ')' in expression list",
        "page.md:13:7 error syntax-error: invalid syntax",
        "page.md:19:3 error syntax-error: syntax error: unexpected end of file",
        "page.md:23:3 error syntax-error: unexpected EOF while looking for matching `\"'",
        "page.md:28:9 error invalid-json: Trailing comma before \"}\"; remove it",
        "page.md:44:3 warning invalid-yaml: Invalid YAML: mapping values are not allowed in this context",
        "page.md:53:10 error mermaid-syntax: This \"[\" has no \"]\"",
        "page.md:57:9 warning bad-formula: A `{` without its `}`",
      ])
    // JSON that people can read is left alone; so is what may be a template.
    #expect(
      verdicts == [
        "failed", "failed", "failed", "failed", "failed", "failed", "text",
        "text", "text", "text", "parsed", "failed", "text",
      ])
  }

  @Test func blocksWithALevelAreTakenAsTheyArePrinted() async throws {
    let page = "# A\n\n```swift parse\nlet x = ...\n```\n\n```sh parse\ngit clone <your repository>\n```\n"
    let (checked, verified, _) = try await findings(.portal(page))
    #expect(checked == verified)
    #expect(
      verified.map(line) == [
        "content/page.md:4:9 error syntax-error: unary operator cannot be separated from its operand",
        "content/page.md:8:1 error syntax-error: syntax error near unexpected token `newline'",
      ])
  }

  @Test func aPolicyForTheShellIsOneForTerminalSessionsToo() async throws {
    let project = TestProject.portal(
      "# A\n\n```console\n$ echo \"one\n```\n", ["site/portal.yml": "title: T\npolicy:\n  sh: text\n"])
    let (checked, verified, verdicts) = try await findings(project)
    #expect(checked == [])
    #expect(verified == [])
    #expect(verdicts == ["text"])
  }

  @Test func aDiagramThatCannotBeLaidOutFails() async throws {
    let groups = (1...33).map { "subgraph g\($0)\n" }.joined()
    let ends = String(repeating: "end\n", count: 33)
    let (checked, verified, verdicts) = try await findings(
      .portal("# A\n\n```mermaid\nflowchart LR\n\(groups)A --> B\n\(ends)```\n"))
    #expect(checked == verified)
    #expect(verified.map(\.rule) == [.mermaidLimit])
    #expect(verdicts == ["failed"])
  }
}
