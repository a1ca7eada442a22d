import Diagnostics

/// Reads `quadrantChart`: axes, names of quadrants, and points with their styles, one on each line.
///
/// The grammar follows mermaid.js's `quadrant.jison`, which reads few signs outside of quotes.
struct QuadrantGrammar: LineGrammar {
  var reading: Reading
  var cursor: Cursor
  private var chart = QuadrantChart()
  private var classes: [String: QuadrantPointStyle] = [:]
  private var styles: [(className: String?, own: QuadrantPointStyle)] = []

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> QuadrantChart? {
    cursor.skipWideSpace()
    cursor.take("quadrantChart")
    while !findings.isFull, !cursor.isAtEnd {
      statement()
      endStatement()
      let limit = min(limits.nodes, QuadrantChart.mostPoints)
      if chart.points.count > limit { stop(.tooMany("points", limit: limit, at: cursor.character)) }
    }
    for (index, style) in styles.enumerated() {
      let whole = (style.className.flatMap { classes[$0] } ?? .init()).overridden(by: style.own)
      chart.points[index].radius = whole.radius
      chart.points[index].style = whole.style
    }
    readSettings()
    return chart
  }

  private mutating func readSettings() {
    let settings = text.config["quadrantChart"]
    // mermaid.js: at the top by default, and always below where there are points.
    chart.hasTopAxis = settings?["xAxisPosition"]?.text != "bottom" && chart.points.isEmpty
    chart.hasRightAxis = settings?["yAxisPosition"]?.text == "right"
  }

  private mutating func statement() {
    cursor.skipBlanks()
    if cursor.isAtLineEnd || cursor.peek == .semicolon { return }
    if takeAccessibility(ignoringCase: true) || failUnclosedDescription() { return }
    if cursor.take("title", ignoringCase: true, wholeWord: true) {
      header.title = decoded(cursor.trimmed(cursor.takeLine()))
    } else if cursor.take("classDef", ignoringCase: true, wholeWord: true) {
      classDefinition()
    } else if cursor.take("x-axis", ignoringCase: true) {
      if let axis = axis("x-axis Low --> High") { chart.xAxis = axis }
    } else if cursor.take("y-axis", ignoringCase: true) {
      if let axis = axis("y-axis Low --> High") { chart.yAxis = axis }
    } else if let quadrant = takeQuadrant() {
      if let words = phrase("the name of the quadrant", "quadrant-\(quadrant) Do first") {
        chart.quadrants[quadrant - 1] = words
      }
    } else {
      point()
    }
  }

  private mutating func takeQuadrant() -> Int? {
    let names: [StaticString] = ["quadrant-1", "quadrant-2", "quadrant-3", "quadrant-4"]
    return names.firstIndex { cursor.take($0, ignoringCase: true) }.map { $0 + 1 }
  }

  /// Steps over the end of the line, or over `;`.
  private mutating func endStatement() {
    cursor.skipBlanks()
    if cursor.seesComment() { cursor.takeLine() }
    if cursor.isAtEnd || cursor.take(.semicolon) || cursor.take(.newline) { return }
    failSign()
  }

  /// Reports what no statement has at the cursor.
  private mutating func failSign() {
    fail(
      "\(cursor.found) is not read here", at: cursor.character,
      fix: "remove it, or write words that have it in quotes: `\"…\"`")
  }

  private mutating func axis(_ example: String) -> QuadrantChart.Axis? {
    guard let low = phrase("a name", example) else { return nil }
    guard takeArrow() else { return .init(low: low) }
    cursor.skipBlanks()
    if cursor.isAtLineEnd || cursor.peek == .semicolon { return .init(low: low + " ⟶") }
    return phrase("a name", example).map { .init(low: low, high: $0) }
  }

  /// Whether `-->` is at the cursor, also with more hyphens.
  private static func seesArrow(_ cursor: Cursor) -> Bool {
    var ahead = cursor
    return ahead.take { $0 == .hyphen }.count > 1 && ahead.peek == UInt8(ascii: ">")
  }

  private mutating func takeArrow() -> Bool {
    cursor.skipBlanks()
    guard Self.seesArrow(cursor) else { return false }
    cursor.take(while: { $0 == .hyphen })
    cursor.at += 1
    return true
  }

  /// Words in quotes, or letters, digits and some signs; `nil` when their mistake has been reported.
  private mutating func phrase(_ what: String, _ example: String) -> String? {
    cursor.skipBlanks()
    let start = cursor.at
    if cursor.peek == .quote, !cursor.sees("\"\"") || cursor.sees("\"\"\"") { return quoted(start) }
    let words = takePlainWords()
    guard !words.isEmpty else {
      fail(
        "\(what) must follow, found \(cursor.found)", at: cursor.character,
        fix: cursor.isAtLineEnd ? "write `\(example)`" : "write it in quotes: `\"…\"`")
      return nil
    }
    return decoded(cursor.trimmed(words))
  }

  private mutating func quoted(_ start: Int) -> String? {
    let isMarked = cursor.take("\"`")
    if !isMarked { cursor.take(.quote) }
    let words = cursor.take { $0 != .quote && (!isMarked || $0 != .backtick) }
    guard isMarked ? cursor.take("`\"") : cursor.take(.quote) else {
      cursor.at = start
      fail("this quotation is never closed", at: start..<start + 1, fix: "write '\"' after the words")
      return nil
    }
    let more = takePlainWords(isContinued: true)
    return (decoded(words) + decoded(more)).trimmingSpace()
  }

  /// Letters and signs that words may have without quotes.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || !byte.isASCII || byte == DiagramText.entityStart || byte == DiagramText.entityEnd
      || "_&,+=*.#!$%'`?\\/-".utf8.contains(byte)
  }

  private mutating func takePlainWords(isContinued: Bool = false) -> Range<Int> {
    let start = cursor.at
    if cursor.peek == .hyphen, !isContinued { return start..<start }
    while let byte = cursor.peek, !seesWordEnd {
      if byte.isLetter {
        cursor.take(while: \.isLetter)
      } else if byte.isBlank {
        cursor.skipBlanks()
      } else if Self.isPlain(byte) {
        cursor.at += 1
      } else {
        break
      }
    }
    return start..<cursor.at
  }

  /// Whether something begins here that ends the words before it: mermaid.js reads keywords anywhere.
  private var seesWordEnd: Bool {
    var ahead = cursor
    ahead.skipBlanks()
    if ahead.seesComment() { return true }
    let keywords: [StaticString] = [
      "x-axis", "y-axis", "quadrant-1", "quadrant-2", "quadrant-3", "quadrant-4",
    ]
    if keywords.contains(where: { ahead.sees($0, ignoringCase: true) }) { return true }
    if ahead.sees("quadrantChart", ignoringCase: true) { return true }
    if cursor.sees("title", ignoringCase: true, wholeWord: true) { return true }
    if cursor.sees("classDef", ignoringCase: true, wholeWord: true) { return true }
    if ahead.takeAccessibilityStart(ignoringCase: true) != nil { return true }
    return Self.seesArrow(ahead)
  }

  /// `Campaign A:::class1: [0.3, 0.6] radius: 12`
  private mutating func point() {
    let start = cursor.at
    if [UInt8(ascii: "["), .colon, .hyphen].contains(cursor.peek) { return failSign() }
    guard let label = phrase("the name of a point", "Campaign A: [0.3, 0.6]") else { return }
    let range = cursor.trimmed(start..<cursor.at)
    var name: String?
    if cursor.take(":::") {
      let word = cursor.take(while: \.isWord)
      guard !word.isEmpty else {
        return fail(
          "the name of a class must follow `:::`", at: cursor.character, fix: "write it, or remove `:::`")
      }
      name = words(word)
    }
    guard takePlaceStart() else {
      return fail(
        "a place must follow `\(label)`, found \(cursor.found)",
        at: cursor.isAtLineEnd ? range : cursor.character, fix: "write `\(label): [0.3, 0.6]`")
    }
    guard let (x, y) = place(), let style = style() else { return }
    chart.points.append(.init(label: label, x: x, y: y, range: text.range(in: range)))
    styles.append((name, style))
  }

  private mutating func takePlaceStart() -> Bool {
    var ahead = cursor
    ahead.skipSpace()
    guard ahead.take(.colon) else { return false }
    ahead.skipSpace()
    guard ahead.take(UInt8(ascii: "[")) else { return false }
    ahead.skipSpace()
    cursor = ahead
    return true
  }

  private mutating func place() -> (Double, Double)? {
    guard let x = coordinate() else { return nil }
    cursor.skipSpace()
    guard cursor.take(.comma) else {
      fail(
        "a comma must follow the first number, found \(cursor.found)", at: cursor.character,
        fix: "write `[0.3, 0.6]`")
      return nil
    }
    cursor.skipSpace()
    guard let y = coordinate() else { return nil }
    cursor.skipSpace()
    guard cursor.take(UInt8(ascii: "]")) else {
      fail(
        "`]` must follow the second number, found \(cursor.found)", at: cursor.character,
        fix: "write `[0.3, 0.6]`")
      return nil
    }
    return (x, y)
  }

  /// 0, 1, or a number between them that begins with `0.`
  private mutating func coordinate() -> Double? {
    let start = cursor.at
    let range = cursor.take {
      $0.isDigit || $0 == UInt8(ascii: ".") || $0 == .hyphen || $0 == UInt8(ascii: "+")
    }
    let written = words(range)
    let isFraction =
      written.hasPrefix("0.") && written.dropFirst(2).allSatisfy(\.isNumber) && written.count > 2
    if written == "0" || written == "1" || isFraction { return Double(written) }
    cursor.at = start
    fail(
      "expected a number from 0 to 1, found \(range.isEmpty ? cursor.found : "`\(written)`")",
      at: range.isEmpty ? cursor.character : range, fix: "write `0`, `1` or a number such as `0.25`")
    return nil
  }

  private mutating func classDefinition() {
    cursor.take { $0 == .space || $0 == .tab }
    let name = cursor.take { $0.isAlphanumeric || "-,:&#*".utf8.contains($0) }
    guard !name.isEmpty, cursor.peek?.isBlank == true else {
      return fail(
        "the name of the class and its style must follow `classDef`, found \(cursor.found)",
        at: cursor.character,
        fix: "write `classDef large radius: 12`")
    }
    cursor.skipBlanks()
    guard !cursor.isAtLineEnd else {
      return fail(
        "a style must follow the name of the class", at: name,
        fix: "write `classDef \(words(name)) radius: 12`")
    }
    guard let style = style() else { return }
    classes[words(name)] = style
  }

  /// `radius: 12, color: #ff0000`, up to the end of the statement; `nil` when a mistake has been reported.
  private mutating func style() -> QuadrantPointStyle? {
    var style = QuadrantPointStyle()
    cursor.skipBlanks()
    if cursor.isAtLineEnd || cursor.peek == .semicolon || cursor.seesComment() { return style }
    repeat {
      let part = cursor.trimmed(
        cursor.take {
          $0.isAlphanumeric || $0.isBlank || $0 == .colon || $0 == .hash || $0 == .hyphen
            || $0 == DiagramText.entityStart
        })
      if let mistake = style.apply(words(part)) {
        let place = part.isEmpty ? cursor.character : part
        fail(mistake.message, at: place, fix: mistake.fix)
        return nil
      }
    } while cursor.take(.comma)
    return style
  }
}
