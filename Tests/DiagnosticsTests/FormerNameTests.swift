import Diagnostics
import Testing

struct FormerNameTests {
  @Test(arguments: [
    ("0.2.0", "0.2.0", true), ("0.2.0", "0.2.7", true), ("0.2.3", "0.2.1", true), ("0.2.0", "0.3.0", false),
    ("0.9.0", "0.10.0", false), ("0.9.0", "1.0.0", false), ("1.4.0", "1.4.2", true),
    ("1.4.0", "1.5.0", false),
    ("1.4.0", "2.0.0", false),
  ])
  func isAcceptedByOneMinorVersion(since: String, version: String, isAccepted: Bool) {
    #expect(FormerName("old", since: since).isAccepted(by: version) == isAccepted)
  }

  @Test func aFormerIdOfARuleIsAcceptedForOneMinorVersion() {
    let rule = Rule("bad-colour", .error, "A colour").formerly("bad-color", since: "0.2.0")
    let deprecated = Rule("deprecated", .warning, "")
    let unknown = Rule("unknown", .error, "")
    func names(_ version: String) -> RuleNames { RuleNames([RuleGroup("a", "A", [rule])], version: version) }
    for (version, isAccepted, severity, message) in [
      (
        "0.2.3", true, Severity.warning,
        "`bad-color` is called `bad-colour` since version 0.2.0; the next minor version will not accept it"
      ), ("0.3.0", false, .error, "Unknown rule `bad-color`; it is called `bad-colour` since version 0.2.0"),
    ] {
      let names = names(version)
      #expect(names.current("bad-color") == (isAccepted ? "bad-colour" : "bad-color"))
      #expect((names.rules(named: "bad-color") == [rule]) == isAccepted)
      let span = SourceText(path: "a.yml", text: "bad-color").span(0..<9)
      let finding = names.renaming(of: "bad-color", at: span, deprecated: deprecated, unknown: unknown)
      #expect(finding?.message == message)
      #expect(finding?.severity == severity)
      #expect(finding?.replacements.map(\.text) == ["bad-colour"])
      #expect(names.renaming(of: "bad-colour", at: nil, deprecated: deprecated, unknown: unknown) == nil)
      // The list of names to choose from has today's.
      #expect(names.known == ["a", "bad-colour"])
    }
  }
}
