import JSON
import TestSupport
import Testing
import Verification

struct PatternTests {
  @Test(arguments: [
    ("a\nb\n", "a\nb", true), ("a\nb", "a\nb\nc", false), ("", "", true), ("", "x", false),
    ("a\n…\nz", "a\nz", true), ("a\n…\nz", "a\nb\nc\nz", true), ("a\n…\nz", "a\nb", false),
    ("…\nm\n…", "a\nm\nz", true), ("…\nm\n…\nm", "a\nm", false), ("…", "", true),
    ("a  \nb", "a\nb  \n\n", true), ("a\nb", "a\r\nb\r\n", true), ("id [..] done", "id 7 x done", true),
    ("id [..] done", "id done", false),
    ("<uuid>", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", true), ("<uuid>", "3f2504e0", false),
    ("at <timestamp>!", "at 2026-01-01T00:00:05.25Z!", true), ("<timestamp>", "2026-01-01", false),
    ("<timestamp>", "2026-13-45T99:99:99Z", false), ("<timestamp>", "2026-02-29T00:00:00Z", false),
    ("<timestamp>", "2024-02-29 23:59:60+05:30", true), ("<timestamp>", "2000-02-29T00:00:00", true),
    ("<timestamp>", "1900-02-29T00:00:00", false), ("<timestamp>", "2026-00-01T00:00:00Z", false),
    ("<timestamp>", "2026-01-00T00:00:00Z", false), ("<timestamp>", "2026-01-01T24:00:00Z", false),
    ("<timestamp>", "2026-01-01T00:00:00+24:00", false),
    // Canonically equivalent texts are different ones to a program.
    ("\u{E9}", "\u{E9}", true), ("\u{E9}", "e\u{301}", false), ("K", "\u{212A}", false),
    ("n=<number>", "n=-12.5e3", true), ("n=<number>", "n=x", false), ("<number>%", "12.50%", true),
    ("a <b> c", "a <b> c", true), ("[..]x[..]", "aaxbb", true), ("[..]ab[..]ab", "abab", true),
    ("[..]ab[..]ab", "xab", false), ("[..]<number>[..]<number>x", "a1b2x", true), ("[..]a", "ab", false),
    ("[..][..]b", "ab", true), ("a[..]a", "a", false), ("[..]", "", false), ("[..]", "x", true),
  ])
  func anOutputMatchesItsPattern(_ expected: String, _ actual: String, _ matches: Bool) {
    #expect(OutputPattern(expected).matches(actual) == matches)
  }

  @Test func aDiffShowsOtherFormsOfALetter() {
    #expect(OutputPattern("a\n\u{E9}").diff("a\ne\u{301}") == "  a\n- \u{E9}\n+ e\u{301}")
  }

  /// Trying every place for every `[..]` would take longer than the universe exists.
  @Test func manyPlacesOnALineAreTriedOnce() {
    let pattern = OutputPattern(String(repeating: "[..]a", count: 200) + "[..]b")
    let letters = String(repeating: "a", count: 5_000)
    #expect(!pattern.matches(letters))
    #expect(pattern.matches(letters + "b"))
  }

  @Test(arguments: [
    ("\\…", "…", true), ("\\…", "a", false), ("\\...", "...", true), ("\\…", "\\…", true),
    ("\\<uuid>", "<uuid>", true), ("\\<uuid>", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", false),
    ("a \\[..] b", "a [..] b", true), ("a \\[..] b", "a x b", false),
    ("\\<number> is <number>", "<number> is 7", true), ("C:\\x <number>", "C:\\x 7", true),
    ("\\\\<uuid>", "\\<uuid>", true), ("\\\\…", "\\…", true), ("\\\\…", "…", false),
  ])
  func escapedSignsAreText(_ expected: String, _ actual: String, _ matches: Bool) {
    #expect(OutputPattern(expected).matches(actual) == matches)
  }

  @Test(arguments: [
    ("old", "…\nlast", ["\\…", "last"], "any\nlast"), ("old", "...", ["\\..."], "any"),
    ("old", "\\…", ["\\\\…"], "…"),
    (
      "old", "id <uuid> at <timestamp>", ["id \\<uuid> at \\<timestamp>"],
      "id 3f2504e0-4f89-41d3-9a0c-0305e82c3301 at 2026-01-01T00:00:05Z"
    ),
    ("old", "x [..] y", ["x \\[..] y"], "x any y"),
    (
      "old", "<uuid>\\<number>", ["\\<uuid>\\\\<number>"],
      "3f2504e0-4f89-41d3-9a0c-0305e82c3301\\<number>"
    ),
    ("old", "<b> \\n … ok", ["<b> \\n … ok"], "<b> \\n any ok"),
    // What the page says itself stays.
    ("<number>\nold", "7\n<number>", ["<number>", "\\<number>"], "7\n8"),
    (
      "a\n…\nold", "a\nb\n<uuid>", ["a", "…", "\\<uuid>"],
      "a\nb\n3f2504e0-4f89-41d3-9a0c-0305e82c3301"
    ),
  ])
  func updateEscapesSignsInTheOutput(
    _ expected: String, _ actual: String, _ updated: [String], other: String
  ) {
    let lines = OutputPattern(expected).updated(actual)
    #expect(lines == updated)
    #expect(OutputPattern(lines.joined(separator: "\n")).matches(actual))
    #expect(!OutputPattern(lines.joined(separator: "\n")).matches(other))
  }

  @Test(arguments: [
    (#"{"a": 1}"#, #"{"a": "<uuid>"}"#, #"{"a": "\\<uuid>"}"#),
    (#"["x"]"#, #"["…", "..."]"#, "[\"\\\\…\", \"\\\\...\"]"),
    (#"{"a": 1}"#, #"{"…": "…"}"#, #"{"\\…": "\\…"}"#),
    (#"{"a": 1}"#, #"{"\\…": 1}"#, #"{"\\\\…": 1}"#),
    (#"{"a": 1}"#, #"{"a": "\\<number>"}"#, #"{"a": "\\\\<number>"}"#),
    (
      #"{"a": "<string>", "b": 1}"#, #"{"a": "<uuid>", "b": "<string>"}"#,
      #"{"a": "<string>", "b": "\\<string>"}"#
    ),
  ])
  func updateOfJSONEscapesPlaceholders(_ expected: String, _ actual: String, _ updated: String) throws {
    let actual = try JSONParser.parse(actual)
    let text = JSONPattern.updated(expected, expected: try JSONParser.parse(expected), actual: actual)
    #expect(try JSONParser.parse(text) == JSONParser.parse(updated))
    #expect(JSONPattern.matches(try JSONParser.parse(text), actual))
    #expect(!JSONPattern.matches(try JSONParser.parse(text), try JSONParser.parse(#"{"a": 5, "b": 6}"#)))
  }

  @Test func updateKeepsPatternsThatStillMatch() {
    let pattern = OutputPattern("job <uuid>\nloss 0.5\nat <timestamp>\n[..] done")
    let actual = "job 3f2504e0-4f89-41d3-9a0c-0305e82c3301\nloss 0.4\nat 2026-01-01T00:00:05Z\nall done\n"
    #expect(pattern.updated(actual) == ["job <uuid>", "loss 0.4", "at <timestamp>", "[..] done"])
  }

  /// An updated page is right in the next run, too.
  @Test func addressesOfPrivateTypesAreAnyText() {
    let actual =
      "[main.(unknown context at $55e7a228e738).A(x: 1), (unknown context at $1).B] (unknown context"
    let updated = OutputPattern("x").updated(actual)
    #expect(
      updated == [
        "[main.(unknown context at $[..]).A(x: 1), (unknown context at $[..]).B] (unknown context"
      ])
    #expect(OutputPattern(updated[0]).matches(actual.replacing("$55e7a228e738", with: "$1")))
  }

  @Test(arguments: [
    ("0\n…\n5", "0\n1\n2\n4\n", ["0", "…", "4"]), ("…\nid <number>", "a\nb\nid 7", ["…", "id <number>"]),
    ("a\n…\nz", "b\nz", ["b", "z"]),
  ])
  func updateGoesOnEliding(_ expected: String, _ actual: String, _ updated: [String]) {
    #expect(OutputPattern(expected).updated(actual) == updated)
  }

  @Test(arguments: [
    (#"{"a": 1, "b": [1, 2]}"#, #"{"b": [1.0, 2], "a": 1}"#, []),
    (#"{"a": "<uuid>"}"#, #"{"a": "3f2504e0-4f89-41d3-9a0c-0305e82c3301"}"#, []),
    (#"{"a": "<number>", "…": "…"}"#, #"{"a": 3, "z": null}"#, []),
    (#"[1, "…"]"#, "[1, 2, 3]", []), (#"["…", 3]"#, "[1, 2, 3]", []),
    (#"{"a": 1}"#, #"{"a": 2}"#, ["`a` is 2; the page shows 1"]),
    (
      #"{"a": {"b": [{"c": "x"}]}}"#, #"{"a": {"b": [{"c": true}]}}"#,
      [#"`a.b[0].c` is true; the page shows "x""#]
    ),
    (#"{"a": 1}"#, #"{}"#, ["The response has no `a`"]),
    (
      "{}", #"{"a": {"x": 1}}"#,
      ["The response also has `a`, an object of 1 member, which the page does not show"]
    ),
    ("[1]", "[1, 2]", ["The response has 2 items; the page shows 1"]),
    (#"{"a": "<timestamp>"}"#, #"{"a": 7}"#, [#"`a` is 7; the page shows "<timestamp>""#]),
  ])
  func differencesFromThePageAreNamed(_ expected: String, _ actual: String, _ messages: [String]) throws {
    let differences = JSONPattern.differences(try JSONParser.parse(expected), try JSONParser.parse(actual))
    #expect(differences.map(\.message) == messages)
  }

  @Test func updateOfJSONTouchesOnlyWhatDiffers() throws {
    let text = """
      {
        "id": "<uuid>",   "n": 1,
        "list": [
          {"a": 1, "…": "…"}
        ]
      }
      """
    let actual = try JSONParser.parse(
      #"{"id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "n": 2, "list": [{"a": 3, "b": 4}]}"#)
    let updated = JSONPattern.updated(text, expected: try JSONParser.parse(text), actual: actual)
    #expect(updated == text.replacing("\"n\": 1", with: "\"n\": 2").replacing("\"a\": 1", with: "\"a\": 3"))
    let grown = try JSONParser.parse(
      #"{"id": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "n": 1, "list": [], "new": 1}"#)
    expectText(
      JSONPattern.updated(text, expected: try JSONParser.parse(text), actual: grown),
      """
      {
        "id": "<uuid>",
        "n": 1,
        "list": [],
        "new": 1
      }
      """)
  }
}
