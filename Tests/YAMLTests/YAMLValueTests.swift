import Diagnostics
import JSON
import Testing
import YAML

/// YAML as data with places.
struct YAMLValueTests {
  private func value(_ text: String, limits: YAMLLimits = YAMLLimits(values: 100)) throws -> JSON {
    let text = YAMLText(SourceText(path: "data.yaml", text: text))
    return try text.value(of: try #require(try text.root()), limits: limits)
  }

  @Test(arguments: [
    ("1", "1"), ("-2.50", "-2.50"), ("true", "true"), ("False", "false"), ("~", "null"), ("Null", "null"),
    ("yes", #""yes""#), ("on", #""on""#), ("2024-01-02", #""2024-01-02""#), ("0x1F", #""0x1F""#),
    ("'1'", #""1""#), (#""true""#, #""true""#), ("[1, a]", #"[1,"a"]"#),
    ("{a: 1, 200: b}", #"{"a":1,"200":"b"}"#), ("|\n  two\n  lines\n", #""two\nlines\n""#),
    ("- &x a\n- *x\n", #"["a","a"]"#),
  ])
  func readsScalarsByTheCoreSchema(_ yaml: String, _ json: String) throws {
    #expect(try value(yaml).text(.compact) == json)
  }

  @Test func knowsWhereNamesAndValuesAre() throws {
    let text = "é: 'x'\nb:\n  - \"yz\"\n"
    let root = try value(text)
    let bytes = Array(text.utf8)
    func shown(_ range: Range<Int>?) -> String {
      range.map { String(decoding: bytes[$0], as: UTF8.self) } ?? ""
    }
    #expect(shown(root.object?.member(named: "b")?.nameRange) == "b")
    #expect(shown(root["é"]?.range) == "'x'")
    #expect(shown(root["b"]?[0]?.range) == "\"yz\"")
  }

  @Test func refusesMoreValuesThanAreRead() {
    let error = #expect(throws: DiagnosticError.self) {
      try value("- 1\n- 2\n- 3\n", limits: YAMLLimits(values: 3))
    }
    #expect(error?.diagnostics.map(\.message) == ["Too many values, or nested too deeply"])
    #expect(error?.diagnostics.first?.span?.start.line == 2)
  }
}
