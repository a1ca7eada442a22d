import Mermaid
import Testing

private func pie(_ text: String) -> (chart: PieChart?, header: DiagramHeader?, report: String) {
  let reading = ReadResult(text)
  guard let chart = reading.diagram?.content as? PieChart else {
    return (nil, reading.diagram?.header, reading.report)
  }
  return (chart, reading.diagram?.header, reading.report)
}

struct PieGrammarTests {
  @Test func readsSlicesTitleAndComments() {
    let (chart, header, report) = pie(
      """
      pie showData title Pets we have %% and love
        accTitle: Pets
        accDescr {
          Two lines
          of words
        }
        "Cats #amp; dogs" : 12.50 %% comment

        'It\\'s a "fish"':0
        "x":007.5
      """)
    #expect(report == "")
    #expect(header?.title == "Pets we have")
    #expect(header?.accessibleTitle == "Pets")
    #expect(header?.accessibleDescription == "Two lines\nof words")
    #expect(chart?.showsData == true)
    #expect(
      chart?.slices == [
        .init(label: "Cats & dogs", value: 12.5), .init(label: "It's a \"fish\"", value: 0),
        .init(label: "x", value: 7.5),
      ])
  }

  @Test func theFirstOfTwoEqualLabelsCounts() {
    let (chart, _, report) = pie("pie\n\"a\": 1\n\"a\": 2\n")
    #expect(chart?.slices == [.init(label: "a", value: 1)])
    #expect(report == "3:1-4 `a` is there already; its first value counts → remove one of the two")
  }

  @Test(arguments: [
    ("pie\n\"a\": -1", "2:6-8 A slice cannot be negative, as `a` is → write a value of 0 or more"),
    (
      "pie\n\"a\": 1e5",
      "2:7-8 Nothing may follow the value on its line, found \"e5\" → put it on a line of its own"
    ),
    (
      "pie\n\"a\": 1.5.2",
      "2:6-7 A number such as `12` or `12.5` must follow the `:`, found \"1\" → "
        + "write the value in digits, without a sign, unit or exponent"
    ),
    (
      "pie\n\"a\": +5",
      "2:6-7 A number such as `12` or `12.5` must follow the `:`, found \"+\" → "
        + "write the value in digits, without a sign, unit or exponent"
    ),
    ("pie\n\"a\" 5", "2:5-6 `:` must follow the label, found \"5\" → write `\"a\" : 10`"),
    ("pie\nCats : 5", "2:1-5 A slice begins with its label in quotes, found \"Cats\" → write `\"Cats\" : …`"),
    ("pie\ntitel Pets", "2:1-6 `titel` does not begin a statement of a pie chart → write `title`"),
    ("pie title: Pets", "1:5-10 White space must follow `title` → write `title` and the words, without `:`"),
    ("pie\n\"a : 5", "2:1-2 This quotation is never closed → write '\"' after the label"),
  ])
  func saysWhatIsWrong(_ text: String, _ expected: String) {
    let (chart, _, report) = pie(text)
    #expect(chart == nil)
    #expect(report == expected)
  }

  @Test func reportsEveryWrongLine() {
    let (_, _, report) = pie("pie\n\"a\"\n\"b\": 2\nc: 3\n\"d\": -4\n")
    #expect(report.split(separator: "\n").map { $0.prefix(2) } == ["2:", "4:", "5:"])
  }
}
