import Diagnostics
import Project

/// Data as sections, each with a heading, text and a table; `sections` names the rows of the next level, to which what
/// follows it belongs:
///
///     <!-- flowdocs:sections data/plans.yml rows=/plans heading="{title}" body="For {audience}."
///          sections=limits heading="{name}" table=values columns="Region=region, Requests=requests" -->
enum SectionsDirective {
  static let form = DataRequest.Form(
    name: "sections", phrase: "sections",
    parameters: ["heading", "body", "table", "columns", "empty", "sections"],
    usage: "write `<!-- flowdocs:sections FILE rows=/path heading=\"{key}\" body=\"{other}\" -->`")

  static func kind(_ data: DataFiles) -> DirectiveKind {
    .data(
      "sections",
      "Headings with text and tables from a YAML, JSON or CSV file. Takes the file, `rows=`, `heading=`, and `body=`, `table=` and `sections=` where they are wanted."
    ) { comment throws(DiagnosticError) in
      let request = try DataRequest(comment, as: form)
      let levels = try SectionLevel.levels(of: request)
      let rows = try DataRows(request.reference, in: data)
      try SectionLevel.check(levels[...], rows.rows, rows)
      return SectionLevel.markdown(levels[...], rows.rows, depth: 2)
    }
  }
}

/// What the sections of one level show of their rows.
struct SectionLevel {
  var heading: DataTemplate?
  var body: DataTemplate?
  /// The rows of the table.
  var table: DataKey?
  var columns = DataColumns(columns: [])
  /// The rows of the sections below.
  var inner: DataKey?

  static func levels(of request: DataRequest) throws(DiagnosticError) -> [SectionLevel] {
    var levels = [SectionLevel()]
    var seen: Set<String> = []
    for word in request.parameters {
      guard let name = word.name, seen.insert(name).inserted else {
        throw DiagnosticError(request.givenTwice(word))
      }
      try levels[levels.count - 1].read(name, word.range, request)
      guard name == "sections" else { continue }
      levels.append(SectionLevel())
      seen = []
    }
    for level in levels {
      if level.heading == nil { throw DiagnosticError(request.incomplete("a heading")) }
      if (level.table == nil) != level.columns.columns.isEmpty {
        throw DiagnosticError(request.incomplete(level.table == nil ? "`table` for its columns" : "columns"))
      }
    }
    // Markdown has headings of six levels, and the first is the page's title.
    if levels.count > 5 { throw DiagnosticError(request.incomplete("headings for more than five levels")) }
    return levels
  }

  private mutating func read(
    _ name: String, _ range: Range<Int>, _ request: DataRequest
  ) throws(DiagnosticError) {
    switch name {
    case "heading": heading = DataTemplate(request.source, range)
    case "body": body = DataTemplate(request.source, range)
    case "table": table = DataKey(request.source, range)
    case "columns": columns.columns = try DataColumns(request.source, range).columns
    case "empty": columns.empty = request.source.text(in: range)
    default: inner = DataKey(request.source, range)
    }
  }

  /// The rows of all sections of a level are checked together: some may have no table, and no sections below.
  static func check(
    _ levels: ArraySlice<SectionLevel>, _ rows: [DataRow], _ data: DataRows
  ) throws(DiagnosticError) {
    guard let level = levels.first else { return }
    let keys = (level.heading?.keys ?? []) + (level.body?.keys ?? [])
    try data.check(keys + [level.table, level.inner].compactMap(\.self), in: rows)
    if let table = level.table { try data.check(level.columns.keys, in: rows.flatMap { $0.rows(at: table) }) }
    if let inner = level.inner { try check(levels.dropFirst(), rows.flatMap { $0.rows(at: inner) }, data) }
  }

  /// - Parameter depth: the level of the headings.
  static func markdown(_ levels: ArraySlice<SectionLevel>, _ rows: [DataRow], depth: Int) -> String {
    guard let level = levels.first else { return "" }
    return rows.map { row in
      let below = level.inner.map { row.rows(at: $0) } ?? []
      return level.markdown(of: row, depth: depth) + markdown(levels.dropFirst(), below, depth: depth + 1)
    }.joined()
  }

  private func markdown(of row: DataRow, depth: Int) -> String {
    let title = heading?.text(of: row).split(whereSeparator: \.isNewline).joined(separator: " ") ?? ""
    var text = String(repeating: "#", count: depth) + " " + title + "\n\n"
    if let body { text += body.text(of: row) + "\n\n" }
    let rows = table.map { row.rows(at: $0) } ?? []
    if !rows.isEmpty { text += columns.markdown(of: rows) + "\n" }
    return text
  }
}

extension DataRow {
  /// The rows in one of its values; none where it has no such value.
  fileprivate func rows(at key: DataKey) -> [DataRow] { self[key]?.rows() ?? [] }
}
