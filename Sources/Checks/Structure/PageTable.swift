import Diagnostics
import Markdown
import Pages

/// A table of a page: its header in lower case, and its rows.
struct PageTable: Sendable {
  struct Cell: Sendable {
    /// Without markup.
    var text: String
    /// Whether all of it is inline code.
    var isCode: Bool
    var node: MarkdownDocument.NodeID

    /// The names of a list: inline code, or words with commas between them; none for a dash.
    var names: Set<String> {
      let words = text.split { $0 == "," || $0 == " " || $0 == ";" }.map(String.init)
      return Set(
        words.filter { word in
          word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && word.lowercased() != "none"
        })
    }
  }

  struct Row: Sendable {
    var cells: [Cell]
    var node: MarkdownDocument.NodeID

    /// The text of a cell as it is written; the row when its line is written otherwise.
    func span(ofCell column: Int, on page: Page) -> SourceSpan {
      let line = TableRow.content(ofLine: Int(page.document[node].startLine), on: page)
      let cells = TableRow.cells(of: line, in: page.source.bytes)
      guard column < cells.count else { return page.source.span(line) }
      var range = TableRow.trimmed(cells[column], in: page.source.bytes)
      let tick = UInt8(ascii: "`")
      if range.count > 2, page.source.bytes[range.lowerBound] == tick,
        page.source.bytes[range.upperBound - 1] == tick
      {
        range = (range.lowerBound + 1)..<(range.upperBound - 1)
      }
      return page.source.span(range)
    }
  }

  let header: [String]
  let rows: [Row]
  let node: MarkdownDocument.NodeID

  /// The position of the first column that has one of these titles.
  func column(_ titles: String...) -> Int? { header.firstIndex { titles.contains($0) } }

  static func tables(on page: Page) -> [PageTable] {
    page.document.nodes.indices.compactMap { index in
      page.document.nodes[index].kind == .table ? PageTable(MarkdownDocument.NodeID(index), on: page) : nil
    }
  }

  private init?(_ table: MarkdownDocument.NodeID, on page: Page) {
    let document = page.document
    let all = document.children(of: table).map { row in
      Row(
        cells: document.children(of: row).map { cell in
          let first = document[cell].firstChild
          let isCode = first >= 0 && document[first].kind == .code && document[first].nextSibling < 0
          return Cell(text: document.plainText(of: cell), isCode: isCode, node: cell)
        }, node: row)
    }
    guard let first = all.first else { return nil }
    header = first.cells.map { $0.text.lowercased() }
    rows = Array(all.dropFirst())
    node = table
  }
}
