import Diagnostics
import Mermaid
import Testing

struct RadarGrammarTests {
  /// The statements below `radar-beta`, told in words; the findings where there are any.
  private func told(_ statements: String) -> String {
    ReadResult("radar-beta\n" + statements + "\n").told
  }

  @Test func axesAndCurvesAreRead() {
    let text = """
      title Models %% of May
      axis speed["Speed"], cost
      axis quality["Quality"]
      curve first["First model"]{3, 2.5,
        5
      }, second{quality: 1, speed 2, cost: 0}
      """
    #expect(
      told(text) == """
        First model: Speed 3, cost 2.5, Quality 5.
        second: Speed 2, cost 0, Quality 1.
        """)
    #expect(ReadResult("radar-beta:\n" + text).diagram?.header.title == "Models")
  }

  @Test func optionsAreRead() {
    let text = "radar-beta\naxis a, b, c\nmax 10, min 2 ticks 3\ngraticule polygon\nshowLegend false\n"
    let chart = ReadResult(text).diagram?.content as? Radar
    #expect(chart?.most == 10 && chart?.least == 2 && chart?.ticks == 3)
    #expect(chart?.grid == .polygon && chart?.showsLegend == false)
  }

  @Test(arguments: [
    (
      "axis a b",
      "2:8-9 Unknown statement `b` of a radar chart → write `axis`, `curve` or an option such as `max 5`"
    ),
    ("axes a", "2:1-5 Unknown statement `axes` of a radar chart → write `axis`"),
    (
      "axis a,\nb",
      "2:8-8 Expected the name of an axis, found the end of the line → write a name such as `quality`"
    ),
    (
      "axis max",
      "2:6-9 Mermaid.js does not read a name that begins like `max` → begin it with another letter: not with a digit, `title`, `true` or a keyword"
    ),
    ("axis a[A]", "2:8-9 A label in brackets is in quotes, found \"A\" → write `a[\"…\"]`"),
    (
      "axis a\ncurve c 1",
      "3:9-10 `{` must follow the name of a curve, found \"1\" → write `curve c{1, 2, 3}`"
    ),
    (
      "axis a\ncurve c{-1}",
      "3:9-10 Expected a value, found \"-\" → write a number such as `3`, or the axis and a number, as in `cost: 3`"
    ),
    ("axis a\ncurve c{1 2}", "3:11-12 Expected `,` or `}` after a value of `c`, found \"2\" → write `}`"),
    (
      "axis a, b\ncurve c{a: 1}",
      "3:7-8 The curve `c` has no value for the axis `b` → write `b: …` in its braces"
    ),
    (
      "axis a\ncurve c{a: 1, 2}",
      "3:16-17 Either all values of a curve name their axis, or none → write `axis: value` for each, or the values alone"
    ),
    (
      "axis a\ngraticule square",
      "3:11-12 `graticule` must be `circle` or `polygon`, found \"square\" → write `graticule circle`"
    ),
    (
      "axis a\ncurve c{9999999999999999}",
      "3:9-25 This number is too large to be drawn → write it in a larger unit, such as millions: numbers go up to 1,000,000,000,000,000"
    ),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(told(statements).split(separator: "\n").first.map(String.init) == report)
  }

  @Test func aCurveWithAnotherNumberOfValuesIsReported() {
    #expect(
      told("axis a, b\ncurve c{1}")
        == "3:7-8 The curve `c` is not drawn: it has 1 value for 2 axes → write one value for each axis")
  }

  @Test func numbersOfAxesAndValuesAreLimited() {
    let names = (0..<101).map { "n\($0)" }.joined(separator: ", ")
    #expect(told("axis " + names).contains("The diagram has more than 100 axes"))
    var limits = Limits()
    limits.nodes = 3
    let source = SourceText(path: "d.mmd", text: "radar-beta\naxis a\ncurve c{1, 2}\n")
    #expect(
      MermaidParser.parse(source, limits: limits).diagnostics.first?.message
        == "The diagram has more than 3 axes, curves and values")
  }
}
