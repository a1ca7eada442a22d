import Diagnostics
import Markdown
import Pages

extension Rule {
  public static let lostTableCells = Rule(
    "lost-table-cells", .error, "A row has more cells than the header of its table, and the rest is not shown"
  )
  public static let brokenTable = Rule(
    "broken-table", .error, "A table, or rows of it, are shown as text")
}

/// Tables show all of their text (GitHub Flavored Markdown, section 4.10). A row with fewer cells than the header is
/// fine: the missing ones are empty.
enum TableCheck {
  static let check = Check(.pages, [.lostTableCells, .brokenTable], .shownPage { findings($0.page) })

  private static func findings(_ page: Page) -> [Diagnostic] {
    var found: [Diagnostic] = []
    // Rows after a table belong to it.
    var behindTables: Set<MarkdownDocument.NodeID> = []
    for index in page.document.nodes.indices {
      let id = MarkdownDocument.NodeID(index)
      let node = page.document[id]
      switch node.kind {
      case .table:
        behindTables.insert(node.nextSibling)
        found += surplus(inTable: id, on: page)
        if let row = rowAbove(table: id, on: page) { found.append(row) }
        if let rows = detachedRows(afterTable: id, on: page) { found.append(rows) }
      case .paragraph where node.endLine > node.startLine:
        if let broken = brokenHeader(inParagraph: node, on: page)
          ?? (behindTables.contains(id) ? nil : rowsAlone(inParagraph: node, on: page))
        {
          found.append(broken)
        }
      default: continue
      }
    }
    return found
  }

  private static func columns(of table: MarkdownDocument.NodeID, on page: Page) -> Int {
    let header = page.document[table].firstChild
    return header < 0 ? 0 : page.document.children(of: header).reduce(0) { count, _ in count + 1 }
  }

  private static func surplus(inTable id: MarkdownDocument.NodeID, on page: Page) -> [Diagnostic] {
    let columns = columns(of: id, on: page)
    let bytes = page.source.bytes
    return page.document.children(of: id).dropFirst().compactMap { row in
      let node = page.document[row]
      guard node.startLine > 0 else { return nil }
      let line = page.source.lines.content(Int(node.startLine), in: bytes)
      let start = min(line.lowerBound + max(0, Int(node.startColumn) - 1), line.upperBound)
      let cells = TableRow.cells(of: start..<line.upperBound, in: bytes)
      guard cells.count > columns else { return nil }
      let lost = cells[columns].lowerBound..<(cells.last?.upperBound ?? line.upperBound)
      // Nothing is lost with an empty cell.
      guard bytes[lost].contains(where: { $0 > 0x20 && $0 != UInt8(ascii: "|") }),
        !isComment(bytes[TableRow.trimmed(lost, in: bytes)])
      else { return nil }
      let (code, changes) = TableRow.pipesInCode(of: start..<line.upperBound, on: page)
      return Diagnostic(
        .lostTableCells,
        "The row has \(cells.count) cells, but its table \(columns) column\(columns == 1 ? "" : "s"): the rest is not shown",
        at: page.source.span(TableRow.trimmed(lost, in: bytes)),
        fix: code > 0
          ? "write `\\|` for a pipe that is part of a cell, also in code"
          : "add a column to the header, or write `\\|` for a pipe that is part of a cell",
        // When the pipes in code explain all of the extra cells, escaping them is right.
        replacements: cells.count - code == columns ? changes : [])
    }
  }

  /// Browsers show no comment.
  private static func isComment(_ cell: ArraySlice<UInt8>) -> Bool {
    cell.starts(with: "<!--".utf8) && cell.firstRange(of: "-->")?.upperBound == cell.endIndex
  }

  /// A paragraph in which a header is followed by a delimiter row with another number of cells.
  private static func brokenHeader(inParagraph node: MarkdownDocument.Node, on page: Page) -> Diagnostic? {
    let bytes = page.source.bytes
    for line in Int(node.startLine + 1)...Int(node.endLine) {
      let delimiter = TableRow.content(ofLine: line, on: page)
      guard bytes[delimiter].contains(UInt8(ascii: "|")) else { continue }
      let cells = TableRow.cells(of: delimiter, in: bytes)
      guard isDelimiter(line: line, on: page) else { continue }
      let header = TableRow.content(ofLine: line - 1, on: page)
      guard bytes[header].contains(UInt8(ascii: "|")) else { continue }
      let wanted = TableRow.cells(of: header, in: bytes).count
      guard wanted != cells.count else { continue }
      return Diagnostic(
        .brokenTable,
        "The table is shown as text: its header has \(wanted) cell\(wanted == 1 ? "" : "s"), its second row \(cells.count)",
        at: page.source.span(delimiter), fix: "write `---` once for each cell of the header")
    }
    return nil
  }

  /// A paragraph of rows without a delimiter row.
  private static func rowsAlone(inParagraph node: MarkdownDocument.Node, on page: Page) -> Diagnostic? {
    let bytes = page.source.bytes
    var columns: Int?
    for line in Int(node.startLine)...Int(node.endLine) {
      let row = TableRow.content(ofLine: line, on: page)
      guard row.count > 2, bytes[row.lowerBound] == UInt8(ascii: "|"),
        bytes[row.upperBound - 1] == UInt8(ascii: "|")
      else { return nil }
      let cells = TableRow.cells(of: row, in: bytes)
      guard cells.count > 1, columns ?? cells.count == cells.count else { return nil }
      columns = cells.count
    }
    let first = TableRow.content(ofLine: Int(node.startLine), on: page)
    return Diagnostic(
      .brokenTable, "The table is shown as text: it has no row of `---` below its header",
      at: page.source.span(first),
      fix: "write `|\(String(repeating: " --- |", count: columns ?? 1))` below the header")
  }

  /// A row directly above the header, which is the end of a paragraph.
  ///
  /// libcmark-gfm gives such a table the lines of the paragraph, so its header is found by the row of `---`.
  private static func rowAbove(table id: MarkdownDocument.NodeID, on page: Page) -> Diagnostic? {
    let node = page.document[id]
    let bytes = page.source.bytes
    let columns = columns(of: id, on: page)
    guard columns > 1, node.endLine > node.startLine,
      let delimiter = (Int(node.startLine)...Int(node.endLine)).first(where: {
        isDelimiter(line: $0, on: page)
      }),
      delimiter > 2
    else { return nil }
    let row = TableRow.content(ofLine: delimiter - 2, on: page)
    guard row.count > 2, bytes[row.lowerBound] == UInt8(ascii: "|"),
      bytes[row.upperBound - 1] == UInt8(ascii: "|"), TableRow.cells(of: row, in: bytes).count == columns
    else { return nil }
    return Diagnostic(
      .brokenTable, "The row above the header of the table is shown as text", at: page.source.span(row),
      fix: "write the row of `---` below this one, or this one below that row")
  }

  private static func isDelimiter(line: Int, on page: Page) -> Bool {
    let cells = TableRow.cells(of: TableRow.content(ofLine: line, on: page), in: page.source.bytes)
    return !cells.isEmpty
      && cells.allSatisfy {
        TableRow.isDelimiter(page.source.bytes[TableRow.trimmed($0, in: page.source.bytes)])
      }
  }

  /// Rows after an empty line, which ended their table.
  private static func detachedRows(afterTable id: MarkdownDocument.NodeID, on page: Page) -> Diagnostic? {
    let next = page.document[id].nextSibling
    guard next >= 0, page.document[next].kind == .paragraph else { return nil }
    let node = page.document[next]
    let bytes = page.source.bytes
    let columns = columns(of: id, on: page)
    guard columns > 1, node.startLine == page.document[id].endLine + 2 else { return nil }
    for line in Int(node.startLine)...Int(max(node.startLine, node.endLine)) {
      let row = TableRow.content(ofLine: line, on: page)
      guard row.count > 1, bytes[row.lowerBound] == UInt8(ascii: "|"),
        bytes[row.upperBound - 1] == UInt8(ascii: "|"), TableRow.cells(of: row, in: bytes).count == columns
      else { return nil }
    }
    let end = page.source.lines.content(Int(page.document[id].endLine), in: bytes).upperBound
    let start = page.source.lines.start(Int(node.startLine))
    let first = TableRow.content(ofLine: Int(node.startLine), on: page)
    return Diagnostic(
      .brokenTable, "The empty line ends the table: this row is shown as text", at: page.source.span(first),
      fix: "remove the empty line before it",
      replacements: page.source.lines.start(Int(page.document[id].endLine) + 1) < start
        && bytes[end..<start].allSatisfy({ $0 <= 0x20 })
        ? page.source.replacing(
          page.source.lines.start(Int(page.document[id].endLine) + 1)..<start, with: "") : [])
  }
}
