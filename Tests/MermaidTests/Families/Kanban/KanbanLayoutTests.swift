import Testing

@testable import Mermaid

struct KanbanLayoutTests {
  private let text = """
    kanban
      Todo
        a[Write tests]
        b[A task whose words need more than one line of a card]@{ ticket: MC-2037, assigned: 'K.Sveidqvist', priority: 'Very High' }
      Doing
        c[Short]@{ assigned: Kim, priority: Low }
      Done
    """

  @Test func columnsStandSideBySideAndAreEquallyHigh() throws {
    let scene = try drawn(text)
    let columns = try (1...3).map { try scene.box("column \($0)").bounds }
    #expect(columns[0].maxX < columns[1].minX && columns[1].maxX < columns[2].minX)
    #expect(Set(columns.map(\.height)).count == 1 && Set(columns.map(\.width)).count == 1)
  }

  @Test func aLongWordWidensItsColumnAlone() throws {
    let scene = try drawn("kanban\n  Todo\n    [Donaudampfschifffahrtsgesellschaft]\n  Doing\n    [Short]\n")
    let widths = try (1...2).map { try scene.box("column \($0)").bounds.width }
    #expect(widths[0] > widths[1] && widths[1] == 200)
    #expect(try scene.box("column 1").bounds.maxX < scene.box("column 2").bounds.minX)
  }

  @Test func tasksStandInTheirColumnsInOrder() throws {
    let scene = try drawn(text)
    let (column, tasks) = (
      try scene.box("column 1").bounds, try (1...2).map { try scene.box("task \($0)").bounds }
    )
    #expect(tasks.allSatisfy { column.contains($0) } && tasks[0].maxY < tasks[1].minY)
    #expect(try scene.box("column 2").bounds.contains(scene.box("task 3").bounds))
  }

  @Test func factsAreBelowTheWords() throws {
    let labels = try drawn(text).box("task 3").labels
    #expect(labels.map(\.text.plain) == ["Short", "Low", "Kim"])
    #expect(labels[0].bounds.maxY < labels[1].bounds.minY && labels[1].bounds.maxX < labels[2].bounds.minX)
  }

  @Test(arguments: [1, 3, 12])
  func nothingOverlapsAndEverythingCanBeRead(count: Int) throws {
    let columns = (1...count).map {
      "  Column of number \($0)\n    [Donaudampfschifffahrtsgesellschaft]@{ ticket: T-\($0), priority: High }\n"
    }
    let scene = try drawn("---\ntitle: Board\n---\n" + text + "\n" + columns.joined())
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func anEmptyBoardIsDrawnAndALargeOneIsRefused() throws {
    #expect(try drawn("kanban\n").boxes.isEmpty)
    var limits = LayoutLimits()
    limits.nodes = 1
    let board = Kanban(columns: [.init(title: "a")], tasks: [.init(label: "b", column: 0)])
    #expect(throws: LayoutError.tooMany(what: "columns and tasks", count: 2, limit: 1)) {
      try board.scene(limits: limits)
    }
  }

  @Test func tasksCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult(text).diagram)
    #expect(diagram.accessibleTitle == "Kanban board of 3 tasks in 3 columns")
    let linked = diagram.linked { $0.id == "c" ? DiagramLink(destination: "c.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"c.html\">"))
  }
}
