import Diagnostics

/// A column of a table: `Title=key`. `` `key` `` sets the value as code, `[key](key)` makes a link; `{key}` stands for a
/// value inside the link's address.
struct DataColumn {
  var title: String
  var text: DataKey
  var isCode: Bool
  var address: DataTemplate?

  var keys: [DataKey] { [text] + (address?.keys ?? []) }
}

/// The columns of a table, and what it shows for values that are missing.
struct DataColumns {
  var columns: [DataColumn]
  var empty = ""

  var keys: [DataKey] { columns.flatMap(\.keys) }

  /// The table of some rows, as Markdown.
  func markdown(of rows: [DataRow]) -> String {
    line(columns.map { Self.escaped($0.title) }) + line(columns.map { Self.alignment(of: $0, in: rows) })
      + rows.map { row in line(columns.map { cell($0, of: row) }) }.joined()
  }

  private func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

  /// Numbers are set flush right.
  private static func alignment(of column: DataColumn, in rows: [DataRow]) -> String {
    let values = rows.compactMap { $0[column.text] }.filter { !$0.isNull }
    return !values.isEmpty && values.allSatisfy { $0.number != nil } ? "--:" : "---"
  }

  private func cell(_ column: DataColumn, of row: DataRow) -> String {
    guard let value = row[column.text], !value.isNull else { return Self.escaped(empty) }
    let text = value.shownTexts.map { column.isCode ? Self.code($0) : $0 }.joined(separator: ", ")
    // Without an address there is nothing to link to.
    guard let address = column.address,
      address.keys.allSatisfy({ key in row[key].map { !$0.isNull } ?? false })
    else { return Self.escaped(text) }
    return Self.escaped("[\(text)](<\(address.text(of: row))>)")
  }

  private static func code(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }

  /// In one line, with nothing that would end a cell.
  private static func escaped(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
  }
}

extension DataColumns {
  /// Reads `Title=key, Other=key`.
  init(_ source: SourceText, _ range: Range<Int>) throws(DiagnosticError) {
    columns = []
    var start = range.lowerBound
    for at in range.lowerBound...range.upperBound {
      guard at == range.upperBound || source.bytes[at] == UInt8(ascii: ",") else { continue }
      let part = Self.trimmed(source.bytes, start..<at)
      start = at + 1
      if part.isEmpty { continue }
      columns.append(try Self.column(source, part))
    }
  }

  private static func column(_ source: SourceText, _ range: Range<Int>) throws(DiagnosticError) -> DataColumn
  {
    let bytes = source.bytes
    let equals = bytes[range].firstIndex(of: UInt8(ascii: "="))
    var cell = equals.map { trimmed(bytes, ($0 + 1)..<range.upperBound) } ?? range
    var address: DataTemplate?
    if bytes[cell].first == UInt8(ascii: "[") {
      guard let middle = bytes[cell].firstRange(of: "]("), bytes[cell].last == UInt8(ascii: ")")
      else { throw bad("Link without a destination", source, cell) }
      address = Self.address(source, middle.upperBound..<(cell.upperBound - 1))
      cell = (cell.lowerBound + 1)..<middle.lowerBound
    }
    var isCode = false
    if cell.count > 2, bytes[cell].first == UInt8(ascii: "`"), bytes[cell].last == UInt8(ascii: "`") {
      isCode = true
      cell = (cell.lowerBound + 1)..<(cell.upperBound - 1)
    }
    let text = DataKey(source, cell)
    if text.path.contains("") { throw bad("Column without a key", source, range) }
    let title = equals.map { source.text(in: trimmed(bytes, range.lowerBound..<$0)) }
    return DataColumn(title: title ?? source.text(in: cell), text: text, isCode: isCode, address: address)
  }

  /// A key, or text with `{key}` in it.
  private static func address(_ source: SourceText, _ range: Range<Int>) -> DataTemplate {
    source.bytes[range].contains(UInt8(ascii: "{"))
      ? DataTemplate(source, range) : DataTemplate(DataKey(source, range))
  }

  private static func bad(_ message: String, _ source: SourceText, _ range: Range<Int>) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .badData, message, at: source.span(range),
        fix: "write a column as `Title=key`, ``Title=`key` `` or `Title=[key](key)`"))
  }

  private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
    while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
    return lower..<upper
  }
}
