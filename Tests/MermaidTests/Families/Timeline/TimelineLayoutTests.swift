import Testing

@testable import Mermaid

struct TimelineLayoutTests {
  private func text(_ header: String) -> String {
    """
    \(header)
      section Early
        1957 : Sputnik 1 launched : First artificial satellite
        1961 : Yuri Gagarin in space
      section Moon
        1969 : Apollo 11
    """
  }

  @Test func periodsFollowTheDirectionAndEventsAreBesideThem() throws {
    let scene = try drawn(text("timeline LR"))
    let periods = try (1...3).map { try scene.box("period \($0)").bounds }
    #expect(periods.map(\.x) == periods.map(\.x).sorted() && Set(periods.map(\.y)).count == 1)
    let events = try ["1.1", "1.2", "2.1", "3.1"].map { try scene.box("event \($0)").bounds }
    #expect(events.map(\.x) == [periods[0].x, periods[0].x, periods[1].x, periods[2].x])
    #expect(events[0].minY > periods[0].maxY && events[1].minY > events[0].maxY)
  }

  @Test func aTimelineThatGoesDownHasEventsAtTheRight() throws {
    let scene = try drawn(text("timeline TD"))
    let periods = try (1...3).map { try scene.box("period \($0)").bounds }
    #expect(periods.map(\.y) == periods.map(\.y).sorted() && Set(periods.map(\.x)).count == 1)
    let event = try scene.box("event 1.1").bounds
    #expect(event.minX > periods[0].maxX && event.minY == periods[0].minY)
  }

  @Test func aTimelineWiderThanAPageGoesDownUnlessItHasADirection() throws {
    let periods = (1...9).map { "  year \($0) : event\n" }.joined()
    #expect(try drawn("timeline\n" + periods).size.width < 500)
    #expect(try drawn("timeline LR\n" + periods).size.width > 1_000)
  }

  @Test func aSectionIsAsWideAsItsPeriods() throws {
    let scene = try drawn(text("timeline"))
    let section = try scene.box("section 1").bounds
    #expect(try section.minX == scene.box("period 1").bounds.minX)
    #expect(try section.maxX == scene.box("period 2").bounds.maxX)
  }

  @Test func coloursAreThoseOfSectionsOrOfPeriods() throws {
    func surfaces(_ text: String) throws -> [Surface] {
      try drawn(text).boxes.filter { $0.id.hasPrefix("period") }.map(\.appearance.surface)
    }
    #expect(try surfaces(text("timeline")) == [.series1, .series1, .series2])
    #expect(try surfaces("timeline\na\nb\nc\n") == [.series1, .series2, .series3])
    let settings = "---\nconfig: {timeline: {disableMulticolor: true}}\n---\n"
    #expect(try surfaces(settings + text("timeline")) == [.series1, .series1, .series1])
  }

  @Test(arguments: ["LR", "TD"])
  func longWordsStayInTheirBoxes(direction: String) throws {
    let scene = try drawn(
      """
      timeline \(direction)
        before the first section : an event
        section A title that is longer than the only period below it
        Donaudampfschifffahrtsgesellschaft : Supercalifragilisticexpialidocious is a word
        section Empty
      """)
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func anEmptyTimelineIsDrawnAndALargeOneIsRefused() throws {
    #expect(try drawn("timeline\n").boxes.isEmpty)
    var limits = LayoutLimits()
    limits.nodes = 3
    let timeline = Timeline(periods: [.init(title: "a", events: ["b", "c", "d"])])
    #expect(throws: LayoutError.tooMany(what: "periods and events", count: 4, limit: 3)) {
      try timeline.scene(limits: limits)
    }
  }

  @Test func theTimelineIsToldInWords() {
    let diagram = ReadResult(text("timeline")).diagram
    #expect(diagram?.accessibleTitle == "Timeline of 3 periods")
    #expect(
      diagram?.walkthrough == [
        "Early, 1957: Sputnik 1 launched; First artificial satellite.", "Early, 1961: Yuri Gagarin in space.",
        "Moon, 1969: Apollo 11.",
      ])
  }

  @Test func periodsCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult(text("timeline")).diagram)
    let linked = diagram.linked { $0.id == "1969" ? DiagramLink(destination: "moon.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"moon.html\">"))
  }
}
