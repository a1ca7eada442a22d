import Diagnostics
import Mermaid
import Testing

struct JourneyGrammarTests {
  /// One line a task: `section / title: score people`.
  private func tasks(_ text: String) -> String {
    let reading = ReadResult(text)
    guard let journey = reading.diagram?.content as? Journey else { return reading.report }
    return journey.tasks.map { task in
      let section = task.section.map { journey.sections[$0].title.plain + " / " } ?? ""
      return section + task.title.plain + ": "
        + ([task.score.map { "\($0)" } ?? "none"] + task.people).joined(separator: " ")
    }.joined(separator: "\n")
  }

  @Test func tasksScoresAndPeopleAreRead() {
    let text = """
      journey
        title My day # a comment
        Wake up: 2
        section Go to work
          Make tea: 5: Me # tea
          Do work: 1.5: Me, Cat, %% two
        Section Go home
          Sit down:4: Me: ignored
      """
    #expect(
      tasks(text) == """
        Wake up: 2.0
        Go to work / Make tea: 5.0 Me
        Go to work / Do work: 1.5 Me Cat %% two
        Go home / Sit down: 4.0 Me
        """)
    #expect(ReadResult(text).diagram?.header.title == "My day")
  }

  @Test func aScoreTooLargeToBeDrawnIsRefused() {
    for score in ["1e16", "-1e400"] {
      #expect(
        ReadResult("journey\nTea: \(score): Me\n").report.contains("This number is too large to be drawn"))
    }
    #expect(ReadResult("journey\nTea: inf\n").report.contains("is not a number"))
  }

  @Test func aScoreThatIsNoNumberIsAWarning() {
    let reading = ReadResult("journey\nsize: 2rem\n")
    #expect(reading.diagram != nil)
    #expect(
      reading.report
        == "2:7-11 The score of `size` is not a number: no face is drawn → write a number from 1 (badly) to 5 (well)"
    )
  }

  @Test(arguments: [
    ("Make tea", "2:1-9 A task needs a score → write `Make tea: 3: Me`, from 1 (badly) to 5 (well)"),
    (
      "Make tea:",
      "2:9-10 A score must follow the `:` → write `Make tea: 3: Me`, from 1 (badly) to 5 (well)"
    ),
    (": 5: Me", "2:1-2 Expected the name of a task before the `:` → write `Make tea: 5: Me`"),
    ("Make tea: 5: Me; Cat", "2:16-17 `;` is not read here → write a comma, or begin a new line"),
    ("title a; b", "2:8-9 `;` is not read here → write a comma, or begin a new line"),
    (
      "section Work: early",
      "2:13-14 A section's title ends before the first `:` → write the title without it"
    ),
    (
      "journey to work: 3",
      "2:1-8 A task cannot begin with the word `journey`, which begins a diagram → put another word before it"
    ),
    ("accDescr {\n a", "2:1-9 The description has no end → write `}` after its words"),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(ReadResult("journey\n" + statements).report == report)
  }

  @Test func neighboursOfMistakesAreRead() {
    #expect(ReadResult("journey\ntitle a: b\njourneys: 5: Me\nMake tea: 5:\nsection A\n").report == "")
  }

  @Test func theNumberOfTasksIsLimited() {
    var limits = Limits()
    limits.nodes = 2
    func report(_ text: String) -> [String] {
      MermaidParser.parse(SourceText(path: "d.mmd", text: "journey\n" + text), limits: limits)
        .diagnostics.map(\.message)
    }
    #expect(report("section A\na: 1\n") == [])
    #expect(report("section A\na: 1\nb: 1\n") == ["The diagram has more than 2 tasks and sections"])
  }
}
