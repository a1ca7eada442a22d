import Testing

@testable import Mermaid

struct JourneyLayoutTests {
  private let text = """
    journey
      section Go to work
        Make tea: 5: Me
        Do work: 1: Me, Cat
      section Go home
        Sit down: 3.5: Cat
        Sleep: well
    """

  @Test func facesAreAtTheHeightOfTheirScores() throws {
    let scene = try drawn(text)
    let faces = try (1...3).map { try scene.box("face \($0)").bounds.center }
    // 28 px for each point.
    #expect(faces[1].y - faces[0].y == 4 * 28)
    #expect(faces[2].y - faces[0].y == 1.5 * 28)
    let tasks = try (1...3).map { try scene.box("task \($0)").bounds.midX }
    #expect(faces.map(\.x) == tasks)
    #expect(!scene.boxes.contains { $0.id == "face 4" })
  }

  @Test func facesShowHowWellATaskGoes() throws {
    let scene = try drawn("journey\na: 5\nb: 3\nc: 1\n")
    #expect(
      try (1...3).map { try scene.box("face \($0)").appearance.surface } == [.series3, .series2, .critical])
  }

  @Test func scoresBeyondFiveMoveTheScale() throws {
    let scene = try drawn("journey\na: 9\nb: -1\n")
    #expect(scene.freeLabels.map(\.text.plain).prefix(3) == ["-1", "0", "1"])
    let best = try scene.box("face 1").bounds.center
    let worst = try scene.box("face 2").bounds.center
    #expect(worst.y - best.y == 280)
  }

  @Test func everyPersonIsInTheLegendOnce() throws {
    let names = try drawn(text).freeLabels.map(\.text.plain).filter { $0 == "Me" || $0 == "Cat" }
    #expect(names == ["Cat", "Me"])
  }

  @Test func longWordsAndManyPeopleStayInTheirPlaces() throws {
    let people = (1...9).map { "person \($0)" }.joined(separator: ", ")
    let scene = try drawn(
      """
      journey
        Before the first section: 4
        section A title that is longer than the only task below it
        Donaudampfschifffahrtsgesellschaft: 3: \(people)
        section Empty
      """)
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func anEmptyJourneyIsDrawnAndALargeOneIsRefused() throws {
    #expect(try drawn("journey\n").boxes.isEmpty)
    var limits = LayoutLimits()
    limits.nodes = 1
    let journey = Journey(tasks: [.init(title: "a"), .init(title: "b")])
    #expect(throws: LayoutError.tooMany(what: "tasks and sections", count: 2, limit: 1)) {
      try journey.scene(limits: limits)
    }
  }

  @Test func theJourneyIsToldInWords() {
    let diagram = ReadResult(text).diagram
    #expect(diagram?.accessibleTitle == "User journey of 4 tasks")
    #expect(
      diagram?.walkthrough == [
        "Go to work, Make tea by Me, score 5.", "Go to work, Do work by Me and Cat, score 1.",
        "Go home, Sit down by Cat, score 3.5.", "Go home, Sleep.",
      ])
  }

  @Test func tasksCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult(text).diagram)
    let linked = diagram.linked { $0.label == "Sleep" ? DiagramLink(destination: "sleep.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"sleep.html\">"))
  }

  @Test func aJourneyWiderThanAPageHasRows() throws {
    let tasks = (1...20).map { "  Task \($0): \($0 % 5 + 1): Me\n" }.joined()
    let scene = try drawn("journey\n section A long section\n" + tasks)
    #expect(scene.size.width < 960)
    let boxes = try (1...20).map { try scene.box("task \($0)").bounds }
    #expect(Set(boxes.map(\.minY)).count == 3)
    #expect(scene.boxes.count { $0.id == "section 1" } == 3)
    #expect(scene.geometryFindings() == [])
  }
}
