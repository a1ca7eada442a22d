import Diagnostics
import TestSupport
import Testing
import YAML

@testable import Project

/// Keys of the settings that have another name since a version, by the toy setting `colour`.
struct FormerKeyTests {
  private struct Toy {
    var colour = "none"
  }

  private static let settings: [Setting<Toy>] = [
    Setting<Toy>.string("colour", \.colour, "The colour of links.", cacheKey: .shown)
      .formerly("color", since: "0.2.0"),
    Setting<Toy>.string("size", \.colour, "The size of links.", cacheKey: .shown),
  ]

  private func read(
    _ yaml: String, by version: String
  ) throws -> (colour: String, findings: [Diagnostic], text: String) {
    let source = SourceText(path: "site/portal.yml", text: yaml)
    let text = YAMLText(source)
    var reader = SettingsReader(
      text: text, files: .memory([:]), pageKeys: [], languages: .all, version: version)
    var toy = Toy()
    let mapping = try #require(try text.root()?.mapping)
    reader.read(mapping, into: &toy, Self.settings)
    let findings = reader.warnings + reader.diagnostics
    return (toy.colour, findings, ConsoleRenderer().render(findings))
  }

  @Test func theFormerNameWorksForOneMinorVersionWithAWarning() throws {
    for version in ["0.2.0", "0.2.9"] {
      let (colour, findings, text) = try read("color: red\n", by: version)
      #expect(colour == "red")
      expectText(
        text,
        """
        site/portal.yml:1:1: warning: `color` is called `colour` since version 0.2.0; the next minor version will not accept it [deprecated-key]
         1 | color: red
           | ^~~~~
           = fix: write `colour`

        """)
      #expect(findings.first?.replacements.map(\.text) == ["colour"])
      #expect(findings.first?.replacements.map(\.original) == ["color"])
    }
  }

  @Test func thenItIsAnErrorThatNamesTheNewOne() throws {
    for version in ["0.3.0", "0.10.0", "1.0.0"] {
      let (colour, findings, text) = try read("color: red\n", by: version)
      #expect(colour == "none")
      expectText(
        text,
        """
        site/portal.yml:1:1: error: Unknown key `color`; it is called `colour` since version 0.2.0 [bad-project]
         1 | color: red
           | ^~~~~
           = fix: write `colour`

        """)
      #expect(findings.first?.replacements.map(\.text) == ["colour"])
    }
  }

  @Test func bothNamesAtOnceAreAnError() throws {
    let (colour, findings, _) = try read("color: red\ncolour: blue\n", by: "0.2.0")
    #expect(colour == "blue")
    #expect(
      findings.map(\.message) == ["`color` is the former name of `colour`, which is set, too"])
  }

  @Test func theNewNameAndOtherKeysGetNoWarning() throws {
    #expect(try read("colour: red\n", by: "0.2.0").findings == [])
    #expect(try read("size: red\n", by: "0.2.0").findings == [])
    #expect(
      try read("colr: red\n", by: "0.2.0").findings.map(\.message)
        == ["Unknown key `colr`. Did you mean `colour`?"])
  }
}
