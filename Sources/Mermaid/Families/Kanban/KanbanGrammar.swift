import Diagnostics

/// Reads `kanban`: columns, and tasks that are indented more.
///
/// The grammar follows mermaid.js's `kanban.jison`, which has the rules of mind maps, and `@{ … }` after a task.
struct KanbanGrammar: OutlineGrammar {
  var reading: Reading
  var cursor: Cursor
  private var board = Kanban()
  /// The indentation of the first column.
  private var columnLevel: Int?
  /// A node that is indented less than the first column: mermaid.js reads it only as the last one.
  private var outdented: Range<Int>?

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  var hasNodes: Bool { columnLevel != nil }

  mutating func read() -> Kanban? {
    cursor.skipWideSpace()
    cursor.take("kanban")
    takeFirstLineEnd()
    while !findings.isFull, !cursor.isAtEnd {
      statement()
      endStatement()
      if board.tasks.count + board.columns.count > limits.nodes {
        stop(.tooMany("columns and tasks", limit: limits.nodes, at: cursor.character))
      }
    }
    return board
  }

  private mutating func statement() {
    let start = cursor.at
    let level = takeIndentation()
    if cursor.isAtLineEnd || takeDecoration(from: start) { return }
    if failHeaderWord("kanban", beginning: "a task", orWrite: ", or brackets round it: `[kanban …]`") {
      return
    }
    guard let node = outlineNode(isName: { $0 != .newline && !"([){}@".utf8.contains($0) }) else { return }
    do throws(Mistake) {
      add(node, level, try properties())
    } catch {
      findings.report(error, in: text)
      cursor.takeLine()
    }
  }

  /// `@{ … }` after a node; `nil` for none.
  private mutating func properties() throws(Mistake) -> ConfigValue? {
    let start = cursor.at
    guard cursor.take("@{") else { return nil }
    let inside = cursor.at
    var isQuoted = false
    while let byte = cursor.peek, isQuoted || byte != .closeBrace {
      if byte == .quote { isQuoted.toggle() }
      cursor.at += 1
    }
    let end = cursor.at
    guard cursor.take(.closeBrace) else {
      throw Mistake("this `@{` has no `}`", at: start..<start + 2, fix: "write `}` after the last value")
    }
    let value = try properties(inside..<end, resume: cursor.at)
    if let shape = value["shape"]?.text, shape != shape.lowercased() || shape.contains("_") {
      throw Mistake(
        "mermaid.js knows no shape \"\(shape)\"", at: text.firstLine(of: inside..<end), fix: "remove `shape`",
        rule: .mermaidShape)
    }
    return value
  }

  private mutating func add(_ node: OutlineNode, _ level: Int, _ values: ConfigValue?) {
    let place = cursor.trimmed(node.place)
    if let outdented {
      self.outdented = nil
      return findings.report(
        .mermaidReference, "a task cannot be indented less than the first column",
        at: text.range(in: text.firstLine(of: outdented)), fix: "indent it like the columns, or more")
    }
    var label = Label.markdown(text.bytes[node.label])
    if let words = values?["label"]?.text, !words.isEmpty { label = Label.markdown(words.utf8) }
    guard let columnLevel, level != columnLevel else {
      columnLevel = level
      return board.columns.append(.init(title: label))
    }
    if level < columnLevel { outdented = place }
    let ticket = values?["ticket"]?.text ?? ""
    board.tasks.append(
      .init(
        id: words(cursor.trimmed(node.id)), label: label, column: board.columns.count - 1, ticket: ticket,
        assigned: values?["assigned"]?.text ?? "", priority: values?["priority"]?.text ?? "",
        link: link(ticket, place), range: text.range(in: place)))
  }

  /// Where a ticket is, by the setting `ticketBaseUrl`.
  private func link(_ ticket: String, _ place: Range<Int>) -> DiagramLink? {
    guard !ticket.isEmpty, let base = text.config["kanban", "ticketBaseUrl"]?.text, !base.isEmpty else {
      return nil
    }
    return DiagramLink(destination: base.replacing("#TICKET#", with: ticket), range: text.range(in: place))
  }
}
