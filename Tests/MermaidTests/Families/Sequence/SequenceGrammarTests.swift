import Mermaid
import Testing

private func sequence(_ body: String) -> (diagram: SequenceDiagram?, header: DiagramHeader?, report: String) {
  let reading = ReadResult("sequenceDiagram\n" + body)
  guard let sequence = reading.diagram?.content as? SequenceDiagram else {
    return (nil, reading.diagram?.header, reading.report)
  }
  return (sequence, reading.diagram?.header, reading.report)
}

struct SequenceGrammarTests {
  @Test(arguments: [
    ("->", LineKind.solid, SequenceDiagram.Head.none, SequenceDiagram.Head.none),
    ("-->", .dotted, .none, .none), ("->>", .solid, .none, .filled), ("-->>", .dotted, .none, .filled),
    ("<<->>", .solid, .filled, .filled), ("<<-->>", .dotted, .filled, .filled),
    ("-x", .solid, .none, .cross), ("--x", .dotted, .none, .cross), ("-)", .solid, .none, .open),
    ("--)", .dotted, .none, .open), ("-|\\", .solid, .none, .halfTop), ("--|/", .dotted, .none, .halfBottom),
    ("-\\\\", .solid, .none, .stickTop), ("--//", .dotted, .none, .stickBottom),
    ("/|-", .solid, .halfTop, .none), ("\\|--", .dotted, .halfBottom, .none),
    ("//-", .solid, .stickTop, .none), ("\\\\--", .dotted, .stickBottom, .none),
  ])
  func readsEveryArrow(
    _ arrow: String, _ line: LineKind, _ from: SequenceDiagram.Head, _ to: SequenceDiagram.Head
  ) throws {
    let (diagram, _, report) = sequence("Alice \(arrow) Bob-the-builder: hi <br/> you\n")
    #expect(report == "")
    guard case .message(let message) = diagram?.elements.first else {
      Issue.record("no message for \(arrow)")
      return
    }
    #expect(diagram?.participants.map(\.id) == ["Alice", "Bob-the-builder"])
    #expect(message.line == line)
    #expect(message.fromHead == from)
    #expect(message.toHead == to)
    #expect(message.text.plain == "hi you")
  }

  @Test func readsParticipantsInBoxesSideBySide() throws {
    let (diagram, _, report) = sequence(
      """
      participant Z
      box rgb(1, 2, 3) The group
        actor A as Alice#33;
        participant DB@{ "type": "database", "alias": "Store" }
      end
      box Aqua
        participant Q@{ "type": "queue" } as Line
      end
      box Not a colour
      participant Z
      end
      """)
    #expect(report == "")
    let participants = try #require(diagram?.participants)
    #expect(participants.map(\.id) == ["Z", "A", "DB", "Q"])
    #expect(participants.map(\.label.plain) == ["Z", "Alice!", "Store", "Line"])
    #expect(participants.map(\.kind) == [.participant, .actor, .database, .queue])
    #expect(participants.map(\.box) == [2, 0, 0, 1])
    #expect(diagram?.boxes.map { $0.title?.plain } == ["The group", nil, "Not a colour"])
    #expect(diagram?.boxes.map(\.fill) == [.color(Color(0x010203)), .color(Color(0x00FFFF)), nil])
  }

  @Test func membersOfABoxComeToStandTogether() throws {
    let (diagram, _, _) = sequence(
      """
      participant A
      participant B
      box Pair
        participant C
        participant A
      end
      B->>C: x
      """)
    #expect(diagram?.participants.map(\.id) == ["A", "C", "B"])
    guard case .message(let message) = diagram?.elements.first else {
      Issue.record("no message")
      return
    }
    #expect((message.from, message.to) == (2, 1))
  }

  @Test func writesOutActivationCreationAndNumbers() {
    let (diagram, _, report) = sequence(
      """
      autonumber 10 5
      A->>+B: one
      create actor C as Carl
      B->>C: two
      destroy C
      C--xB: three
      B-->>-A: four
      autonumber off
      autonumber
      activate A
      deactivate A
      A()->>()B: five
      """)
    #expect(report == "")
    let words = (diagram?.elements ?? []).map { element in
      switch element {
      case .message(let message):
        "\(message.from)\(message.hasRingAtStart ? "o" : "")-\(message.hasRingAtEnd ? "o" : "")\(message.to)"
      case .activate(let who): "+\(who)"
      case .deactivate(let who): "-\(who)"
      case .create(let who): "new \(who)"
      case .destroy(let who): "end \(who)"
      case .autonumber(let numbering): numbering.map { "#\($0.start)/\($0.step)" } ?? "#off"
      default: "?"
      }
    }
    #expect(
      words == [
        "#10.0/5.0", "0-1", "+1", "new 2", "1-2", "end 2", "2-1", "1-0", "-1", "#off", "#30.0/5.0", "+0",
        "-0",
        "0o-o1",
      ])
  }

  @Test func readsBlocksInsideEachOther() throws {
    let (diagram, _, report) = sequence(
      """
      loop every minute
        alt good
          A->>B: x
        else
          par one
            note over A,B: wrap: both
          and two
            rect rgba(0, 0, 255, .5)
            end
          end
        end
      end
      critical c
      option d
      end
      par_over e
      end
      break f
      end
      opt
      end
      """)
    #expect(report == "")
    let elements = try #require(diagram?.elements)
    let blocks = elements.compactMap { element in
      if case .block(let block) = element { block } else { nil }
    }
    #expect(blocks.map(\.kind) == [.loop, .critical, .parallelOver, .breaking, .opt])
    #expect(
      blocks.map { $0.sections.map { $0.label?.plain ?? "" } } == [
        ["every minute"], ["c", "d"], ["e"], ["f"], [""],
      ])
    guard case .block(let choice) = blocks.first?.sections.first?.elements.first,
      case .block(let parallel) = choice.sections.last?.elements.first,
      case .note(let note) = parallel.sections.first?.elements.first,
      case .block(let background) = parallel.sections.last?.elements.first
    else {
      Issue.record("the blocks are not inside each other")
      return
    }
    #expect(choice.sections.map { $0.label?.plain } == ["good", nil])
    #expect(note.place == .over(first: 0, last: 1))
    #expect(note.text.plain == "both")
    #expect(note.wraps == true)
    #expect(background.fill == .color(Color(red: 0, green: 0, blue: 255, alpha: 128)))
  }

  @Test func readsTitlesLinksAndComments() throws {
    let (diagram, header, report) = sequence(
      """
      title: The title # comment
      accTitle: For listeners
      accDescr {
        Two lines
        of words
      }
      %% nothing
      # nothing either
      A->>B: x; B->>A: y %% no comment
      link A: Wiki @ https://example.org/?a@b
      links A: {"Code": "https://example.org/c"}
      properties A: {"class": "x"}
      details A: x
      """)
    #expect(report == "")
    #expect(header?.title == "The title")
    #expect(header?.accessibleTitle == "For listeners")
    #expect(header?.accessibleDescription == "Two lines\nof words")
    #expect(diagram?.elements.count == 2)
    let links = try #require(diagram?.participants.first?.links)
    #expect(links.map(\.title) == ["Wiki", "Code"])
    #expect(links.map(\.link.destination) == ["https://example.org/?a@b", "https://example.org/c"])
  }

  @Test(arguments: [
    ("A->>B", "2:6-6 `:` must follow here, found the end of the line → write `A->>B: words`"),
    (
      "A->>B: a; b",
      "2:9-10 `;` ends the statement, so `b` is read as a new one → write `#59;` for the `;`"
    ),
    (
      "A->>end: x",
      "2:5-8 `end` is a word of the grammar and cannot name a participant → "
        + "give the participant another id and show the word: `participant P as end`"
    ),
    ("partcipant A", "2:1-11 `partcipant` does not begin a statement → write `participant`"),
    (
      "participant A<br/>B",
      "2:14-15 `<` is not allowed in a participant's id → "
        + "give it a short id and show the words: `participant P as A<br/>B`"
    ),
    (
      "loop x\nA->>B: y", "2:1-5 This `loop` is never closed → write `end` on a line after its last statement"
    ),
    ("end", "2:1-4 No block is open for this `end` → remove it"),
    (
      "loop x\nelse\nend",
      "3:1-5 `else` belongs in `alt`, and the innermost block is `loop` → "
        + "close the inner block with `end` first, or begin `alt`"
    ),
    (
      "A->>B: x\ndeactivate B",
      "3:12-13 `B` is not active here, so it cannot be deactivated → "
        + "remove the deactivation, or write `activate B` before it"
    ),
    (
      "A->>B: x\nB-->>-A: y",
      "3:1-2 `B` is not active here, so it cannot be deactivated → "
        + "remove the deactivation, or write `activate B` before it"
    ),
    (
      "participant Alice\nactivate Alcie",
      "3:10-15 There is no participant `Alcie` that could be active → write `Alice`"
    ),
    (
      "A->>B: x\ncreate participant A\n",
      "3:20-21 `A` is there already and cannot be created again → "
        + "use another id and show the same words: `create participant P as A`"
    ),
    (
      "create participant C\nA->>B: x",
      "3:5-6 The first message after `create participant C` must go to `C`, this one goes to `B` → "
        + "send a message to `C` before this one, or declare it with `participant`"
    ),
    (
      "A->>Bob: x\ndestroy Bo\nBob->>A: x",
      "4:7-8 The first message after `destroy Bo` must go to or come from `Bo` → write `destroy Bob` there"
    ),
    (
      "box x\nparticipant A\nend\nbox y\nparticipant A\nend",
      "6:13-14 `A` is already in another box → name it in one box alone"
    ),
    (
      "box x\nA->>B: y\nend",
      "3:1-2 Only participants are allowed in a box, found `A` → "
        + "close the box with `end` before this line, or write `participant` before the name"
    ),
    (
      "autonumber 10.001\n",
      "2:12-18 `autonumber` takes a start and a step, numbers with at most two decimals, or `off`; "
        + "found `10.001` → write `autonumber 10 5`"
    ),
    (
      "note A: x",
      "2:6-7 `left of`, `right of` or `over` must follow `note`, found `A` → write `note over Alice: words`"
    ),
    (
      "participant A @{ \"type\": \"queue\" }",
      "2:15-16 `@` is not allowed in a participant's id → "
        + "write `@{ … }` directly behind the name, without a space"
    ),
  ])
  func saysWhatIsWrong(_ body: String, _ expected: String) {
    let (diagram, _, report) = sequence(body)
    #expect(diagram == nil)
    #expect(report == expected)
  }

  @Test func reportsSeveralErrorsAtOnce() {
    let (_, _, report) = sequence("A->>B\nA->>B: fine\nnonsense\nnote over A\n")
    #expect(report.split(separator: "\n").map { $0.prefix(3) } == ["2:6", "4:9", "5:1"])
  }

  @Test func aKindOfParticipantThatIsNoneIsAWarning() {
    let (diagram, _, report) = sequence("participant A@{ \"type\": \"databse\" }\n")
    #expect(diagram?.participants.first?.kind == .participant)
    #expect(
      report
        == "2:17-34 `databse` is not a kind of participant, and mermaid.js draws nothing for it → "
        + "write `database`"
    )
  }

  @Test func placesAreThoseOfTheFile() {
    let text =
      "---\r\ntitle: T\r\n---\r\n%%{init: {}}%%\r\nsequenceDiagram\r\n%% note\r\n  Ä->>Ö: é #35; ok; x\r\n"
    let reading = ReadResult(text)
    #expect(
      reading.report
        == "7:19-20 `;` ends the statement, so `x` is read as a new one → write `#59;` for the `;`")
  }

  @Test func warningsLeaveRoomForErrors() {
    let (diagram, _, report) = sequence(String(repeating: "rect nocolour\nend\n", count: 50) + "A->>B\n")
    #expect(diagram == nil)
    #expect(report.hasPrefix("2:6-14 `nocolour` is not a colour → "))
    #expect(
      report.hasSuffix("102:6-6 `:` must follow here, found the end of the line → write `A->>B: words`"))
  }

  @Test func boundsDepthAndSurvivesAnything() {
    let deep = String(repeating: "loop x\n", count: 5_000)
    #expect(sequence(deep).report.contains("Blocks are nested more than 64 deep"))
    for body in [
      "participant", "A->>", "A", ":", "note", "box", "accDescr {", "participant A@{", "participant A@{}",
      "\u{1}",
      "A->>B:\u{1}x", "autonumber", "activate", "create", "alt", "-", "%%{", "title", "A-", "é%%", "A@",
      "link A:",
    ] {
      let (diagram, _, report) = sequence(body)
      #expect((diagram == nil) == !report.isEmpty || report.contains("has no address"), "\(body): \(report)")
    }
    let long = String(repeating: "a-", count: 60_000)
    #expect(sequence(long).diagram == nil)
  }
}
