import Diagnostics
import Testing

@testable import Mermaid

struct DiagramLayoutTests {
  @Test(arguments: Direction.allCases) func layeredDiagramsAreClean(direction: Direction) throws {
    for original in [ServiceDiagrams.jobStates, ServiceDiagrams.worker] {
      var diagram = original
      diagram.direction = direction
      #expect(try diagram.scene(.init(title: "Title")).geometryFindings() == [])
    }
    var classes = ServiceDiagrams.rewards
    classes.direction = direction
    #expect(try classes.scene().geometryFindings() == [])
    var tables = ServiceDiagrams.tables
    tables.direction = direction
    #expect(try tables.scene().geometryFindings() == [])
  }

  @Test func layeredDiagramsHaveNoCrossings() throws {
    #expect(try ServiceDiagrams.jobStates.scene().linkCrossings() == 0)
    #expect(try ServiceDiagrams.worker.scene().linkCrossings() == 0)
    #expect(try ServiceDiagrams.rewards.scene().linkCrossings() == 0)
    #expect(try ServiceDiagrams.tables.scene().linkCrossings() == 0)
  }

  @Test func notesStandOnTheirSide() throws {
    let scene = try ServiceDiagrams.jobStates.scene()
    #expect(try scene.box("note 1").bounds.minX > scene.box("queued").bounds.maxX)
    #expect(try scene.box("note 2").bounds.maxX < scene.box("running").bounds.minX)
    #expect(try scene.box("note 1").bounds.midY == scene.box("queued").bounds.midY)
  }

  @Test(arguments: [("LR", "TB"), ("TB", "LR")])
  func notesAndBarsFollowTheDirectionRoundThem(outer: String, inner: String) throws {
    let scene = try drawn(
      """
      stateDiagram-v2
        direction \(outer)
        state bar <<fork>>
        [*] --> whole
        state whole {
          direction \(inner)
          a --> bar
          bar --> b
          bar --> c
          note right of a
            beside a
          end note
        }
      """)
    #expect(scene.geometryFindings() == [])
    let (a, note, bar) = try (scene.box("a").bounds, scene.box("note 1").bounds, scene.box("bar").bounds)
    if inner == "LR" {
      #expect(note.minY > a.maxY && note.midX == a.midX && bar.height > bar.width)
    } else {
      #expect(note.minX > a.maxX && note.midY == a.midY && bar.width > bar.height)
    }
  }

  @Test func barsOfFlowchartsFollowTheDirectionOfTheirSubgraph() throws {
    let scene = try drawn(
      """
      flowchart TB
        subgraph one
          direction LR
          a --> bar@{ shape: fork } --> b & c
        end
        d --> other@{ shape: fork } --> e & f
      """)
    #expect(scene.geometryFindings() == [])
    let (bar, other) = try (scene.box("bar").bounds, scene.box("other").bounds)
    #expect(bar.height > bar.width && other.width > other.height)
  }

  @Test(arguments: ["right", "left"]) func loopsAreClearOfNotes(side: String) throws {
    for direction in ["TB", "LR"] {
      let scene = try drawn(
        """
        stateDiagram-v2
          direction \(direction)
          [*] --> running
          running --> running : checkpoint
          note \(side) of running
            collects and values
          end note
        """)
      #expect(scene.geometryFindings() == [])
      let label = try #require(scene.links.flatMap(\.labels).first { $0.text.plain == "checkpoint" })
      #expect(!label.bounds.overlaps(try scene.box("note 1").bounds))
    }
  }

  @Test func theStartOfALoopingMachineStandsAtTheTop() throws {
    let scene = try drawn(
      """
      stateDiagram-v2
        state First { a }
        state Last { b }
        state Apart { c }
        [*] --> First
        First --> Last
        Last --> First
        Apart --> Last
      """)
    #expect(try scene.box("First").bounds.maxY < scene.box("Last").bounds.minY)
  }

  @Test func regionsOfACompositeStateStandSideBySide() throws {
    let scene = try ServiceDiagrams.worker.scene()
    let (first, second) = (try scene.box("Active region 1").bounds, try scene.box("Active region 2").bounds)
    #expect(first.maxX < second.minX)
    #expect(try scene.box("Active").bounds.contains(first.union(second)))
  }

  @Test func aParentClassStandsOverItsChildren() throws {
    let scene = try ServiceDiagrams.rewards.scene()
    #expect(try scene.box("RewardFunction").bounds.maxY < scene.box("CodeQuality").bounds.minY)
    #expect(try scene.box("Builtins").bounds.contains(scene.box("TaskEfficiency").bounds))
  }

  @Test func attributesStandInColumns() throws {
    let scene = try ServiceDiagrams.tables.scene()
    let labels = try #require(scene.boxes.first { $0.id == "trajectories" }).labels
    let types = labels.filter { ["uuid", "jsonb", "float"].contains($0.text.plain) }
    #expect(types.count == 4)
    #expect(Set(types.map(\.bounds.minX)).count == 1)
  }

  @Test func sequencesAreClean() throws {
    #expect(try ServiceSequences.request.scene(.init(title: "Request")).geometryFindings() == [])
    let findings = try ServiceSequences.everything.scene().geometryFindings()
    #expect(findings == [])
  }

  @Test func aWideSequenceHasItsTextsInMoreLines() throws {
    let words = "store trajectories and metrics of it"
    let names = ["a", "b", "c", "d", "e", "f"]
    let messages = zip(names, names.dropFirst()).map { "\($0)->>\($1): \(words)\n" }.joined()
    let scene = try drawn("sequenceDiagram\n" + messages)
    #expect(scene.size.width < 1_000)
    #expect(scene.links.allSatisfy { $0.labels[0].text.lines.count > 1 })
    let narrow = try drawn("sequenceDiagram\na->>b: \(words)")
    #expect(narrow.links[0].labels[0].text.lines.count == 1)
  }

  @Test func headsAndDotsStandBesideTheNumber() throws {
    let scene = try drawn("sequenceDiagram\nautonumber\nA<<->>B: both\nA()->>()B: dots\n")
    for link in scene.links {
      let number = try #require(link.labels.first { $0.plate != nil && Int($0.text.plain) != nil })
      #expect(try #require(link.route.steps.first?.end).x > number.plateBounds.maxX)
    }
    let dots = scene.links[1].figures.filter { if case .ellipse = $0.geometry { true } else { false } }
    #expect(dots.count == 2)
  }

  @Test func timeGoesDown() throws {
    let scene = try ServiceSequences.request.scene()
    let starts = scene.links.compactMap { $0.route.steps.first?.end?.y }
    #expect(starts == starts.sorted())
  }

  @Test func lifelinesStandApartForTheirMessages() throws {
    func distance(_ text: RichText) throws -> Double {
      let scene = try SequenceDiagram(
        participants: [.init(id: "A"), .init(id: "B")], elements: [ServiceSequences.message(0, 1, text)]
      ).scene()
      return try scene.box("B").bounds.midX - scene.box("A").bounds.midX
    }
    #expect(try distance("a message that needs much more room") > distance("short") + 50)
  }

  @Test func messagesAreNumbered() throws {
    let scene = try ServiceSequences.request.scene()
    let numbers = scene.links.compactMap { link in link.labels.last.flatMap { Int($0.text.plain) } }
    #expect(numbers == Array(1...24))
  }

  @Test func deepNestingOfBlocksIsRefused() {
    var element = ServiceSequences.message(0, 0, "x")
    for _ in 0..<50 { element = ServiceSequences.block(.loop, (nil, [element])) }
    let diagram = SequenceDiagram(participants: [.init(id: "A")], elements: [element])
    #expect(throws: LayoutError.self) { try diagram.scene() }
  }

  @Test func aSequenceWithoutParticipantsIsEmpty() throws {
    #expect(try SequenceDiagram().scene().layers.isEmpty)
  }

  @Test func piesAndPlansAreClean() throws {
    #expect(try ServicePlans.cost.scene(.init(title: "Cost")).geometryFindings() == [])
    #expect(try ServicePlans.rollout.scene(.init(title: "Plan")).geometryFindings() == [])
  }

  @Test func directionsAreThoseOfTheCircle() {
    for (turn, x, y) in [
      (0.0, 0.0, -1.0), (0.25, 1, 0), (0.5, 0, 1), (0.75, -1, 0), (0.125, 0.70710678, -0.70710678),
    ] {
      let point = PieChart.direction(turn)
      #expect(abs(point.x - x) < 1e-7 && abs(point.y - y) < 1e-7, "\(turn)")
    }
  }

  @Test(
    arguments: [
      (0.0, "1970-01-01 00:00:00 Thu 001"), (951_782_400, "2000-02-29 00:00:00 Tue 060"),
      (1_767_225_599, "2025-12-31 23:59:59 Wed 365"), (-1, "1969-12-31 23:59:59 Wed 365"),
    ])
  func datesFollowTheCalendar(seconds: Double, text: String) {
    #expect(CalendarTime(seconds: seconds).formatted("%Y-%m-%d %H:%M:%S %a %j") == text)
  }

  @Test func datesInOtherForms() {
    let time = CalendarTime(seconds: 1_767_225_599)
    #expect(
      time.formatted("%b %-d, %y · %I:%M %p · %B %e · 100%% %Q")
        == "Dec 31, 25 · 11:59 PM · December 31 · 100% %Q")
  }

  @Test func ticksFollowTheCalendar() {
    let day = 86_400.0
    let months = GanttTicks(
      from: 20_454 * day, to: 20_700 * day, wanted: .init(count: 1, unit: .month))
    #expect(
      months.times.map { CalendarTime(seconds: $0).formatted("%m-%d") }.prefix(3) == [
        "01-01", "02-01", "03-01",
      ])
    let many = GanttTicks(from: 0, to: 20_000 * day, wanted: .init(count: 1, unit: .second))
    #expect(many.times.count <= 13)
  }

  @Test func flowchartsInWords() {
    let diagram = Diagram(content: ServiceCharts.disasterRecovery)
    #expect(diagram.accessibleTitle == "Flowchart of 5 steps")
    #expect(
      diagram.walkthrough == [
        "Primary site holds PostgreSQL and Redis.",
        "Backups holds S3 daily 30 days, S3 hourly 7 days and Read replica.",
        "PostgreSQL leads to S3 daily 30 days (pg_dump).",
        "PostgreSQL leads to Read replica (WAL streaming).",
        "Redis leads to S3 hourly 7 days (snapshot).", "Read replica leads to PostgreSQL (failover).",
      ])
  }

  @Test func sequencesInWords() {
    let diagram = Diagram(content: ServiceSequences.request)
    #expect(
      Array(diagram.walkthrough.prefix(2)) == [
        "Client sends to Training API: POST start_grpo.", "Training API to itself: validate JWT.",
      ])
    #expect(diagram.walkthrough.contains("Repeated each iteration:"))
  }

  @Test func otherFamiliesInWords() {
    #expect(
      Diagram(content: ServiceDiagrams.jobStates).walkthrough[0]
        == "The start changes to queued (start_grpo).")
    #expect(
      Diagram(content: ServiceDiagrams.tables).walkthrough[0]
        == "training_jobs generates any number of trajectories; each belongs to exactly one training_jobs.")
    #expect(
      Diagram(content: ServiceDiagrams.rewards).walkthrough[0]
        == "CodeQuality realises RewardFunction.")
    #expect(Diagram(content: ServicePlans.cost).walkthrough[1] == "Workers: 22 %.")
    #expect(
      Diagram(content: ServicePlans.rollout).walkthrough[0]
        == "Documentation: Write the guides from 2026-01-01 to 2026-01-10.")
  }

  @Test func ownWordsComeFirst() throws {
    let header = DiagramHeader(
      title: "T", accessibleTitle: "Called this", accessibleDescription: "Described so")
    let diagram = Diagram(header: header, content: ServicePlans.cost)
    let text = String(decoding: try diagram.svg(), as: UTF8.self)
    #expect(text.contains("<title id=\"diagram-title\">Called this</title>"))
    #expect(text.contains("<desc id=\"diagram-desc\">Described so</desc>"))
    #expect(text.contains(">T</text>"))
  }

  @Test(arguments: [
    "stateDiagram-v2", "classDiagram", "erDiagram",
  ])
  func openDirectionsAreTheOneThatFitsAPage(header: String) throws {
    let arrow = ["stateDiagram-v2": "-->", "classDiagram": "<|--", "erDiagram": "||--o{"][header] ?? ""
    let links = (1...14).map {
      "  a \(arrow) aLongerNameOfThing\($0)" + (header == "erDiagram" ? " : has" : "")
    }
    .joined(separator: "\n")
    #expect(try drawn("\(header)\n\(links)").size.width < LayeredEngine.pageWidth)
    #expect(try drawn("\(header)\n  direction TB\n\(links)").size.width > LayeredEngine.pageWidth)
  }
}
