import Testing

@testable import Mermaid

struct ThemeVariablesTests {
  private func drawn(_ variables: String, _ text: String) throws -> Scene {
    try MermaidTests.drawn("%%{init: {'theme': 'base', 'themeVariables': {\(variables)}}}%%\n\(text)\n")
  }

  @Test func nodesHaveTheColoursOfTheAuthor() throws {
    let box = try drawn(
      "'primaryColor': '#ffe4b5', 'primaryBorderColor': '#f00', 'primaryTextColor': '#00f'",
      "flowchart LR\na --> b"
    ).box("a")
    #expect(box.appearance.fill?.hex == "#ffe4b5" && box.appearance.stroke?.hex == "#f00")
    #expect(box.labels.first?.color?.hex == "#00f")
  }

  @Test func textsKeepTheirContrast() throws {
    let scene = try drawn(
      "'primaryColor': '#123', 'primaryTextColor': '#234', 'clusterBkg': '#345', 'lineColor': '#333', 'noteBkgColor': '#000'",
      "flowchart LR\nsubgraph one\na -- words --> b\nend\nb --> c")
    #expect(scene.contrastFindings() == [])
    let sequence = try drawn("'noteBkgColor': '#000'", "sequenceDiagram\nA->>B: hi\nnote over A: words")
    #expect(sequence.contrastFindings() == [])
  }

  @Test func whatTheAuthorWroteAtANodeCountsMore() throws {
    let scene = try drawn("'primaryColor': '#ffe4b5'", "flowchart LR\na --> b\nstyle a fill:#fff")
    #expect(try ["a", "b"].map { try scene.box($0).appearance.fill?.hex } == ["#fff", "#ffe4b5"])
  }

  @Test func seriesAndLinesHaveTheirOwnNames() throws {
    let pie = try drawn("'pie1': '#abc'", "pie\n\"a\": 1\n\"b\": 2")
    let fills = pie.boxes.filter { $0.role == .slice }.map { $0.appearance.fill?.hex }
    #expect(fills.contains("#abc") && fills.contains(nil))
    let link = try #require(try drawn("'lineColor': '#080'", "flowchart LR\na --> b").links.first)
    #expect(link.appearance.stroke?.hex == "#080")
  }

  @Test(arguments: [
    ("pie1", "pie\n\"words\": 1\n\"b\": 2"),
    ("cScale0", "radar-beta\naxis x, y, z\ncurve words{1, 2, 3}"),
    ("cScale0", "xychart\nx-axis [a, b]\nbar \"words\" [1, 2]\nline \"more\" [2, 1]"),
    (
      "doneTaskBkgColor",
      "gantt\ndateFormat YYYY-MM-DD\nwords beside a bar : done, 2026-01-01, 1d\nb : 2026-01-01, 90d"
    ),
  ])
  func wordsBesideAColourAreTheThemes(variable: String, text: String) throws {
    let scene = try drawn("'\(variable)': '#00f'", text)
    let labels = scene.boxes.flatMap(\.labels) + scene.freeLabels
    let words = try #require(labels.first { $0.text.plain.hasPrefix("words") })
    #expect(words.color == nil)
  }

  @Test func linesOfASeriesHaveItsColour() throws {
    let scene = try drawn(
      "'cScale0': '#f00', 'cScale1': '#ff0'", "radar-beta\naxis x, y, z\ncurve a{1, 2, 3}\ncurve b{3, 2, 1}")
    let strokes = scene.boxes.filter { $0.role == .slice }.map(\.appearance.stroke)
    #expect(strokes[0]?.hex == "#f00")
    let yellow = try #require(strokes[1])
    for theme in Theme.allCases { #expect(yellow.contrast(with: theme.page) >= 3) }
  }

  @Test(arguments: ["#fff", "#000"])
  func linesShowOnBothPages(color: String) throws {
    let link = try #require(try drawn("'lineColor': '\(color)'", "flowchart LR\na --> b").links.first)
    let stroke = try #require(link.appearance.stroke)
    for theme in Theme.allCases { #expect(stroke.contrast(with: theme.page) >= 3) }
  }

  @Test(arguments: ["'primaryColor': 'url(#a)'", "'fontSize': '20px'", ""])
  func whatIsNoColourIsIgnored(variables: String) throws {
    #expect(try drawn(variables, "flowchart LR\na").box("a").appearance.fill == nil)
  }

  @Test func frontMatterIsReadToo() throws {
    let text = "---\nconfig:\n  themeVariables:\n    primaryColor: '#ffe4b5'\n---\nclassDiagram\nclass A\n"
    #expect(try MermaidTests.drawn(text).box("A").appearance.fill?.hex == "#ffe4b5")
  }
}
