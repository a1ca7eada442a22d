import Diagnostics
import Foundation
import JSON
import TestSupport
import Testing

/// `--report`, which the commands share.
struct ReportProgramTests {
  @Test func oneRunWritesSeveralReports() async throws {
    let project = try TestFolder(["index.md": "# Home\n\n[Guide](gude.md)\n", "guide.md": "# Guide\n"])
    let result = try await ProgramTests().flowdocs(
      "check", "--format", "github", "--report", "junit=junit.xml", "--report", "json=report.json",
      in: project)
    #expect(result.exitCode == 1)
    #expect(result.outputText.hasPrefix("::error file=index.md,line=3,"))
    let junit = try #require(project.read("junit.xml"))
    #expect(junit.contains("<testsuite name=\"guide.md\" package=\"flowdocs\" id=\"0\""))
    #expect(junit.contains("<testcase name=\"dead-link at line 3\" classname=\"index.md\""))
    let report = try Report(json: Array(#require(project.read("report.json")).utf8)) { _ in nil }
    #expect(report.pages == ["guide.md", "index.md"])
    #expect(report.findings.map(\.rule.id) == ["dead-link"])
  }

  /// A verification lists each block, and so does what failed.
  @Test func aReportOfAVerificationHasTheBlocks() async throws {
    let project = try TestFolder([
      "site/portal.yml": "title: T\npolicy: { sh: run }\n",
      "content/index.md":
        "# Home\n\n```sh\necho one\n```\n\n```sh skip=\"needs a GPU\"\ntrain\n```\n\n```sh\nexit 3\n```\n",
    ])
    let result = try await ProgramTests().flowdocs("verify", "--report", "json=report.json", in: project)
    #expect(result.exitCode == 1)
    let report = try Report(json: Array(#require(project.read("report.json")).utf8)) { _ in nil }
    #expect(report.blocks.map(\.verdict) == ["ran", "skipped", "failed"])
    #expect(report.blocks.map(\.line) == [3, 7, 11])
    #expect(report.blocks[1].reason == "needs a GPU")
  }

  /// Settings that cannot be read are findings like any others.
  @Test func findingsThatKeepACommandFromStartingAreReported() async throws {
    let project = try TestFolder(["site/portal.yml": "titel: T\n", "content/index.md": "# Home\n"])
    let result = try await ProgramTests().flowdocs("build", "--report", "json=report.json", in: project)
    #expect(result.exitCode == 1)
    let report = try Report(json: Array(#require(project.read("report.json")).utf8)) { _ in nil }
    #expect(report.findings.first?.message == "Unknown key `titel`. Did you mean `title`?")
  }

  @Test(arguments: [
    (
      "xml=a.xml",
      "unknown format `xml`; use one of text, json, github, gitlab, sarif, junit, markdown, html"
    ),
    ("junit", "`junit` must name a format and a file: junit=report.xml"),
    ("junit=", "`junit=` must name a format and a file: junit=report.xml"),
  ])
  func aReportNeedsAFormatAndAFile(value: String, message: String) async throws {
    let project = try TestFolder(["index.md": "# Home\n"])
    let result = try await ProgramTests().flowdocs("check", "--report", value, in: project)
    #expect(result.exitCode == 2)
    #expect(result.errorText.contains(message), "\(result.errorText)")
  }

  @Test func aReportThatCannotBeWrittenIsAnError() async throws {
    let project = try TestFolder(["index.md": "# Home\n"])
    let result = try await ProgramTests().flowdocs(
      "check", "--report", "json=index.md/report.json", in: project)
    #expect(result.exitCode == 2)
    #expect(result.errorText.contains("/index.md` is not a folder"))
  }
}
