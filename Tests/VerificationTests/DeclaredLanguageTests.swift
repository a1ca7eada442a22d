import Languages
import Processes
import Project
import TestSupport
import Testing
import Verification

/// Languages that only the settings know. Perl is on every Debian.
@Suite(.enabled(if: Executables.find("perl") != nil, "Perl is not installed"))
struct DeclaredLanguageTests {
  private static let perl: DeclaredLanguage = {
    var perl = DeclaredLanguage(name: "perl")
    perl.label = "Perl"
    perl.aliases = ["pl"]
    perl.command = ["perl", "{file}"]
    perl.marker = #"print STDOUT "{text}"; print STDERR "{text}";"#
    perl.start = "$| = 1;"
    perl.errors = ["{message} at {file} line {line}."]
    return perl
  }()

  private func verify(
    _ page: String, _ language: DeclaredLanguage = Self.perl, starter: ProcessStarter = .direct
  ) async throws -> VerificationReport {
    try await ProjectFolder(["page.md": page]).verify(starter: starter) { $0.languages = [language] }
  }

  @Test func blocksShareStateAndHaveTheirOutput() async throws {
    let page = """
      ```perl run session=a
      our $n = 20;
      print "first\\n";
      ```

      ```output
      first
      ```

      ```pl run session=a
      print $n + 1, "\\n";
      ```

      ```output
      21
      ```

      """
    let report = try await verify(page)
    #expect(report.lines == [])
    #expect(report.verdicts(of: "page.md") == ["ran", "ran", "ran", "ran"])
    var unmarked = Self.perl
    unmarked.marker = nil
    #expect(try await verify(page, unmarked).lines == [])
  }

  @Test func errorsAreAtTheirLinesOfThePage() async throws {
    let report = try await verify("# A\n\n```perl run\nprint 1;\ndie 'no money';\n```\n")
    #expect(report.lines.count == 1)
    #expect(report.lines.first?.hasPrefix("page.md:5:1 error example-failed: ") == true)
    #expect(report.lines.first?.contains("no money") == true)
  }

  @Test func wrongOutputIsAFinding() async throws {
    let report = try await verify("```perl run\nprint 1;\n```\n\n```output\n2\n```\n")
    #expect(report.verdicts(of: "page.md") == ["failed", "failed"])
  }

  @Test func timeIsLimited() async throws {
    let report = try await verify("```perl run timeout=1s\nsleep 20;\n```\n")
    #expect(report.lines.first?.contains(" error example-timed-out: ") == true)
  }

  @Test func withoutTheInterpreterBlocksAreNotRun() async throws {
    let starter = ProcessStarter(
      find: { name, path in name == "perl" ? nil : ProcessStarter.direct.find(name, path) },
      run: ProcessStarter.direct.run)
    #expect(
      try await verify("```perl run\nprint 1;\n```\n", starter: starter).lines == [
        "page.md:1:1 warning tool-missing: This block was not run: Perl is not installed"
      ])
  }
}
