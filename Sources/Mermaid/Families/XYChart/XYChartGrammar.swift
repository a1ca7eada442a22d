import Diagnostics

/// Reads `xychart`: titles, axes, bars and lines.
struct XYChartGrammar: TokenGrammar {
  var reading: Reading
  var lexer: XYChartLexer
  var token: Token<XYChartLexer.Kind>
  private var chart = XYChart()
  private var values = 0

  init(_ reading: Reading) {
    self.reading = reading
    lexer = XYChartLexer(reading.text)
    token = lexer.next()
  }

  mutating func read() -> XYChart? {
    readHeader()
    while token.kind != .endOfText, !(findings.isFull && findings.hasErrors) {
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
      try xAxis()
    case .yAxis:
      advance()
      try yAxis()
    case .line, .bar:
      advance()
      try plot(word.kind == .bar ? .bar : .line, at: word.range)
    case .accessibility: try accessibility()
    default:
      throw Mistake(
        "a statement must stand here, found \(found)", at: place,
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
        fix: "write `}` behind its words", resume: text.bytes.count)
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
      throw Mistake("\(what) must stand here, found \(found)", at: place, fix: "write `\(example)`")
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

  private mutating func xAxis() throws(Mistake) {
    if seesWords { chart.xAxis.title = try words("the title of the axis", "") } else { try expectAxis() }
    if take(.open) {
      chart.categories = try list("a category", "[May, June, \"first of July\"]") { grammar throws(Mistake) in
        try grammar.words("a category", "[May, June, \"first of July\"]")
      }
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
      "the title of the axis or its range must stand here, found \(found)", at: place,
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
      value.isFinite
    else { throw Mistake("a number must stand here, found \(found)", at: place, fix: "write `\(example)`") }
    advance()
    return value
  }

  /// The members of a list, behind its `[`, with its `]`.
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
        "values in brackets must stand here, found \(found)", at: place, fix: "write `\(example)`")
    }
    let numbers = try list("a value", example) { grammar throws(Mistake) in try grammar.number(example) }
    values += numbers.count
    guard values <= limits.nodes else {
      throw Mistake(
        "more than \(limits.nodes) values", at: word, fix: "split the chart into several", rule: .mermaidLimit
      )
    }
    chart.plots.append(.init(kind, title: title, values: numbers))
  }
}
