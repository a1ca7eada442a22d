import Diagnostics
import Foundation
import JSON
import JSONSchema
import TestSupport
import Testing

/// Formats that CI services read or show.
struct ReportFileTests {
  private let rule = Rule("dead-link", .error, "A link leads nowhere")
  private let source = SourceText(path: "content/a b.md", text: "see\n[é](x.md)\n```sh\nexit 1\n```\n")

  /// A link, a block that failed, one that was skipped, and what has no place.
  private var report: Report {
    let failed = Rule("example-failed", .error, "An example failed")
    return Report(
      [
        Diagnostic(rule, "50 % are <dead> & gone", severity: .warning),
        Diagnostic(rule, "No page `x.md`", at: source.span(9..<13), fix: "write `y.md`"),
        Diagnostic(failed, "Exit code 1", at: source.span(21..<25), details: "+ exit 1"),
        Diagnostic(rule, "Odd `x`", at: source.span(0..<3), severity: .note),
      ], pages: ["content/a b.md", "content/b.md"],
      blocks: [
        block(3, "failed", .failed, "exit code 1"), block(10, "skipped", .skipped, "needs a GPU"),
        block(20, "ran", .passed, seconds: 1.25),
      ])
  }

  private func block(
    _ line: Int, _ verdict: String, _ status: Report.Block.Status, _ reason: String? = nil,
    seconds: Double? = nil
  ) -> Report.Block {
    Report.Block(
      path: "content/a b.md", line: line, endLine: line + 2, language: "sh", verdict: verdict, status: status,
      reason: reason, seconds: seconds)
  }

  @Test func gitLabIssuesHaveAPlaceAndAFingerprintOfTheirOwn() throws {
    let twice = report.findings + [report.findings[1]]
    let issues = try #require(try JSONParser.parse(Array(ReportFormat.gitlab.render(twice).utf8)).array)
    #expect(issues.map { $0["severity"]?.string } == ["minor", "major", "major", "info", "major"])
    #expect(issues[1]["description"]?.string == "No page `x.md`. Fix: write `y.md`")
    #expect(issues[1]["check_name"]?.string == "dead-link")
    #expect(issues[1]["location"]?["path"]?.string == "content/a b.md")
    #expect(issues[1]["location"]?["lines"]?["begin"]?.int == 2)
    #expect(issues[0]["location"]?["path"]?.string == ".")
    #expect(Set(issues.map { $0["fingerprint"]?.string }).count == 5)
    #expect(try ReportFormat.gitlab.render([Diagnostic]()) == "[\n\n]\n")
  }

  /// A finding that moved is the same finding to a service that compares two runs.
  @Test func aFingerprintDoesNotDependOnTheLine() throws {
    func fingerprint(_ text: String, _ range: Range<Int>) throws -> String? {
      let finding = Diagnostic(rule, "No page", at: SourceText(path: "p.md", text: text).span(range))
      let issues = try JSONParser.parse(Array(ReportFormat.gitlab.render([finding]).utf8))
      return issues[0]?["fingerprint"]?.string
    }
    #expect(try fingerprint("[a](b)\n", 4..<5) == fingerprint("\n\n\n[a](b)\n", 7..<8))
    #expect(try fingerprint("[a](b)\n", 4..<5)?.count == 16)
  }

  @Test func aTestCaseOfJUnitIsABlockOrAFinding() throws {
    try expectText(
      ReportFormat.junit.render(report, .init(time: "2026-12-01T08:00:00")),
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
      <testsuite name="project" package="flowdocs" id="0" timestamp="2026-12-01T08:00:00" hostname="localhost" tests="1" failures="0" errors="0" skipped="0" time="0.000">
      <properties/>
      <testcase name="no findings" classname="project" time="0.000"/>
      <system-out>warning: 50 % are &lt;dead&gt; &amp; gone [dead-link]
      </system-out>
      <system-err/>
      </testsuite>
      <testsuite name="content/a b.md" package="flowdocs" id="1" timestamp="2026-12-01T08:00:00" hostname="localhost" tests="4" failures="2" errors="0" skipped="1" time="1.250">
      <properties/>
      <testcase name="line 3, sh, failed" classname="content/a b.md" time="0.000"><failure type="example-failed" message="Exit code 1">content/a b.md:4:1: error: Exit code 1 [example-failed]
       4 | exit 1
         | ^~~~
         | + exit 1
      </failure></testcase>
      <testcase name="line 10, sh, skipped" classname="content/a b.md" time="0.000"><skipped message="needs a GPU"/></testcase>
      <testcase name="line 20, sh, ran" classname="content/a b.md" time="1.250"/>
      <testcase name="dead-link at line 2" classname="content/a b.md" time="0.000"><failure type="dead-link" message="No page `x.md`">content/a b.md:2:5: error: No page `x.md` [dead-link]
       2 | [é](x.md)
         |     ^~~~
         = fix: write `y.md`
      </failure></testcase>
      <system-out>content/a b.md:1:1: note: Odd `x` [dead-link]
       1 | see
         | ^~~
      </system-out>
      <system-err/>
      </testsuite>
      <testsuite name="content/b.md" package="flowdocs" id="2" timestamp="2026-12-01T08:00:00" hostname="localhost" tests="1" failures="0" errors="0" skipped="0" time="0.000">
      <properties/>
      <testcase name="no findings" classname="content/b.md" time="0.000"/>
      <system-out></system-out>
      <system-err/>
      </testsuite>
      </testsuites>

      """)
  }

  @Test func aFindingBelowTheLimitFailsNoTestCase() throws {
    var report = Report(
      [Diagnostic(rule, "m", at: source.span(0..<1), severity: .warning)], pages: ["content/a b.md"])
    #expect(try ReportFormat.junit.render(report).contains("tests=\"1\" failures=\"0\""))
    report.failsOn = .warning
    #expect(try ReportFormat.junit.render(report).contains("tests=\"1\" failures=\"1\""))
  }

  /// XML has no such characters, not even as entities.
  @Test func junitHasNoCharacterThatXMLForbids() throws {
    let text = try ReportFormat.junit.render([Diagnostic(rule, "a\u{0}\u{1B}\u{FFFE}\u{1FFFF}\"<>&")])
    #expect(text.contains("message=\"a␀␛\u{FFFD}\u{FFFD}&quot;&lt;&gt;&amp;\""))
  }

  private static let schema = PublicSuite.reports.folder.appending(path: "JUnit.xsd")
  private static let xmllint = "/usr/bin/xmllint"

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: schema.path), PublicSuite.reports.absence),
    .enabled(if: FileManager.default.fileExists(atPath: xmllint), "skipped: xmllint is not installed"))
  func junitIsValidAgainstItsSchema() throws {
    #expect(try isValid(ReportFormat.junit.render(report)))
    #expect(try isValid(ReportFormat.junit.render(Report([]))))
    #expect(try !isValid("<testsuites><testsuite/></testsuites>"))
  }

  private func isValid(_ xml: String) throws -> Bool {
    let folder = try TestFolder(["report.xml": xml])
    let process = Process()
    process.executableURL = URL(filePath: Self.xmllint)
    process.arguments = ["--noout", "--nonet", "--schema", Self.schema.path, folder.root + "/report.xml"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test func theMarkdownSummaryHasFindingsAndVerdicts() throws {
    try expectText(
      ReportFormat.markdown.render(report),
      """
      ## FlowDocs: 2 errors, 1 warning, 1 note; 2 pages, 3 blocks

      | | Place | Finding |
      | --- | --- | --- |
      | warning |  | 50 % are &#60;dead&#62; &#38; gone <code>dead-link</code> |
      | error | <code>content/a b.md</code>:2 | No page <code>x.md</code> <code>dead-link</code><br>Fix: write <code>y.md</code> |
      | error | <code>content/a b.md</code>:4 | Exit code 1 <code>example-failed</code> |
      | note | <code>content/a b.md</code>:1 | Odd <code>x</code> <code>dead-link</code> |

      | Verdict | Blocks |
      | --- | ---: |
      | failed | 1 |
      | skipped | 1 |
      | ran | 1 |

      """)
    #expect(try ReportFormat.markdown.render(Report([])) == "## FlowDocs: no findings\n")
  }

  /// A message repeats what a page says: it must not become an image, a link or a mention in a comment.
  @Test func theMarkdownSummaryHasNoMarkupOfPages() throws {
    let hostile = "`<img src=x>` ![i](http://e.example) www.e.example | **b** @you #1 `a"
    let text = try ReportFormat.markdown.render([Diagnostic(rule, hostile)])
    let row = try #require(text.split(separator: "\n").last)
    let cell = row.dropFirst("| error |  | ".count)
    for sign in ["<img", "![", "](", "*", "@", "://", "www.", "`", "| b"] {
      #expect(!cell.contains(sign), "\(sign)")
    }
    #expect(cell.hasPrefix("<code>&#60;img src=x&#62;</code> "))
  }

  @Test func theHTMLPageHasNoMarkupOfPages() throws {
    let finding = Diagnostic(
      rule, "No `<b>` & \"<script>alert(1)</script>\"", at: source.span(9..<13),
      notes: [.init("see `<i>`")], fix: "write `y`", details: "<u>")
    let text = try ReportFormat.html.render(Report([finding], pages: ["content/a b.md"]))
    #expect(text.contains("<h1>FlowDocs: 1 error; 1 page</h1>"))
    #expect(text.contains("<h2>content/a b.md</h2>"))
    #expect(text.contains("<code>&lt;b&gt;</code> &amp; &quot;&lt;script&gt;"))
    #expect(text.contains("<pre>[é](x.md)</pre>"))
    #expect(text.contains("<p>see <code>&lt;i&gt;</code></p>"))
    #expect(text.contains("<p>Fix: write <code>y</code></p>"))
    for tag in ["<script", "<b>", "<i>", "<u>", "<img"] { #expect(!text.contains(tag), "\(tag)") }
    #expect(text.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
  }

  /// A report that is merged may have other verdicts than those of this program.
  @Test func verdictsAreEscaped() throws {
    let report = Report([], blocks: [block(3, "<b> | *", .passed)])
    #expect(try ReportFormat.html.render(report).contains("<td>&lt;b&gt; | *</td>"))
    #expect(try ReportFormat.markdown.render(report).contains("| &#60;b&#62; &#124; &#42; | 1 |"))
  }

  private static let manual = Checkout.root.appending(path: "content/flowdocs/report.schema.json")

  @Test func jsonIsValidAgainstThePublishedSchema() throws {
    let schema = try Schema(document: JSONParser.parse(Data(contentsOf: Self.manual)))
    var part = report
    part.part = Report.Part(index: 1, count: 2, all: ["content/a b.md", "content/c.md"])
    part.findings.append(
      Diagnostic(
        rule, "m", at: source.span(0..<3), notes: [.init("n", span: source.span(0..<1))],
        replacements: source.replacing(0..<3, with: "look")))
    for report in [part, Report([])] {
      let json = try JSONParser.parse(Array(ReportFormat.json.render(report).utf8))
      #expect(schema.validate(json) == [])
    }
    let broken = try JSONParser.parse(Array(#"{"version": 1, "findings": [{}]}"#.utf8))
    #expect(schema.validate(broken) != [])
  }

  @Test func aReportIsReadAsItWasWritten() throws {
    var written = report
    written.part = Report.Part(index: 2, count: 3, all: ["content/a b.md"])
    written.failsOn = .warning
    written.findings.append(
      Diagnostic(
        rule, "m", at: source.span(0..<3), notes: [.init("n", span: source.span(0..<1))],
        replacements: source.replacing(0..<3, with: "look")))
    let json = Array(try ReportFormat.json.render(written).utf8)
    let rules = Dictionary(written.findings.map { ($0.rule.id, $0.rule) }) { $1 }
    #expect(try Report(json: json) { rules[$0] } == written)
    // A rule of a later version keeps its name and severity.
    let unknown = try Report(json: json) { _ in nil }.findings[1]
    #expect(unknown.rule.id == "dead-link" && unknown.severity == .error)
  }

  @Test(arguments: [
    ("{}", "not a report that `--report json=FILE` wrote"),
    ("nothing", "not a report that `--report json=FILE` wrote"),
    (
      #"{"version": 2, "failsOn": "error", "findings": [], "pages": [], "blocks": []}"#,
      "a report of version 2, which this program cannot read"
    ),
    (
      #"{"version": 1, "failsOn": "error", "findings": [], "pages": [], "blocks": [], "omitted": 3}"#,
      "a report that leaves out 3 findings"
    ),
    (partJSON(index: 1, count: 0), "a report of the impossible part 1/0"),
    (partJSON(index: 3, count: 2), "a report of the impossible part 3/2"),
    (partJSON(index: 1, count: .max), "a report of the impossible part 1/9223372036854775807"),
    (blockJSON(seconds: "1e300"), "a report with an impossible time of a block"),
    (blockJSON(seconds: "-1"), "a report with an impossible time of a block"),
  ])
  func aFileThatIsNotAReportIsRefused(json: String, reason: String) throws {
    do {
      _ = try Report(json: Array(json.utf8)) { _ in nil }
      Issue.record("it was read")
    } catch {
      #expect("\(error)" == reason)
    }
  }

  private static func partJSON(index: Int, count: Int) -> String {
    #"{"version": 1, "failsOn": "error", "findings": [], "pages": [], "blocks": [], "#
      + "\"part\": {\"index\": \(index), \"count\": \(count), \"all\": []}}"
  }

  private static func blockJSON(seconds: String) -> String {
    #"{"version": 1, "failsOn": "error", "findings": [], "pages": [], "blocks": [{"path": "a.md", "#
      + #""language": "sh", "verdict": "ran", "status": "passed", "line": 3, "endLine": 4, "#
      + "\"seconds\": \(seconds)}]}"
  }

  /// Rule names are printed without escapes.
  @Test func aRuleNameWithMarkupIsRefused() throws {
    let json = try ReportFormat.json.render([Diagnostic(rule, "m")]).replacing("dead-link", with: "<b>")
    do {
      _ = try Report(json: Array(json.utf8)) { _ in nil }
      Issue.record("it was read")
    } catch {
      #expect("\(error)" == "a report with an impossible rule name")
    }
  }

  @Test func aPlaceThatCannotBeIsRefused() throws {
    let json = try ReportFormat.json.render([Diagnostic(rule, "m", at: source.span(0..<3))])
    for (right, wrong) in [
      ("\"length\" : 3", "\"length\" : -1"), ("\"offset\" : 0", "\"offset\" : 9223372036854775807"),
    ] {
      do {
        _ = try Report(json: Array(json.replacing(right, with: wrong).utf8)) { _ in nil }
        Issue.record("it was read")
      } catch {
        #expect("\(error)" == "a report with an impossible place in `content/a b.md`")
      }
    }
  }
}
