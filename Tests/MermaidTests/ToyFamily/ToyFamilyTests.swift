import Diagnostics
import Testing

@testable import Mermaid

/// A family that the library does not have is read, drawn and described when it is in the list, and by nothing else.
struct ToyFamilyTests {
  private let text = """
    ---
    title: Reading room
    ---
    shelf
      Atlas https://example.com/atlas
      Novel

    """

  private func parse(
    _ text: String, families: [Family] = Family.all + [Shelf.family]
  ) -> (diagram: Diagram?, diagnostics: [Diagnostic]) {
    MermaidParser.parse(SourceText(path: "d.mmd", text: text), families: families)
  }

  @Test func isReadDrawnAndDescribed() throws {
    let (parsed, diagnostics) = parse(text)
    #expect(diagnostics.map(\.message) == [])
    let diagram = try #require(parsed)
    #expect(diagram.family == Shelf.family)
    #expect(diagram.accessibleTitle == "Reading room")
    #expect(diagram.walkthrough == ["It holds Atlas and Novel."])
    #expect(diagram.accessibleDescription == "It holds Atlas and Novel.")
    #expect(diagram.links.map(\.destination) == ["https://example.com/atlas"])
    #expect(diagram.parts.map { "\($0.kind) \($0.label)" } == ["book Atlas", "book Novel"])
    #expect(try diagram.scene().geometryFindings() == [])
    let svg = String(decoding: try diagram.svg(), as: UTF8.self)
    #expect(svg.contains("<a href=\"https://example.com/atlas\">"))
    #expect(svg.contains("<desc id=\"diagram-desc\">It holds Atlas and Novel.</desc>"))
    let linked = diagram.linked { DiagramLink(destination: "books.html#\($0.id)") }
    #expect(linked.links.map(\.destination) == ["books.html#Atlas", "books.html#Novel"])
    #expect(linked != diagram)
  }

  @Test func isFoundByItsWordOnly() {
    #expect(parse("shelf\n  Atlas\n").diagram != nil)
    #expect(
      parse("shelff\n  Atlas\n").diagnostics.map(\.message)
        == ["Unknown kind of diagram `shelff`. Did you mean `shelf`?"])
    let (diagram, diagnostics) = parse("shelf\n  Atlas\n", families: Family.all)
    #expect(diagram == nil)
    #expect(diagnostics.map(\.message) == ["Unknown kind of diagram `shelf`"])
  }

  @Test func itsMistakesHaveAPlaceAndAFix() throws {
    let (diagram, diagnostics) = parse("shelf\n  Atlas\n  Atlas\n")
    #expect(diagram == nil)
    let mistake = try #require(diagnostics.first)
    #expect(mistake.message == "The shelf has `Atlas` already")
    #expect(mistake.span?.start.line == 3)
    #expect(mistake.fix == "remove one of the two lines")
  }

  @Test func itsLimitsAreKept() throws {
    var limits = LayoutLimits()
    limits.nodes = 1
    let diagram = try #require(parse(text).diagram)
    #expect(throws: LayoutError.tooMany(what: "books", count: 2, limit: 1)) {
      try diagram.scene(limits: limits)
    }
  }

  @Test func familiesHaveNamesAndWordsOfTheirOwn() {
    let words = Family.all.flatMap(\.keywords) + UndrawnFamily.all.flatMap(\.keywords)
    #expect(Set(words).count == words.count)
    #expect(Set(Family.all.map(\.id)).count == Family.all.count)
  }
}
