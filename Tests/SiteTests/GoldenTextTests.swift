import TestSupport
import Testing

/// How `FLOWDOCS_UPDATE_GOLDEN=1` rewrites the texts in tests.
struct GoldenTextTests {
  private let source = [
    "func messages() {",
    "  expectText(check(\"\"\"",
    "    old",
    "    \"\"\"), \"\"\"",
    "      old",
    "",
    "      second",
    "      \"\"\")",
    "}",
  ].joined(separator: "\n")

  @Test func theLiteralThatHoldsTheExpectedTextIsRewritten() throws {
    let updated = try GoldenText.replacing(
      "old\n\nsecond", with: "new \\ line\n\n\"\"\"\nthird\n", of: source, fromLine: 2)
    let expected = [
      "func messages() {",
      "  expectText(check(\"\"\"",
      "    old",
      "    \"\"\"), \"\"\"",
      "      new \\\\ line",
      "",
      "      \\\"\"\"",
      "      third",
      "",
      "      \"\"\")",
      "}",
    ].joined(separator: "\n")
    #expect(updated == expected)
    #expect(
      try GoldenText.replacing(
        "new \\ line\n\n\"\"\"\nthird\n", with: "old\n\nsecond", of: updated, fromLine: 2)
        == source)
  }

  @Test func aLiteralAboveTheCallIsLeftAlone() {
    #expect(throws: GoldenText.NoLiteral()) {
      try GoldenText.replacing("old\n\nsecond", with: "new", of: source, fromLine: 6)
    }
  }

  @Test func aTextWrittenWithEscapesIsNotLost() {
    let source = "  expectText(a, \"\"\"\n    tab\\tstop\n    \"\"\")\n"
    #expect(throws: GoldenText.NoLiteral()) {
      try GoldenText.replacing("tab\tstop", with: "new", of: source, fromLine: 1)
    }
  }

  @Test func equalTextsPass() {
    expectText(
      "a\n\nb\n",
      """
      a

      b

      """)
  }

  @Test func differentTextsFail() {
    withKnownIssue { expectText("a", "b") }
  }
}
