import Diagnostics

/// Reads `xychart`: titles, axes, bars and lines.
struct XYChartGrammar: TokenGrammar {
  var reading: Reading
  var lexer: XYChartLexer
  var token: Token<XYChartLexer.Kind>
  private var chart = XYChart()
  /// Values and categories.
  private var members = 0
  /// The places of the values of each plot.
  private var places: [[Range<Int>]] = []

  init(_ reading: Reading) {
    self.reading = reading
    lexer = XYChartLexer(reading.text)
    token = lexer.next()
  }

  mutating func read() -> XYChart? {
    readHeader()
    while token.kind != .endOfText, !findings.isFull {
      do throws(Mistake) {
        try statement()
      } catch {
        findings.report(error, in: text)
        if let resume = error.resume { lexer.resume(at: resume) } else { lexer.skipLine() }
        advance()
      }
    }
    readSettings()
    if chart.plots.isEmpty, !findings.hasErrors {
      findings.report(
        .mermaidSyntax, "the chart has neither a `bar` nor a `line`",
        at: text.range(in: Cursor(text).restOfLine),
        fix: "write `bar [1, 2, 3]` in a line of its own")
    }
    warnOfValues()
    return chart
  }

  private mutating func readHeader() {
    while token.kind == .header || token.kind == .lineEnd || token.kind == .semicolon {
      let isHeader = token.kind == .header
      advance()
      guard isHeader, token.kind == .orientation else { continue }
      chart.isHorizontal = text.bytes[token.range.lowerBound].folded == UInt8(ascii: "h")
      advance()
    }
  }

  private mutating func readSettings() {
    let settings = text.config["xyChart"]
    if settings?["chartOrientation"]?.text == "horizontal" { chart.isHorizontal = true }
    chart.showsValues = settings?["showDataLabel"]?.bool == true
    if settings?["showTitle"]?.bool == false { header.title = nil }
  }

  private mutating func statement() throws(Mistake) {
    let word = token
    switch word.kind {
    case .lineEnd, .semicolon: advance()
    case .title:
      advance()
      header.title = try words("the title", "title \"Sales\"")
    case .xAxis:
      advance()
      try xAxis(at: word.range)
    case .yAxis:
      advance()
      try yAxis()
    case .line, .bar:
      advance()
      try plot(word.kind == .bar ? .bar : .line, at: word.range)
    case .accessibility: try accessibility()
    default:
      throw Mistake(
        "expected a statement, found \(found)", at: place,
        fix: NearMiss.nearest(
          to: String(decoding: text.bytes[word.range], as: UTF8.self), in: Self.statements
        ).map {
          "write `\($0)`"
        }
          ?? "begin it with `title`, `x-axis`, `y-axis`, `bar` or `line`, and write words with signs or spaces in quotes"
      )
    }
  }

  private static let statements = ["title", "x-axis", "y-axis", "bar", "line", "accTitle", "accDescr"]

  private mutating func accessibility() throws(Mistake) {
    var cursor = Cursor(text, at: token.range.lowerBound)
    guard let (start, words, isClosed) = cursor.takeAccessibility(ignoringCase: true), isClosed else {
      throw Mistake(
        "the description has no end", at: token.range.lowerBound..<token.range.lowerBound + 8,
        fix: "write `}` after its words", resume: text.bytes.count)
    }
    setAccessible(start, words)
    lexer.resume(at: cursor.at)
    advance()
  }

  private var found: String { Cursor(text, at: place.lowerBound).found }

  /// The next token, with its quote where it is a string.
  private var place: Range<Int> {
    token.kind == .string ? token.range.lowerBound - 1..<token.range.upperBound + 1 : token.range
  }

  private var seesWords: Bool { token.kind == .word || token.kind == .string }

  /// Words in quotes, or letters and signs; spaces between them are kept.
  private mutating func words(_ what: String, _ example: String) throws(Mistake) -> String {
    guard seesWords else {
      throw Mistake("expected \(what), found \(found)", at: place, fix: "write `\(example)`")
    }
    var range = token.range
    let isString = token.kind == .string
    advance()
    while !isString, token.kind == .word {
      range = range.lowerBound..<token.range.upperBound
      advance()
    }
    let words = decoded(range).trimmingSpace()
    let isMarked = isString && words.count > 1 && words.hasPrefix("`") && words.hasSuffix("`")
    return isMarked ? String(words.dropFirst().dropLast()) : words
  }

  private mutating func xAxis(at word: Range<Int>) throws(Mistake) {
    if seesWords { chart.xAxis.title = try words("the title of the axis", "") } else { try expectAxis() }
    if take(.open) {
      chart.categories = try list("a category", "[May, June, \"first of July\"]") { grammar throws(Mistake) in
        try grammar.words("a category", "[May, June, \"first of July\"]")
      }
      try count(chart.categories.count, at: word)
      chart.xAxis.range = nil
    } else if token.kind == .number {
      chart.xAxis.range = try range()
      chart.categories = []
    }
  }

  private mutating func yAxis() throws(Mistake) {
    if seesWords { chart.yAxis.title = try words("the title of the axis", "") } else { try expectAxis() }
    if token.kind == .number { chart.yAxis.range = try range() }
  }

  private func expectAxis() throws(Mistake) {
    guard token.kind != .open, token.kind != .number else { return }
    throw Mistake(
      "expected the title of the axis or its range, found \(found)", at: place,
      fix: "write `x-axis [May, June]` or `y-axis \"Revenue in €\" 0 --> 100`")
  }

  private mutating func range() throws(Mistake) -> XYChart.Axis.Range {
    let from = try number("0 --> 100")
    guard take(.arrow) else {
      throw Mistake("`-->` must follow the first number, found \(found)", at: place, fix: "write `0 --> 100`")
    }
    return .init(from: from, to: try number("0 --> 100"))
  }

  private mutating func number(_ example: String) throws(Mistake) -> Double {
    let range = token.range
    guard token.kind == .number, let value = Double(String(decoding: text.bytes[range], as: UTF8.self)),
      !value.isNaN
    else { throw Mistake("expected a number, found \(found)", at: place, fix: "write `\(example)`") }
    guard value.isDrawable else { throw .tooLarge(at: range) }
    advance()
    return value
  }

  /// The members of a list, after its `[`, with its `]`.
  private mutating func list<Member>(
    _ what: String, _ example: String, _ member: (inout Self) throws(Mistake) -> Member
  ) throws(Mistake) -> [Member] {
    var members: [Member] = []
    repeat { members.append(try member(&self)) } while take(.comma)
    guard take(.close) else {
      throw Mistake("`,` or `]` must follow \(what), found \(found)", at: place, fix: "write `\(example)`")
    }
    return members
  }

  private mutating func plot(_ kind: XYChart.Plot.Kind, at word: Range<Int>) throws(Mistake) {
    let example = "\(kind.rawValue) [1, 2.5, 3]"
    let title = seesWords ? try words("the title of the plot", "") : ""
    guard take(.open) else {
      throw Mistake(
        "expected values in brackets, found \(found)", at: place, fix: "write `\(example)`")
    }
    let points = try list("a value", example) { grammar throws(Mistake) in try grammar.point(example) }
    try count(points.count, at: word)
    let labels = points.contains { !$0.label.isEmpty } ? points.map(\.label) : []
    chart.plots.append(.init(kind, title: title, values: points.map(\.value), labels: labels))
    places.append(points.map(\.place))
  }

  /// `5`, or `5 "words"`
  private mutating func point(_ example: String) throws(Mistake) -> (
    value: Double, label: String, place: Range<Int>
  ) {
    let place = token.range
    let value = try number(example)
    let words = token.range
    return (value, take(.string) ? decoded(words).trimmingSpace() : "", place)
  }

  private mutating func count(_ more: Int, at word: Range<Int>) throws(Mistake) {
    members += more
    guard members <= limits.nodes else {
      throw .tooMany("values and categories", limit: limits.nodes, at: word)
    }
  }

  /// Values that mermaid.js draws at a wrong place or not at all, one of each plot.
  private mutating func warnOfValues() {
    guard !findings.hasErrors else { return }
    for (plot, places) in zip(chart.plots, places) {
      if !chart.categories.isEmpty, plot.values.count > chart.count {
        findings.report(
          .mermaidDoubtful,
          "the x axis has \(chart.count.counted("category", "categories")) and this plot "
            + "\(plot.values.count) values",
          at: text.range(in: places[chart.count]), fix: "add categories, or remove the values without one")
      }
      guard let range = chart.yAxis.range else { continue }
      let (low, high) = (min(range.from, range.to), max(range.from, range.to))
      let values = plot.values.prefix(chart.count)
      if let index = values.firstIndex(where: { $0 < low || $0 > high }) {
        findings.report(
          .mermaidDoubtful, "\(values[index].written) is outside of the y axis",
          at: text.range(in: places[index]),
          fix: "let the range of the y axis include it")
      }
    }
  }
}
