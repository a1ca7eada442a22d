import Diagnostics
import Mermaid
import Testing

struct TimelineGrammarTests {
  /// One line a period: `section / title: event; event`.
  private func periods(_ text: String) -> String {
    let reading = ReadResult(text)
    guard let timeline = reading.diagram?.content as? Timeline else { return reading.report }
    return timeline.periods.map { period in
      let section = period.section.map { timeline.sections[$0].title.plain + " / " } ?? ""
      let events = period.events.map(\.plain).joined(separator: "; ")
      return section + period.title.plain + (events.isEmpty ? "" : ": " + events)
    }.joined(separator: "\n")
  }

  @Test func sectionsPeriodsAndEventsAreRead() {
    let text = """
      timeline
        title History of computing %% all of it
        1936 : On computable numbers # Turing
        section First machines
        1941 : Z3 : 22 bits
             : http://example.com/z3
        1945 %% no event
        SECTION Transistors
          1958 : Integrated<br>circuit : ratio 1:2
      """
    #expect(
      periods(text) == """
        1936: On computable numbers # Turing
        First machines / 1941: Z3; 22 bits; http://example.com/z3
        First machines / 1945 %% no event
        Transistors / 1958: Integrated circuit; ratio 1:2
        """)
    #expect(ReadResult(text).diagram?.header.title == "History of computing %% all of it")
  }

  @Test func aColonAtTheEndOfALineTakesItsEventFromTheNext() {
    #expect(periods("timeline\n2002 :\n2004 : Foo\n") == "2002: 2004; Foo")
  }

  @Test(arguments: [
    ("timeline", nil), ("timeline LR", Direction.leftToRight), ("timeline\ttd", .topToBottom),
  ])
  func theDirectionIsRead(header: String, direction: Direction?) {
    let timeline = ReadResult(header + "\n2002 : a\n").diagram?.content as? Timeline
    #expect(timeline?.direction == direction)
    #expect(timeline?.periods.count == 1)
  }

  @Test func aWordThatIsNoDirectionIsAPeriod() {
    #expect(periods("timeline BT\n2002\n") == "BT\n2002")
  }

  @Test func wordsForScreenReadersAreRead() {
    let header = ReadResult("timeline\naccTitle: A\naccDescr {\n b\n c\n}\n2002\n").diagram?.header
    #expect(header?.accessibleTitle == "A")
    #expect(header?.accessibleDescription == "b\nc")
  }

  @Test(arguments: [
    (
      "2002:LinkedIn",
      "2:5-6 White space must follow the `:` before an event, found \"LinkedIn\" → write `: LinkedIn`"
    ),
    (
      ": early",
      "2:1-2 An event must come after the period that it belongs to → "
        + "write the period first, as in `2024 : early`"
    ),
    ("2002 :\n\n", "2:6-7 Nothing follows the `:` → write the event after it, or remove the `:`"),
    (
      "Timeline of a day",
      "2:1-9 A period cannot begin with the word `Timeline`, which begins a diagram → put another word before it"
    ),
    ("accDescr {\n a", "2:1-9 The description has no end → write `}` after its words"),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(ReadResult("timeline\n" + statements).report == report)
  }

  @Test func neighboursOfMistakesAreRead() {
    #expect(ReadResult("timeline\n2002 : LinkedIn\ntimelines : are read\ntitle\n").report == "")
  }

  @Test func theNumberOfPeriodsAndEventsIsLimited() {
    var limits = Limits()
    limits.nodes = 3
    func report(_ text: String) -> [String] {
      MermaidParser.parse(SourceText(path: "d.mmd", text: "timeline\n" + text), limits: limits)
        .diagnostics.map(\.message)
    }
    #expect(report("a : b : c\n") == [])
    #expect(report("a : b : c : d\n") == ["The diagram has more than 3 periods and events"])
  }
}
