import Diagnostics

/// Reads `pie`: slices, one on each line, with the title and accessibility statements between them.
struct PieGrammar: LangiumGrammar {
  var reading: Reading
  var cursor: Cursor
  private var chart = PieChart()
  private var labels: Set<String> = []

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> PieChart? {
    document()
    readSettings()
    return chart
  }

  /// Values that mermaid.js ignores, such as a hole as large as the pie, are ignored.
  private mutating func readSettings() {
    let settings = text.config["pie"]
    if let hole = settings?["donutHole"]?.number, hole > 0, hole <= 0.9 { chart.hole = hole }
    if let place = settings?["textPosition"]?.number, (0...1).contains(place) { chart.textPosition = place }
    if let label = settings?["highlightSlice"]?.text, !label.isEmpty, label != "hover" {
      chart.highlighted = label
    }
    if let legend = settings?["legendPosition"]?.text.flatMap(PieChart.Legend.init(rawValue:)) {
      chart.legend = legend
    }
  }

  private mutating func document() {
    cursor.skipSpace()
    cursor.take("pie")
    skipBlanks()
    if sees(word: "showData") {
      cursor.take("showData")
      chart.showsData = true
    }
    readStatements { $0.statement() }
  }

  private mutating func statement() {
    if cursor.peek == .quote || cursor.peek == .apostrophe { slice() } else { unknown() }
  }

  /// `"label" : 12.5`
  private mutating func slice() {
    let start = cursor.at
    guard let label = string() else {
      cursor.at = start
      return fail(
        "this quotation is never closed", at: start..<start + 1,
        fix: "write \(cursor.found) after the label")
    }
    let labelEnd = cursor.at
    skipBlanks()
    guard cursor.take(.colon) else {
      return fail(
        "`:` must follow the label, found \(cursor.found)", at: cursor.character,
        fix: "write `\(cursor.text(start..<labelEnd)) : 10`")
    }
    skipBlanks()
    let place = cursor.at
    let sign = cursor.take("-")
    guard let value = number() else {
      cursor.at = place
      return fail(
        "a number such as `12` or `12.5` must follow the `:`, found \(cursor.found)", at: cursor.character,
        fix: "write the value in digits, without a sign, unit or exponent")
    }
    let range = place..<cursor.at
    guard endLine(after: "the value") else { return }
    if sign, value > 0 {
      findings.report(
        .mermaidSyntax, "a slice cannot be negative, as `\(label)` is", at: text.range(in: range),
        fix: "write a value of 0 or more")
      return
    }
    guard labels.insert(label).inserted else {
      findings.warn(
        "`\(label)` is there already; its first value counts",
        at: text.range(in: start..<labelEnd), fix: "remove one of the two")
      return
    }
    chart.slices.append(.init(label: label, value: value))
    if chart.slices.count > limits.nodes {
      stop(.tooMany("slices", limit: limits.nodes, at: range, fix: "put the small ones together"))
    }
  }

  /// Digits, without leading zeros unless a fraction follows.
  private mutating func number() -> Double? {
    let whole = cursor.take(while: \.isDigit)
    guard let first = text.bytes[whole].first else { return nil }
    var isFraction = false
    if cursor.peek == UInt8(ascii: "."), cursor.peek(1)?.isDigit == true {
      cursor.at += 1
      cursor.take(while: \.isDigit)
      isFraction = true
    }
    guard cursor.peek != UInt8(ascii: "."), isFraction || whole.count == 1 || first != UInt8(ascii: "0"),
      let value = Double(cursor.text(whole.lowerBound..<cursor.at)), value.isFinite
    else { return nil }
    return value
  }

  private mutating func unknown() {
    let start = cursor.at
    var ahead = cursor
    let word = ahead.take(while: \.isWord)
    let name = cursor.text(word)
    if let near = NearMiss.nearest(to: name, in: ["title", "showData", "accTitle", "accDescr"]) {
      return fail("`\(name)` does not begin a statement of a pie chart", at: word, fix: "write `\(near)`")
    }
    if name == "title" { return failTitle(at: word) }
    if name == "showData" {
      return fail("`showData` must follow `pie` directly", at: word, fix: "write `pie showData`")
    }
    var rest = cursor
    let line = rest.text(rest.trimmed(rest.takeLine()))
    let label = line.prefix { $0 != ":" }
    fail(
      "a slice begins with its label in quotes, found \(cursor.found)",
      at: start..<max(word.upperBound, cursor.character.upperBound),
      fix: line.contains(":") ? "write `\"\(label.trimmingSpace())\" : …`" : "write `\"label\" : 10`")
  }
}
