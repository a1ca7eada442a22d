import Diagnostics
import Languages
import Pages
import Project
import TestSupport
import Testing

struct FenceTests {
  @Test func everyAttribute() {
    let info = FenceAttributes.parse(
      #"Swift run session=quickstart title="Start a \"job\"" tab='Swift 6' timeout=500ms fails="no \\ such" exit=3 "#
        + #"skip="no GPU" until=2027-03-01 file=examples/a.swift#loop args="a 'b c' d" schema=GRPOConfig hide"#
    )
    #expect(info.issues == [])
    #expect(info.language == "swift")
    #expect(
      info.attributes
        == FenceAttributes(
          level: .run, session: "quickstart", title: "Start a \"job\"", tab: "Swift 6", timeout: 0.5,
          fails: "no \\ such", exit: 3, skip: "no GPU", until: "2027-03-01", file: "examples/a.swift#loop",
          arguments: ["a", "b c", "d"], schema: "GRPOConfig",
          isHidden: true))
  }

  @Test func argumentsAreSplitAsAShellSplitsThem() {
    #expect(
      FenceAttributes.parse(#"sh args="one 'two three' \"four five\" six""#).attributes.arguments
        == ["one", "two three", "four five", "six"])
    #expect(FenceAttributes.parse(#"sh args=one"#).attributes.arguments == ["one"])
  }

  @Test func capturesAreNamesWithTheirSources() {
    let info = FenceAttributes.parse(
      #"sh capture="LAST, JOB_ID=/result/job_id, TOTAL = <number> jobs in [x]" run"#)
    #expect(info.issues == [])
    #expect(
      info.attributes.captures.map { "\($0.name): \($0.source)" } == [
        "LAST: lastLine", "JOB_ID: json(/result/job_id)",
        #"TOTAL: line(before: "", Pages.OutputPlace.number, after: " jobs in [x]")"#,
      ])
  }

  @Test(arguments: [
    "job_id", "1A", "A B", "A=", "A=id", "A=/a~2", "A=<uuid> <uuid>", "A,A", "A,", "A=<any>",
  ])
  func otherCapturesAreRefused(_ value: String) {
    let info = FenceAttributes.parse("sh run capture=\"\(value)\"")
    #expect(
      info.issues.map(\.message) == [
        "`capture` takes names in capitals, each alone, or with `=` and a JSON pointer or text with one of `[..]`, `<uuid>`, `<timestamp>` and `<number>`, not `\(value)`"
      ])
  }

  @Test(arguments: [
    ("py", "python"), ("Python3", "python"), ("bash", "sh"), ("shell", "sh"), ("js{1,3}", "javascript"),
    ("rust,ignore", "rust"), ("{.python}", "python"), ("C++", "cpp"), ("shellsession", "console"),
    ("jsonc", "jsonc"), ("", ""), ("objective-c", "objective-c"), ("output", "output"),
  ])
  func languages(_ word: String, _ language: String) {
    #expect(Languages.all.id(named: FenceAttributes.parse(word).language.utf8) == language)
  }

  @Test(arguments: [
    ("20s", 20), ("1.5s", 1.5), ("2m", 120), ("250ms", 0.25),
  ])
  func timeouts(_ text: String, _ seconds: Double) {
    #expect(FenceAttributes.parse("sh run timeout=\(text)").attributes.timeout == seconds)
  }

  @Test(arguments: [
    ("swift runn", "Unknown attribute `runn`", "runn"),
    (
      "sh\u{A0}run",
      "U+00A0 is in the name of the language: it is invisible or looks like a space, and does not separate words",
      "\u{A0}"
    ),
    (
      "\u{200B}sh run",
      "U+200B is in the name of the language: it is invisible or looks like a space, and does not separate words",
      "\u{200B}"
    ),
    ("swift sesion=a", "Unknown attribute `sesion`", "sesion"),
    (
      "swift timeout=20",
      "`timeout` takes a duration of more than 0 and at most one day, such as `20s`, `500ms` or `2m`, not `20`",
      "20"
    ),
    (
      "swift timeout=0s",
      "`timeout` takes a duration of more than 0 and at most one day, such as `20s`, `500ms` or `2m`, not `0s`",
      "0s"
    ),
    (
      "swift timeout=99999999999999999999s",
      "`timeout` takes a duration of more than 0 and at most one day, such as `20s`, `500ms` or `2m`, not `99999999999999999999s`",
      "99999999999999999999s"
    ),
    ("sh exit=256", "`exit` takes a whole number from 0 to 255, not `256`", "256"),
    (
      "sh skip=\"x\" until=2027-02-29",
      "`until` takes a date such as `2027-03-01`, not `2027-02-29`", "2027-02-29"
    ),
    ("sh until=2027-03-01", "`until=2027-03-01` without `skip`", "2027-03-01"),
    ("sh run parse", "`parse` and `run` cannot be combined", "parse"),
    ("sh run=yes", "`run` takes no value", "yes"),
    ("sh hide=1", "`hide` takes no value", "1"),
    ("sh title", "`title` needs a value", "title"),
    ("sh session=", "`session` needs a value", "session"),
    ("sh skip=\" \"", "`skip` needs a value", "skip"),
    ("sh fails=\"  \"", "`fails` needs a value", "fails"),
    ("sh title=a title=b", "`title` is given twice", "title"),
    ("sh title=\"open", "The quoted value has no closing quote", "\"open"),
    ("sh args=\"a 'b\"", "`args` takes shell words with balanced quotes, not `a 'b`", "a 'b"),
    ("sh text session=a", "`session` has no effect on a block marked `text`, which is not run", "a"),
  ])
  func issues(_ info: String, _ message: String, _ place: String) throws {
    let issue = try #require(FenceAttributes.parse(info).issues.first)
    #expect(issue.message == message)
    #expect(String(decoding: Array(info.utf8)[issue.range], as: UTF8.self) == place)
    #expect(FenceAttributes.parse(info).issues.count == 1)
  }

  @Test func findingsArePrintedAtTheirPlace() {
    expectText(
      printed(page("Text\n\n- item\n\n  ```swift rum session=a\n  x\n  ```\n").diagnostics),
      """
      page.md:5:12: error: Unknown attribute `rum`. Did you mean `run`? [unknown-attribute]
       5 |   ```swift rum session=a
         |            ^~~

      """)
  }

  @Test func otherToolsAttributesInAPlainFolder() {
    let text = "```js {1,3} showLineNumbers sesion=a\nx\n```\n"
    #expect(
      page(text, configured: false).diagnostics.map { "\($0.severity) \($0.message)" } == [
        "error Unknown attribute `sesion`. Did you mean `session`?"
      ])
    #expect(page(text).diagnostics.map(\.severity) == [.error])
  }

  /// Only lines to mark, in braces, are no slip of anything.
  @Test func wordsThatAreNotAttributesInAPortal() {
    let text = "```js {1,3} { 2, 4-6 } -x 5=3 {run} =1 /use/ {}\nx\n```\n"
    #expect(page(text, configured: false).diagnostics == [])
    let known = FenceAttributes.names.map { "`\($0)`" }.joined(separator: ", ")
    let fix =
      "remove it, or list it under `otherTools: {fences: []}` in `site/portal.yml` if another tool reads it; the attributes are \(known)"
    func found(_ word: String, _ column: Int, guess: String? = nil) -> String {
      """
      page.md:1:\(column): error: Unknown attribute `\(word)`\(guess.map { ". Did you mean `\($0)`?" } ?? "") [unknown-attribute]
       1 | ```js {1,3} { 2, 4-6 } -x 5=3 {run} =1 /use/ {}
         | \(String(repeating: " ", count: column - 1) + "^" + String(repeating: "~", count: word.count - 1))
      \(guess == nil ? "   = fix: \(fix)\n" : "")
      """
    }
    #expect(
      printed(page(text).diagnostics)
        == [
          found("-x", 24), found("5", 27), found("{run}", 31, guess: "run"), found("=1", 37),
        ].joined(separator: "\n"))
    var project = Project(root: "/project")
    project.isConfigured = true
    project.otherTools.fences = ["-x", "5", "=1"]
    let page = PageReader(project: project, files: .memory([:]))
      .page("page.md", SourceText(path: "page.md", text: text))
    #expect(page.diagnostics.map(\.message) == ["Unknown attribute `{run}`. Did you mean `run`?"])
  }

  /// Words of other tools, and what they become.
  @Test(arguments: [
    ("sh [Bun]", "sh", "tab Bun"), ("vue [pages/[id].vue]", "vue", "tab pages/[id].vue"),
    ("python {test=\"skip\"}", "python", ""),
    ("js {1,3-5}", "javascript", "1-1 3-5"),
    ("js{2}", "javascript", "2-2"),
    (" { .python title=\"a.py\" hl_lines=\"1 3\" }", "python", "title a.py 1-1 3-3"),
    ("{.python .annotate #x linenums=\"1\"}", "python", "numbers 1 notes"),
    (
      "js title=\"a.js\" {2} ins={3} del={4-5} \"mark me\" /re[a-z]/ /</?Base title={x}>/", "javascript",
      "title a.js 2-2 +3-3 -4-5"
    ),
    ("py twoslash", "python", ""), ("ts:line-numbers {1}", "typescript", "1-1 numbers 1"),
    ("ts:line-numbers=5", "typescript", "numbers 5"), ("ts:no-line-numbers", "typescript", ""),
    ("rust,ignore", "rust", ""),
    ("{py:function} send(to)", "", "text"), ("{toctree}", "", "text"),
    ("{code-block} python", "python", ""), ("{r, echo=FALSE}", "r", ""), ("{math}", "", "text"),
    ("js showLineNumbers collapse={1-5, 7}", "javascript", "numbers 1 folded 1-5,7"),
    ("js showLineNumbers startLineNumber=12 wrap", "javascript", "numbers 12 wrap"),
    ("js showLineNumbers=false wrap=false", "javascript", ""),
    ("py numbers=7 folded=2 notes", "python", "numbers 7 folded 2 notes"),
    // Without a language.
    ("{1,3}", "", "1-1 3-3"), (" {1, 3-4} title=a", "", "title a 1-1 3-4"), ("[npm] {2}", "", "tab npm 2-2"),
  ])
  func wordsOfOtherTools(_ info: String, _ language: String, _ meaning: String) throws {
    let page = page("```\(info)\n```\n")
    let block = try #require(page.blocks.first)
    #expect(page.diagnostics == [])
    #expect(block.language == language)
    let (attributes, marks) = (block.attributes, block.attributes.marks)
    func ranges(_ sign: String, _ ranges: [ClosedRange<Int>]) -> [String] {
      ranges.map { "\(sign)\($0.lowerBound)-\($0.upperBound)" }
    }
    let found =
      [
        attributes.tab.map { "tab \($0)" }, attributes.title.map { "title \($0)" },
        attributes.level?.rawValue,
      ]
      .compactMap(\.self) + ranges("", marks.highlighted) + ranges("+", marks.inserted)
      + ranges("-", marks.deleted)
      + ["numbers", "folded", "wrap", "notes"].compactMap { name in
        FenceAttribute.all.first { $0.name == name }?.value(attributes)
          .map { $0.isEmpty ? name : "\(name) \($0)" }
      }
    #expect(found.joined(separator: " ") == meaning)
  }

  /// The options of a code directive are not part of its code.
  @Test(arguments: [
    (
      "```{code-block} python\n:caption: Start it\n:emphasize-lines: 1, 3-4\n\nx = 1\n```\n",
      "```python {1,3-4} title=\"Start it\"\nx = 1\n```\n"
    ),
    (":::{code} sh\n:class: a\n  b\nls\n:::\n", "```sh\nls\n```\n"),
    (
      "- ```{code-block} py\n  ---\n  linenos:\n  caption: |\n    A\n  ---\n  x\n  ```\n",
      "- ```py linenums\n  x\n  ```\n"
    ),
    (
      "```{code-block} py\n:lineno-start: 10\n:emphasize-lines: 1\nx\n```\n",
      "```py linenums=10 {1}\nx\n```\n"
    ),
    ("```{code-block} yaml\n:a: 1\n```\n", "```yaml\n```\n"),
    (
      "```{note}\nText\n```\n\n```{code-block} py\n:caption: A `b`\nx\n```\n",
      "> [!note]\n> Text\n\n\n```py title=\"A b\"\nx\n```\n"
    ),
    ("```{code} py\n:caption: |\n:   A b\nx\n```\n", "```py\nx\n```\n"),
    (":::{code-block} md\n```sh\nls\n```\n:::\n", "````md\n```sh\nls\n```\n````\n"),
    ("```yaml\n:a: 1\n```\n", "```yaml\n:a: 1\n```\n"),
    ("```{code-block} yaml\n---\na: 1\n```\n", "```{code-block} yaml\n---\na: 1\n```\n"),
    ("```{code-block} py\nx\n:a: 1\n```\n", "```{code-block} py\nx\n:a: 1\n```\n"),
    ("````md\n```{code} py\n:a: 1\n```\n````\n", "````md\n```{code} py\n:a: 1\n```\n````\n"),
    ("````{note}\n```{code} py\n:a: 1\nx\n```\n````\n", "> [!note]\n> ```py\n> x\n> ```\n\n"),
  ])
  func optionsOfCode(_ text: String, _ expected: String) { expectText(page(text).source.text, expected) }

  @Test func onlyDaysOfTheCalendarAreDays() throws {
    #expect(CalendarDay("2028-02-29") != nil)
    for text in [
      "2027-02-29", "2027-13-01", "2027-00-10", "2027-1-01", "27-01-01", "2027-01-32", "+027-01-01", "",
    ] {
      #expect(CalendarDay(text) == nil)
    }
    #expect(try #require(CalendarDay("2026-12-31")) < #require(CalendarDay("2027-01-01")))
    for (day, later) in [
      ("2026-11-22", "2027-02-22"), ("2026-11-30", "2027-02-28"), ("2027-11-30", "2028-02-29"),
      ("2026-03-31", "2026-06-30"), ("2026-10-01", "2027-01-01"),
    ] {
      #expect(CalendarDay(day)?.adding(months: 3) == CalendarDay(later))
    }
  }
}
