import Diagnostics
import Testing

@testable import Mermaid

struct SankeyGrammarTests {
  /// One line a flow: `source > target: value`.
  private func flows(_ text: String) -> String {
    let reading = ReadResult(text)
    guard let sankey = reading.diagram?.content as? Sankey else { return reading.report }
    return sankey.flows.map { "\(sankey.nodes[$0.from].label) > \(sankey.nodes[$0.to].label): \($0.value)" }
      .joined(separator: "\n")
  }

  @Test func recordsAreRead() {
    #expect(
      flows(
        #"""
        sankey-beta

        %% source,target,value
        Agricultural 'waste',Bio-conversion,124.729

            Bio-conversion,"Heating, ""at home"" ",1e1

        Solar,Grid, 12 kWh
        Wind,Grid,0
        """#) == """
          Agricultural 'waste' > Bio-conversion: 124.729
          Bio-conversion > Heating, "at home": 10.0
          Solar > Grid: 12.0
          Wind > Grid: 0.0
          """)
  }

  @Test func settingsAreRead() {
    let settings = """
      ---
      config:
        sankey:
          showValues: false
          prefix: $
          suffix: M
          nodeAlignment: left
          linkColor: "#ff0000"
          nodeColors:
            Solar: "#00ff00"
      ---
      sankey
      Solar,Grid,1
      """
    let sankey = ReadResult(settings).diagram?.content as? Sankey
    #expect(sankey?.showsValues == false)
    #expect(sankey?.written(1.239) == "$1.24M")
    #expect(sankey?.alignment == .left)
    #expect(sankey?.flowColor == .color(Color(0xFF0000)))
    #expect(sankey?.nodes.map(\.color) == [Color(0x00FF00), nil])
  }

  @Test(arguments: [
    ("", "1:1-7 A Sankey diagram needs a flow → write `Solar,Grid,12.5` in a line of its own"),
    ("Solar,Grid", "2:1-11 A flow needs a source, a target and a value → write `Solar,Grid,12.5`"),
    ("Solar,,1", "2:1-7 The target of this flow is missing → write `Solar,Grid,12.5`"),
    ("Solar,Grid,", "2:1-12 The value of this flow is missing → write `Solar,Grid,12.5`"),
    (
      "Solar,Grid,1,2",
      "2:13-14 Nothing may follow the value, found \",\" → remove it, or write names that have commas in quotes: "
        + "`\"Grid, national\"`"
    ),
    (
      "Solar,Grid,much",
      "2:12-16 The value of a flow must be a number of 0 or more, found `much` → write it as in `Solar,Grid,12.5`"
    ),
    (
      "Solar,Grid,-1",
      "2:12-14 The value of a flow must be a number of 0 or more, found `-1` → write it as in `Solar,Grid,12.5`"
    ),
    (
      "Solar,Grid,0x1F",
      "2:12-16 The value of a flow must be a number of 0 or more, found `0x1F` → write it as in `Solar,Grid,12.5`"
    ),
    (
      "a,b,1e308\nc,b,1e308",
      "2:5-10 This number is too large to be drawn → write it in a larger unit, such as millions: numbers go up to "
        + "1,000,000,000,000,000\n"
        + "3:5-10 This number is too large to be drawn → write it in a larger unit, such as millions: numbers go up to "
        + "1,000,000,000,000,000"
    ),
    ("Énergie,Grid,1", "2:1-2 Mermaid.js does not read \"É\" here → write the name in letters of ASCII"),
    (
      "a \"b\",c,1",
      "2:3-4 A quotation must begin right after the comma → write the whole name in quotes, and a quote in it twice"
    ),
    (
      "\"a\" b,c,1",
      "2:4-5 A comma must follow the quotation, found \" \" → write the whole name in quotes, and a quote in it twice"
    ),
    ("\"a,b,1", "2:1-2 This quotation is never closed → write '\"' after the name"),
    ("\"\",b,1", "2:1-2 A name in quotes must not be empty → write the name between the quotes"),
    (
      "a,b,1\nb,c,1\nc,b,1",
      "4:1-6 `c` flows back to `b` → flows cannot go in a circle: remove one of them, or give the target another name"
    ),
    (
      "a,a,1",
      "2:1-6 `a` flows into itself → flows cannot go in a circle: remove one of them, or give the target another name"
    ),
  ])
  func mistakesHaveAPlaceAndAFix(records: String, report: String) {
    #expect(ReadResult("sankey\n" + records).report == report)
  }

  @Test(
    arguments: [
      ("12 kWh", 12), ("+1.5e2x", 150), (".5", 0.5), ("5.", 5), ("5.e1", 50), ("1e", 1), ("1e+", 1),
      ("007", 7),
      ("-2,", -2), ("1e400", Double.infinity), ("e1", nil), ("", nil), (".", nil), ("-", nil), ("0X1F", nil),
      ("inf", nil), ("0", 0), ("1.2.3", 1.2),
    ] as [(String, Double?)])
  func theNumberAtTheStartIsFound(text: String, number: Double?) {
    #expect(Double(decimalStartOf: text) == number)
  }

  @Test func aCircleIsFoundInALongDiagram() {
    let chain = (0..<500).map { "n\($0),n\($0 + 1),1\n" }.joined()
    #expect(
      ReadResult("sankey\n\(chain)n500,n498,1\n").report.hasPrefix("502:1-12 `n500` flows back to `n498`"))
  }

  @Test func theNumberOfFlowsIsLimited() {
    var limits = Limits()
    limits.edges = 1
    func report(_ text: String) -> [String] {
      MermaidParser.parse(SourceText(path: "d.mmd", text: "sankey\n" + text), limits: limits)
        .diagnostics.map(\.message)
    }
    #expect(report("a,b,1\n") == [])
    #expect(report("a,b,1\na,c,1\n") == ["The diagram has more than 1 flows"])
    limits = Limits()
    limits.nodes = 1
    #expect(report("a,b,1\n") == ["The diagram has more than 1 nodes"])
  }
}
