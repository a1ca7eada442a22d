import Diagnostics
import Testing
import YAML

/// Blocks of YAML, in a portal and in folders that have never heard of one.
struct YAMLTests {
  @Test func aSyntaxErrorHasItsPlace() async throws {
    try await expectEqual(
      Tree.portal("- item\n\n  ```yaml\n  größe: [1, 2\n  b: 3\n  ```\n").report(),
      """
      content/page.md:5:4: error: Invalid YAML: did not find expected ',' or ']' [invalid-yaml]
       5 |   b: 3
         |    ^
         = note: content/page.md:4:10: while parsing a flow sequence

      """)
  }

  @Test func anIncludedFileHasTheFinding() async throws {
    try await expectEqual(
      Tree.portal(
        "```yaml file=a.yaml#b\n  x: 1\n```\n", ["a.yaml": "a:\n  # region: b\n  x: 'ä\n  # endregion\n"]
      ).lines().filter { $0.contains("YAML") },
      ["a.yaml:3:8: Invalid YAML: found unexpected end of stream"])
  }

  @Test func sayingAKeyTwiceIsAnErrorOfAPortal() async throws {
    let page = "```yaml\na: 1\na: 2\n```\n"
    try await expectEqual(
      Tree.portal(page).lines(), ["content/page.md:2:1: Duplicate key: `a` → keep one of each"])
    try await expectEqual(Tree.plain(page).lines(), [])
  }

  @Test(arguments: [
    "a: 1\n---\nb: 2\n...\n", "a: 1\n...\nb: 2\n", "on:\n  push:\n  ...\n", "b: *defaults\n",
    "# only a comment\n", "",
    "name: {{ .Release.Name }}-x: y\n", "{% if x %}\na: 1\n{% endif %}\n", "run: |\n  echo {{ x }}\n",
    "a: <your-name>\nb: [1, ...]\n", "- name: a\n  …\n- name: b\n",
    "kind: A\n[...]\nspec:\n  b: 1\n", "kind: A\n[...]\n  backup:\n    b: 1\n",
    "a:\n\n  <- snipped ->\n  b: 1\n",
    "spec:\n  - a: 1\n    [ ... ]\n    b: 1\n", "(...)\na: 1\n", "[[% include 'a.yaml' %]]\n",
    "class: @CLASS_NAME@\n",
    "a: <file>\n[ b: <string> | default = \"c\" ]\n[ d: <file> ]\n",
  ])
  func strangersMayWriteForPeople(_ code: String) async throws {
    try await expectEqual(Tree.plain("```yaml\n\(code)```\n").lines(), [])
  }

  @Test(arguments: [
    "kind: A\n[...]\nspec:\n - a\n b: 1\n", "authors: @somebody\n", "a: 1\n[ b: 2 ]\n", "a: 1\nEOF\n",
    "a: \"\"   // a comment\n", "a: 1\nsnippets: [\nb: 2\n",
  ])
  func othersHaveMadeAMistake(_ code: String) async throws {
    try await expectEqual(
      Tree.plain("```yaml\n\(code)```\n").diagnostics().map(\.rule.id), ["invalid-yaml"])
  }

  @Test func proposalsSketch() async throws {
    let sketch = "# P\n\n```yaml\n├── api\n│   └── v1\nauthors: @somebody\n```\n"
    try await expectEqual(Tree.plain("# A\n", ["proposals/001.md": sketch]).lines(), [])
    try await expectEqual(Tree.plain("# A\n", ["guides/001.md": sketch]).lines().count, 1)
  }

  @Test func whatNobodyCanReadIsAWarningToThem() async throws {
    try await expectEqual(
      Tree.plain("```yml\na: 'b\n```\n\n```yaml\n\tb: 1\n```\n").diagnostics().map {
        "\($0.severity.rawValue) \($0.span?.label ?? ""): \($0.message)"
      },
      [
        "warning page.md:2:6: Invalid YAML: found unexpected end of stream",
        "warning page.md:6:1: Invalid YAML: found character that cannot start any token",
      ])
  }

  /// `${{ … }}` of workflows is a value, and makes no template of the rest.
  @Test func expressionsOfWorkflows() async throws {
    let valid = "on: ${{ github.ref }}\nif: ${{ !cancelled() }}\n"
    try await expectEqual(Tree.plain("```yaml\n\(valid)```\n").lines(), [])
    try await expectEqual(
      Tree.plain("```yaml\n\(valid)a: 'b\n```\n").diagnostics().map { $0.span?.start.line }, [4])
    try await expectEqual(Tree.plain("```yaml\n\(valid)a: {{ b }}'\n  c: d\n```\n").lines(), [])
  }

  /// A block that begins with a fence shows Markdown, whatever its own fence says.
  @Test func blocksThatShowAFence() async throws {
    let shown = "``` { .yaml .copy }\na: [\n```\n"
    try await expectEqual(Tree.plain("```` yaml\n\(shown)````\n").lines(of: .invalidYAML), [])
    try await #expect(Tree.plain("```yaml\na: [\n```\n").lines(of: .invalidYAML).count == 1)
  }

  @Test func whatIsTextIsLeftAlone() async throws {
    try await expectEqual(Tree.portal("```yaml text\na: [\n```\n").lines(), [])
    try await expectEqual(
      Tree.portal("```yaml\na: {{ b }}: c\n```\n", ["site/portal.yml": "policy: { yaml: parse }\n"]).lines()
        .count, 1)
    try await expectEqual(Tree.portal("```yaml\na: {{ b }}: c\n```\n").lines(), [])
  }

  /// Each anchor refers to the one before twice, so that the key expands to 2^60 nodes.
  private static func chain(_ key: String) -> String {
    "a0: &a0 [1, 1]\n" + (1..<60).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined() + key + "\n"
  }

  @Test(arguments: [
    "? *a59\n: 1", "*a59 : 1", "[*a59]: 1", "{x: *a59}: 1", "b: {*a59 : 1}", "- ? [*a59]\n  : 1",
  ])
  func aliasesInKeysAreBounded(key: String) async throws {
    let message = "The YAML has keys that are not strings, and more than 20 aliases, which may be in them"
    let yaml =
      key.hasPrefix("-")
      ? "- " + Self.chain("").split(separator: "\n").joined(separator: "\n  ") + "\n" + key + "\n"
      : Self.chain(key)
    try await expectEqual(Tree.portal("```yaml\n\(yaml)```\n").lines(), ["content/page.md:1:1: \(message)"])
    try await expectEqual(
      Tree.portal("---\n\(yaml)---\n# A\n").lines().prefix(1), ["content/page.md:2:1: \(message)"])
    let error = await #expect(throws: DiagnosticError.self) {
      try await Tree.portal("# A\n", ["site/portal.yml": yaml]).lines()
    }
    #expect(error?.diagnostics.map(\.message) == [message])
  }

  @Test func manyAliasesAndUnusualKeysAloneAreAllowed() async throws {
    let aliases = "base: &b {x: 1}\n" + (0..<100).map { "k\($0): *b\n" }.joined()
    try await expectEqual(Tree.portal("```yaml\n\(aliases)```\n").lines(), [])
    try await expectEqual(Tree.portal("```yaml\n? [a, b]\n: &x 1\n{c: d}: *x\n*x : 2\n```\n").lines(), [])
    // Emphasis of Markdown in a text names no anchor.
    let notes = "? [a, b]\n: 1\nc: |\n" + (0..<30).map { "  *Note : \($0)*\n" }.joined()
    try await expectEqual(Tree.portal("```yaml\n\(notes)```\n").lines(), [])
  }

  /// As the description of an API has them.
  @Test func emphasisAndPathTemplatesAreNotAliasesAndKeys() async throws {
    let prose = (0..<30).map { "    It does **not** wait, *ever* (*never*), * at all\($0).\n" }.joined()
    let path = "/pets/{pet_id}/{name.first}:\n  get: |\n\(prose)"
    try await expectEqual(Tree.portal("```yaml\n\(path)```\n").lines(), [])
    // Real aliases in a real key, beside them.
    let key = "? {x: *b}\n: 1\n"
    let aliases = "base: &b {x: 1}\n" + (0..<30).map { "k\($0): *b\n" }.joined()
    try await #expect(Tree.portal("```yaml\n\(path + aliases + key)```\n").lines().count == 1)
  }

  @Test func depthIsBounded() async throws {
    let deep = String(repeating: "[", count: 100_000)
    try await expectEqual(
      Tree.portal("```yaml\n\(deep)\n```\n").lines(),
      ["content/page.md:1:1: The YAML is nested too deeply"])
    let nested =
      String(repeating: "- ", count: 90) + String(repeating: "[", count: 190)
      + String(repeating: "]", count: 190)
    try await expectEqual(Tree.portal("```yaml\n\(nested)\n```\n").lines(), [])
  }
}
