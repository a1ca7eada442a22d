import Diagnostics
import Languages
import Project
import Site
import TestSupport
import Testing

@Suite struct LanguageSettingsTests {
  private func opened(_ settings: String) async throws -> Site {
    try await TestProject.portal("# A\n\n```pl\nprint 1;\n```\n", ["site/portal.yml": settings]).site()
  }

  @Test func aLanguageIsDescribedByAFewLines() async throws {
    let site = try await opened(
      """
      title: T
      languages:
        - name: Perl
          label: Perl 5
          aliases: [pl]
          command: [perl, -w, "{file}"]
          errors: ["{message} at {file} line {line}."]
      """)
    #expect(site.pages.flatMap(\.blocks).map(\.language) == ["perl"])
    #expect(site.languages["perl"]?.label == "Perl 5")
    #expect(site.languages["perl"]?.runner?.tools == ["perl"])
  }

  @Test(arguments: [
    ("[{ name: perl }]", "A language needs `name` and `command`"),
    ("[{ name: perl, command: [perl] }]", "`command` has no `{file}`"),
    (
      "[{ name: perl, ending: /../../x, command: [perl, '{file}'] }]",
      "`/../../x` is not the name or the ending of a language"
    ),
    (
      "[{ name: ../x, command: [perl, '{file}'] }]", "`../x` is not the name or the ending of a language"
    ),
    ("[{ name: perl, command: [perl, '{file}'], marker: print }]", "`marker` has no `{text}`"),
    ("[{ name: python, command: [python2, '{file}'] }]", "FlowDocs runs `python` by itself"),
    (
      "[{ name: a, command: [a, '{file}'] }, { name: a, command: [b, '{file}'] }]",
      "Duplicate language `a`"
    ),
  ])
  func mistakesAreSaid(languages: String, message: String) async throws {
    let error = await #expect(throws: DiagnosticError.self) {
      _ = try await opened("title: T\nlanguages: \(languages)\n")
    }
    #expect(error?.diagnostics.map(\.message) == [message])
  }

  @Test func settingsOfStrangersStartNoInterpreter() throws {
    var project = Project(root: "/docs")
    project.languages = [DeclaredLanguage(name: "perl")]
    let (taken, ignored) = project.taking(rightsOf: nil, languages: .all)
    #expect(taken.languages == [])
    #expect(ignored == ["languages"])
  }
}
