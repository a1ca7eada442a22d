import Diagnostics
import Foundation
import JSON
import JSONSchema
import TestSupport
import Testing

struct ReportFormatTests {
  private let rule = Rule("dead-link", .error, "A link leads nowhere")
  private var findings: [Diagnostic] {
    let source = SourceText(path: "content/a b.md", text: "see\n[é](x.md)\n")
    return [
      Diagnostic(
        rule, "No page `x.md`", at: source.span(9..<13),
        notes: [.init("the folder has `y.md`", span: source.span(0..<3))], fix: "write `y.md`",
        replacements: source.replacing(9..<13, with: "y.md")),
      Diagnostic(rule, "50 % are, dead:\nall", severity: .warning),
    ]
  }

  @Test func textFormatEqualsConsoleOutput() throws {
    #expect(try ReportFormat.text.render(findings) == ConsoleRenderer().render(findings))
    #expect(try ReportFormat.text.render([]) == "")
  }

  /// A finding with a text in all of its parts.
  private func finding(with text: String, path: String) -> Diagnostic {
    let source = SourceText(path: path, text: "x \(text)\n")
    return Diagnostic(
      rule, "m \(text)", at: source.span(0..<1), notes: [.init("n \(text)", span: source.span(0..<1))],
      fix: "f \(text)", details: "d \(text)")
  }

  /// What a page says may be printed by a job whose log is a terminal.
  @Test(arguments: ReportFormat.all.map(\.name))
  func everyFormatEscapesControlCharacters(name: String) throws {
    let controls = "\u{1B}[31m \u{9B} \u{7F} \u{202E} \u{2066} \u{8}"
    let text = try #require(ReportFormat.named(name)).render([finding(with: controls, path: "p\u{202E}.md")])
    let found = text.unicodeScalars.filter { ControlCharacter.isOne($0) && $0 != "\n" }
    #expect(found.isEmpty, "\(found)")
  }

  /// CI services obey such text wherever a job prints it.
  @Test(arguments: ReportFormat.all.map(\.name))
  func everyFormatBreaksCommandsToCIServices(name: String) throws {
    let command = "##vso[task.prependpath]x ##[add-mask]y ##VSO[z]"
    let text = try #require(ReportFormat.named(name)).render([finding(with: command, path: "##[p].md")])
    #expect(!text.contains("##["))
    #expect(!text.lowercased().contains("##vso["))
  }

  @Test func textShowsWhereACommandWas() throws {
    let source = SourceText(path: "::error::a.md", text: "## a ##[b] c\n")
    let finding = Diagnostic(rule, "m ###[x] ##vsox", at: source.span(11..<12))
    try expectText(
      ReportFormat.text.render([finding]),
      """
      [U+003A]:error::a.md:1:12: error: m ##[U+0023][x] ##vsox [\(rule.id)]
       1 | ## a #[U+0023][b] c
         |                   ^

      """)
  }

  @Test func jsonRoundTripsCommandsToCIServices() throws {
    let text = try ReportFormat.json.render([Diagnostic(rule, "##[a] ##vso[b] ## c")])
    #expect(text.contains(##""#\u0023[a] #\u0023vso[b] ## c""##))
    #expect(
      try JSONParser.parse(text)["findings"]?.array?.first?["message"]?.string == "##[a] ##vso[b] ## c")
  }

  @Test func jsonRoundTripsControlCharacters() throws {
    let text = try ReportFormat.json.render([Diagnostic(rule, "a\u{1B}\u{9B}\u{202E}é")])
    #expect(text.contains(#""a\u001b\u009b\u202eé""#))
    let value = try JSONParser.parse(text)
    #expect(value["findings"]?.array?.first?["message"]?.string == "a\u{1B}\u{9B}\u{202E}é")
  }

  @Test func everyFormatCountsOmittedFindings() throws {
    let source = SourceText(path: "p.md", text: "x")
    let many = Array(repeating: Diagnostic(rule, "m", at: source.span(0..<1)), count: 25_002)
    #expect(try ReportFormat.json.render(many).contains("\"omitted\" : 2"))
    #expect(try ReportFormat.sarif.render(many).contains("\"omittedResults\" : 2"))
    #expect(try ReportFormat.gitlab.render(many).contains("\"2 more findings are not in this report\""))
    #expect(try ReportFormat.junit.render(many).contains("<!-- 2 more findings are not in this report -->"))
    #expect(
      try ReportFormat.github.render(many).contains("::Not shown: 24992 errors. GitHub shows 10 of each"))
    // Equal findings are one there.
    let different = (1...400).map { Diagnostic(rule, "m \($0)", at: source.span(0..<1)) }
    #expect(
      try ReportFormat.markdown.render(different).contains("\n350 more findings are not in this report.\n"))
    #expect(try ReportFormat.html.render(different).contains("<p>300 more findings are not in this report; "))
  }

  @Test func jsonHasEveryPartOfAFinding() throws {
    try expectText(
      ReportFormat.json.render(findings),
      """
      {
        "blocks" : [

        ],
        "failsOn" : "error",
        "findings" : [
          {
            "fix" : "write `y.md`",
            "message" : "No page `x.md`",
            "notes" : [
              {
                "message" : "the folder has `y.md`",
                "place" : {
                  "end" : {
                    "column" : 4,
                    "line" : 1
                  },
                  "excerpt" : {
                    "column" : 1,
                    "text" : "see"
                  },
                  "length" : 3,
                  "offset" : 0,
                  "path" : "content/a b.md",
                  "start" : {
                    "column" : 1,
                    "line" : 1
                  }
                }
              }
            ],
            "place" : {
              "end" : {
                "column" : 9,
                "line" : 2
              },
              "excerpt" : {
                "column" : 1,
                "text" : "[é](x.md)"
              },
              "length" : 4,
              "offset" : 9,
              "path" : "content/a b.md",
              "start" : {
                "column" : 5,
                "line" : 2
              }
            },
            "replacements" : [
              {
                "original" : "x.md",
                "place" : {
                  "end" : {
                    "column" : 9,
                    "line" : 2
                  },
                  "excerpt" : {
                    "column" : 1,
                    "text" : "[é](x.md)"
                  },
                  "length" : 4,
                  "offset" : 9,
                  "path" : "content/a b.md",
                  "start" : {
                    "column" : 5,
                    "line" : 2
                  }
                },
                "text" : "y.md"
              }
            ],
            "rule" : "dead-link",
            "severity" : "error"
          },
          {
            "message" : "50 % are, dead:\\nall",
            "notes" : [

            ],
            "replacements" : [

            ],
            "rule" : "dead-link",
            "severity" : "warning"
          }
        ],
        "pages" : [

        ],
        "version" : 1
      }

      """)
  }

  @Test func gitHubAnnotationsEscapeReservedCharacters() throws {
    try expectText(
      ReportFormat.github.render(findings),
      """
      ::error file=content/a b.md,line=2,endLine=2,col=5,endColumn=9,title=dead-link::\
      No page `x.md`%0Afix: write `y.md`
      ::warning title=dead-link::50 %25 are, dead:%0Aall

      """)
    let odd = SourceText(path: "a,b:c.md", text: "x")
    #expect(
      try ReportFormat.github.render([Diagnostic(rule, "m", at: odd.span(0..<1))])
        .hasPrefix("::error file=a%2Cb%3Ac.md,line=1,"))
    #expect(try ReportFormat.github.render([]) == "")
  }

  /// GitHub silently drops the eleventh annotation of a step.
  @Test func gitHubAnnotationsBeyondTheLimitAreCounted() throws {
    let source = SourceText(path: "p.md", text: "x")
    func finding(_ number: Int, _ severity: Severity) -> Diagnostic {
      Diagnostic(rule, "m\(number)", at: source.span(0..<1), severity: severity)
    }
    let errors = (1...10).map { finding($0, .error) }
    #expect(try ReportFormat.github.render(errors).split(separator: "\n").count == 10)
    let notes = (1...10).map { finding($0, .note) }
    #expect(try ReportFormat.github.render(notes).hasSuffix("::m10\n"))
    let more =
      (1...12).map { finding($0, .error) } + [finding(1, .warning)] + (1...11).map { finding($0, .note) }
    let lines = try ReportFormat.github.render(more).split(separator: "\n").map(String.init)
    #expect(lines.count { $0.hasPrefix("::error ") } == 10)
    #expect(lines.count { $0.hasPrefix("::warning ") } == 1)
    #expect(lines.count { $0.hasPrefix("::notice ") } == 10)
    #expect(
      lines.last
        == "::notice title=flowdocs::Not shown: 2 errors, 2 notes. GitHub shows 10 of each kind in a step; "
        + "`--report markdown=FILE` writes more to a file, such as the one that GITHUB_STEP_SUMMARY names")
  }

  @Test func rendersSARIF210() throws {
    let log = try JSONSerialization.jsonObject(with: Data(ReportFormat.sarif.render(findings).utf8))
    let root = try #require(log as? [String: Any])
    #expect(root["version"] as? String == "2.1.0")
    let run = try #require((root["runs"] as? [[String: Any]])?.first)
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let driver = try #require((run["tool"] as? [String: [String: Any]])?["driver"])
    #expect(driver["name"] as? String == "flowdocs")
    #expect(driver["version"] as? String == Release.version)
    let rules = try #require(driver["rules"] as? [[String: Any]])
    #expect(rules.map { $0["id"] as? String } == ["dead-link"])
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["level"] as? String } == ["error", "warning"])
    #expect(results.map { $0["ruleIndex"] as? Int } == [0, 0])
    let location = try #require((results[0]["locations"] as? [[String: Any]])?.first)
    let physical = try #require(location["physicalLocation"] as? [String: Any])
    #expect((physical["artifactLocation"] as? [String: String])?["uri"] == "content/a%20b.md")
    #expect(
      physical["region"] as? [String: Int] == [
        "startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 9,
      ])
    #expect((results[0]["relatedLocations"] as? [[String: Any]])?.count == 1)
    #expect((results[0]["message"] as? [String: String])?["text"] == "No page `x.md`. Fix: write `y.md`")
    // GitHub refuses a whole log with a result without a place.
    let project = try #require((results[1]["locations"] as? [[String: Any]])?.first)
    let place = try #require(project["physicalLocation"] as? [String: Any])
    #expect((place["artifactLocation"] as? [String: String])?["uri"] == ".")
    #expect(place["region"] == nil)
  }

  @Test func sarifIncludesFixes() throws {
    let log = try JSONParser.parse(Array(ReportFormat.sarif.render(findings).utf8))
    let results = try #require(log["runs"]?[0]?["results"]?.array)
    #expect(results[1]["fixes"] == nil)
    let change = try #require(results[0]["fixes"]?[0]?["artifactChanges"]?[0])
    #expect(change["artifactLocation"]?["uri"]?.string == "content/a%20b.md")
    let replacement = try #require(change["replacements"]?[0])
    #expect(replacement["insertedContent"]?["text"]?.string == "y.md")
    let region = try #require(replacement["deletedRegion"])
    #expect(
      ["startLine", "startColumn", "endLine", "endColumn"].map { region[$0]?.int } == [2, 5, 2, 9])
  }

  private static let schema = PublicSuite.reports.folder.appending(path: "sarif-schema-2.1.0.json")

  @Test(.enabled(if: PublicSuite.reports.isPresent, PublicSuite.reports.absence))
  func sarifIsValidAgainstItsSchema() throws {
    // What the document uses of draft 4 means the same in draft 7.
    let text = try String(contentsOf: Self.schema, encoding: .utf8)
      .replacing("http://json-schema.org/draft-04/schema#", with: "http://json-schema.org/draft-07/schema#")
    let schema = try Schema(document: JSONParser.parse(text.utf8))
    for diagnostics in [findings, []] {
      let log = try JSONParser.parse(Array(ReportFormat.sarif.render(diagnostics).utf8))
      #expect(schema.validate(log) == [])
    }
    let broken = try JSONParser.parse(Array(#"{"version": "2.1.0", "runs": [{"tool": {}}]}"#.utf8))
    #expect(schema.validate(broken) != [])
  }

  @Test func formatsAreFoundByName() throws {
    let count = ReportFormat("count", "for tests") { report, _ in "\(report.findings.count)\n" }
    #expect(try count.render(findings) == "2\n")
    #expect(
      ReportFormat.all.map(\.name) == [
        "text", "json", "github", "gitlab", "sarif", "junit", "markdown", "html",
      ])
    #expect(ReportFormat.named("sarif")?.summary == "for code hosts, SARIF 2.1.0")
    #expect(ReportFormat.named("count") == nil)
  }
}
