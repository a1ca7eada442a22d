import Diagnostics
import JSON
import Project

/// What a directive asks for that shows numbers as a picture:
///
///     <!-- flowdocs:chart data/curve.csv kind=line x="Iteration=step" y="Reward=reward, Held out=held_out"
///          unit=points title="A healthy job" -->
///
/// In place of a file, `output` is the block `output` before it. For `kind=histogram`, `x` has the values, and there is no
/// `y`.
extension Chart {
  /// - Throws: what is wrong with the directive, or with the data that it names.
  public static func read(
    _ directive: Directive, on page: Page, data: DataFiles
  ) throws(DiagnosticError) -> Chart? {
    guard let comment = DirectiveComment(page.source, at: directive.range.lowerBound) else { return nil }
    let request = try DataRequest(comment, as: form)
    let words = try ChartWords(request)
    let rows = try Self.rows(request, page, data)
    return try ChartReading(words: words, data: rows, request: request).chart()
  }

  static let form = DataRequest.Form(
    name: "chart", phrase: "a chart", parameters: ["kind", "x", "y", "unit", "xUnit", "title"],
    usage: "write `<!-- flowdocs:chart FILE kind=line x=\"Title=key\" y=\"Title=key, Other=key\" -->`")

  private static let output = "output"

  private static func rows(
    _ request: DataRequest, _ page: Page, _ data: DataFiles
  ) throws(DiagnosticError) -> DataRows {
    let reference = request.reference
    guard reference.file == output else { return try DataRows(reference, in: data) }
    guard
      let block = page.blocks.last(where: { $0.isOutput && $0.range.upperBound <= request.range.lowerBound })
    else {
      throw DiagnosticError(
        Diagnostic(
          .badData, "Chart of an output, but no block `output` is above it", at: reference.fileSpan,
          fix: "write the chart below the output that it shows, or name a file"))
    }
    return try DataRows(reference, data: DataFile(delimited: page.source, block.bodyRange))
  }
}

/// The parameters of a chart.
private struct ChartWords {
  var kind = Chart.Kind.line
  var x: [DataColumn] = []
  var y: [DataColumn] = []
  var unit: String?
  var xUnit: String?
  var title: String?

  init(_ request: DataRequest) throws(DiagnosticError) {
    var seen: Set<String> = []
    for word in request.parameters {
      guard let name = word.name, seen.insert(name).inserted else {
        throw DiagnosticError(request.givenTwice(word))
      }
      switch name {
      case "kind": kind = try Self.kind(word, request)
      case "x": x = try DataColumns(request.source, word.range).columns
      case "y": y = try DataColumns(request.source, word.range).columns
      case "unit": unit = word.value
      case "xUnit": xUnit = word.value
      default: title = word.value
      }
    }
    if x.isEmpty { throw DiagnosticError(request.incomplete("x")) }
    if y.isEmpty, kind != .histogram { throw DiagnosticError(request.incomplete("y")) }
    if let second = x.dropFirst().first { throw Self.bad("`x` takes one column", second.text.span) }
    if kind == .histogram, let column = y.first {
      throw Self.bad("A histogram counts the values of `x`, and takes no `y`", column.text.span)
    }
    if y.count > Chart.mostSeries {
      throw Self.bad(
        "\(y.count) series in one chart; more than \(Chart.mostSeries) cannot be told apart",
        y[Chart.mostSeries].text.span)
    }
  }

  private static func kind(_ word: DataWord, _ request: DataRequest) throws(DiagnosticError) -> Chart.Kind {
    if let kind = Chart.Kind(rawValue: word.value) { return kind }
    let known = Chart.Kind.allCases.map(\.rawValue)
    throw DiagnosticError(
      Diagnostic(
        .badData, "Unknown kind `\(word.value)` of a chart", at: request.source.span(word.range),
        name: word.value, guess: NearMiss.guess(for: word.value, in: known),
        otherwise: "write " + known.alternatives))
  }

  private static func bad(_ message: String, _ span: SourceSpan) -> DiagnosticError {
    DiagnosticError(Diagnostic(.badData, message, at: span, fix: Chart.form.usage))
  }
}

/// The numbers of a chart in its rows.
private struct ChartReading {
  let words: ChartWords
  let data: DataRows
  let request: DataRequest

  func chart() throws(DiagnosticError) -> Chart {
    let column = words.x[0]
    try data.check((words.x + words.y).map(\.text), in: data.rows)
    guard (1...Chart.mostPlaces).contains(data.rows.count) else {
      throw bad(
        data.rows.isEmpty
          ? "No row to draw" : "\(data.rows.count) rows; a chart has at most \(Chart.mostPlaces)", column)
    }
    var series: [Chart.Series] = []
    for y in words.y { series.append(try .init(title: y.title, values: values(y))) }
    let isCount = words.kind == .histogram
    return Chart(
      kind: words.kind, title: words.title ?? (words.y.isEmpty ? words.x : words.y).map(\.title).enumeration,
      x: .init(title: column.title, unit: isCount ? words.unit ?? words.xUnit : words.xUnit),
      y: .init(
        title: isCount ? "Count" : words.y.count == 1 ? words.y[0].title : "",
        unit: isCount ? nil : words.unit),
      places: try places(column), series: series)
  }

  /// Bars have names, also when these are numbers; lines and areas have numbers when all of them are.
  private func places(_ column: DataColumn) throws(DiagnosticError) -> Chart.Places {
    let isNumeric = data.rows.allSatisfy { $0[column.text]?.number != nil }
    if words.kind == .histogram || (isNumeric && words.kind != .bar) {
      var numbers: [Double] = []
      for row in data.rows {
        guard let number = try number(row, column) else {
          throw bad("A row has no `\(column.text.name)`", column, row.value)
        }
        if words.kind != .histogram, let last = numbers.last, number <= last {
          throw bad(
            "`\(column.text.name)` must ascend from row to row", column, row[column.text] ?? row.value)
        }
        numbers.append(number)
      }
      return .numbers(numbers)
    }
    var names: [String] = []
    for row in data.rows {
      let texts = row[column.text]?.shownTexts ?? []
      if texts.isEmpty { throw bad("A row has no `\(column.text.name)`", column, row.value) }
      names.append(texts.joined(separator: ", "))
    }
    return .names(names)
  }

  private func values(_ column: DataColumn) throws(DiagnosticError) -> [Double?] {
    var values: [Double?] = []
    for row in data.rows { values.append(try number(row, column)) }
    if values.allSatisfy({ $0 == nil }) { throw bad("No row has a number in `\(column.text.name)`", column) }
    return values
  }

  /// `nil` where the row has none.
  private func number(_ row: DataRow, _ column: DataColumn) throws(DiagnosticError) -> Double? {
    guard let value = row[column.text], !value.isNull else { return nil }
    guard let number = value.double else {
      let text = value.string.map { "`\($0)`" } ?? "A \(value.typeName)"
      throw bad("\(text) in `\(column.text.name)` is not a number", column, value)
    }
    if abs(number) < 1e15 { return number }
    throw bad("`\(value.number?.literal ?? "")` in `\(column.text.name)` is too large to draw", column, value)
  }

  private func bad(_ message: String, _ column: DataColumn, _ value: JSON? = nil) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .badData, message, at: column.text.span,
        notes: value.map { [data.note("it is here", $0)] } ?? []))
  }
}

extension [String] {
  /// `A`, `A and B`, `A, B and C`.
  package var enumeration: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + self[count - 1]
  }
}
