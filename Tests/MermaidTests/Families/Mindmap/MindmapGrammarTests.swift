import Diagnostics
import Mermaid
import Testing

struct MindmapGrammarTests {
  /// One line a node, indented by its depth: `id = label (shape)`.
  private func tree(_ text: String) -> String {
    let reading = ReadResult(text)
    guard let map = reading.diagram?.content as? Mindmap else { return reading.report }
    var depths: [Int] = []
    return map.nodes.map { node in
      depths.append(node.parent.map { depths[$0] + 1 } ?? 0)
      let indent = String(repeating: "  ", count: depths[depths.count - 1])
      return indent + (node.id == node.label.plain ? "" : "\(node.id) = ")
        + "\(node.label.plain) (\(node.shape))"
    }.joined(separator: "\n")
  }

  @Test func theTreeFollowsTheIndentation() {
    #expect(
      tree(
        """
        mindmap
            Topic
                First idea
                    Part %% no comment
              Between the two
        \t\t\t\t\t\tA tab counts as one

              Second idea
                %% a comment
                ::icon(fa fa-book)
                :::urgent large
        """) == """
          Topic (plain)
            First idea (plain)
              Part %% no comment (plain)
            Between the two (plain)
            A tab counts as one (plain)
            Second idea (plain)
          """)
  }

  @Test func everyShapeIsRead() {
    #expect(
      tree(
        """
        mindmap
          a((Topic))
            b[Rectangle]
            c(Rounded)
            d)Cloud(
            e(Also a cloud(
            f))Bang((
            g{{Hexagon}}
            [No id]
            h-)a cloud by its end(-
            i["Words (in) `quotes`"]
            j["`**Marked**
            words`"]
            k]plain
        """) == """
          a = Topic (circle)
            b = Rectangle (rectangle)
            c = Rounded (rounded)
            d = Cloud (cloud)
            e = Also a cloud (cloud)
            f = Bang (bang)
            g = Hexagon (hexagon)
             = No id (rectangle)
            h- = a cloud by its end (cloud)
            i = Words (in) quotes (rectangle)
            j = Marked words (rectangle)
            k]plain (plain)
          """)
  }

  @Test func theTopicMayStandBehindTheFirstWord() {
    #expect(tree("mindmap Topic\n  idea\n") == "Topic (plain)\n  idea (plain)")
    #expect(ReadResult("mindmap\n").report == "")
  }

  @Test(arguments: [
    (
      "  Topic\n  other",
      "3:3-8 There can be only one topic, and `other` hangs on no node → indent it more than the first node"
    ),
    ("\n  Topic", "1:8-1 A blank line cannot follow here → remove the blank line"),
    (
      "  mindmap of a day",
      "2:3-10 A node cannot begin with the word `mindmap`, which begins a diagram → "
        + "put another word before it, or brackets round it: `[mindmap …]`"
    ),
    (
      "  a[b (c)]",
      "2:8-9 Nothing may follow a node on its line, found \"c\" → "
        + "put it on a line of its own, or all words in quotes: `[\"…\"]`"
    ),
    (
      "  a[b] c",
      "2:8-9 Nothing may follow a node on its line, found \"c\" → "
        + "put it on a line of its own, or all words in quotes: `[\"…\"]`"
    ),
    (
      "  a[b}c]",
      "2:6-7 The words of a node end at \"}\" → "
        + "close the brackets, and write words with brackets or quotes in quotes: `[\"…\"]`"
    ),
    (
      "  a[]",
      "2:5-6 The words of a node end at \"]\" → "
        + "close the brackets, and write words with brackets or quotes in quotes: `[\"…\"]`"
    ),
    ("  a[\"\"]", "2:3-8 The brackets have no words → write the words between quotes: `[\"…\"]`"),
    ("  a[\"b]", "2:3-8 This quotation is never closed → write the words between quotes: `[\"…\"]`"),
    (
      "  a[b",
      "2:3-4 The brackets that begin here are never closed → write the closing bracket after the words"
    ),
    (
      "  a{b}",
      "2:4-5 A node cannot have a single \"{\" → write `{{…}}` for a hexagon, or the words in quotes: `[\"…\"]`"
    ),
    ("  ::icon(a)", "2:3-11 An icon must follow the node that it belongs to → write the node first"),
    ("  Topic\n  ::icon(a", "3:3-10 The icon has no end → write `)` after its name"),
    ("  Topic\n  :::", "3:3-6 The name of a class must follow `:::` → write the name, or remove `:::`"),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(ReadResult("mindmap\n" + statements).report == report)
  }

  @Test func theDepthIsLimited() {
    func report(_ depth: Int) -> String {
      ReadResult(
        "mindmap\n" + (0...depth).map { String(repeating: " ", count: $0 + 1) + "n\($0)\n" }.joined()
      ).report
    }
    #expect(report(64) == "")
    #expect(report(66) == "67:67-70 Ideas are nested more than 64 deep → remove some of them")
  }

  @Test func aNodeHangsOnTheNearestThatIsIndentedLess() {
    let map =
      ReadResult("mindmap\n a\n     b\n      c\n   d\n    e\n  f\n      g\n").diagram?.content as? Mindmap
    #expect(map?.nodes.map(\.parent) == [nil, 0, 1, 0, 3, 0, 5])
  }

  @Test func theNumberOfNodesIsLimited() {
    var limits = Limits()
    limits.nodes = 2
    func report(_ text: String) -> [String] {
      MermaidParser.parse(SourceText(path: "d.mmd", text: "mindmap\n" + text), limits: limits)
        .diagnostics.map(\.message)
    }
    #expect(report("a\n b\n") == [])
    #expect(report("a\n b\n c\n") == ["The diagram has more than 2 nodes"])
  }
}
