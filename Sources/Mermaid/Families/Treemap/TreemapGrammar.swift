import Diagnostics

/// Reads `treemap-beta`: sections and leaves, whose indentation says what they belong to.
///
/// The grammar follows mermaid.js's `treemap.langium`, in which line ends do not count, and white space before a row is
/// its indentation.
struct TreemapGrammar: LineGrammar {
  var reading: Reading
  var cursor: Cursor
  private var map = Treemap()
  private var classes = ClassTable()
  private var classOf: [Int: String] = [:]
  /// The sections around the next row, from the outside in.
  private var open: [(node: Int, level: Int)] = []

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> Treemap? {
    let settings = text.config["treemap"]
    if let format = settings?["valueFormat"]?.text { map.format = .init(format) }
    map.showsValues = settings?["showValues"]?.bool ?? true
    cursor.skipSpace()
    if !cursor.take("treemap-beta") { cursor.take("treemap") }
    while !findings.isFull {
      skipLineEnds()
      guard !cursor.isAtEnd else { break }
      row()
      if map.nodes.count > limits.nodes {
        stop(.tooMany("sections and leaves", limit: limits.nodes, at: cursor.character))
      }
    }
    for index in map.nodes.indices {
      map.nodes[index].style = classOf[index].flatMap { classes[$0] } ?? .inherited
    }
    return map
  }

  /// Line ends and comments.
  private mutating func skipLineEnds() {
    while !cursor.isAtEnd {
      if cursor.seesComment() { cursor.takeLine() } else if !cursor.take(.newline) { return }
    }
  }

  private mutating func blanks() -> Int { cursor.take { $0 == .space || $0 == .tab }.count }

  private mutating func row() {
    let start = cursor.at
    var level = 0
    if cursor.peek != .space, cursor.peek != .tab {
      if takeTitle() || takeAccessibility() { return }
    } else {
      level = blanks()
      if takeTitle() || takeAccessibility() { return }
      skipLineEnds()
      if cursor.isAtEnd {
        return failRow("white space at the end of the diagram", at: start..<start + 1, fix: "remove it")
      }
      if cursor.peek == .space || cursor.peek == .tab {
        return failRow("white space at the end of a line", at: start..<start + 1, fix: "remove it")
      }
    }
    if cursor.sees("classDef") { return classDef() }
    item(level)
  }

  private mutating func failRow(_ what: String, at range: Range<Int>, fix: String) {
    findings.report(.mermaidSyntax, "mermaid.js does not read \(what)", at: text.range(in: range), fix: fix)
    if cursor.at == range.lowerBound { cursor.takeLine() }
  }

  private mutating func takeTitle() -> Bool {
    var ahead = cursor
    guard ahead.take("title"), ahead.peek == .space || ahead.peek == .tab || ahead.isAtLineEnd else {
      return false
    }
    let start = ahead.at
    while !ahead.isAtLineEnd, !ahead.seesComment() { ahead.at += 1 }
    let words = decoded(cursor.trimmed(start..<ahead.at))
    if !words.isEmpty { header.title = words }
    cursor = ahead
    return true
  }

  private mutating func classDef() {
    let start = cursor.at
    cursor.take("classDef")
    let space = cursor.skipSpace()
    let name = cursor.take(while: \.isWord)
    guard space, name.count > 1, let first = name.first, !text.bytes[first].isDigit else {
      return fail(
        "the name of a class has two letters or more", at: start..<max(name.upperBound, start + 8),
        fix: "write `classDef name fill:#eef`")
    }
    var ahead = cursor
    if ahead.skipSpace() {
      let styles = ahead.take { $0 != .semicolon && $0 != .newline }
      classes.define([words(name)], text.bytes[styles])
      cursor = ahead
    }
    cursor.take(.semicolon)
  }

  private mutating func item(_ level: Int) {
    let start = cursor.at
    guard let label = label() else { return }
    var ahead = cursor
    ahead.take { $0 == .space || $0 == .tab }
    var value: Double?
    if !ahead.sees(":::"), ahead.peek == .colon || ahead.peek == .comma {
      ahead.at += 1
      ahead.take { $0 == .space || $0 == .tab }
      cursor = ahead
      guard let number = number() else { return }
      value = number
    }
    var name: Range<Int>?
    if cursor.take(":::") {
      let word = cursor.take(while: \.isWord)
      guard let first = word.first, !text.bytes[first].isDigit else {
        return fail(
          "the name of a class must follow `:::`", at: start..<cursor.at,
          fix: "write the name, or remove `:::`")
      }
      name = word
    }
    add(.init(label: Label.plain(text.bytes[label]), value: value, range: text.range(in: label)), level)
    if let name { classOf[map.nodes.count - 1] = words(name) }
  }

  private mutating func add(_ node: Treemap.Node, _ level: Int) {
    var node = node
    while let last = open.last, last.level >= level { open.removeLast() }
    node.parent = open.last?.node
    if node.value == nil {
      guard open.count < limits.depth else {
        return stop(.tooDeep("sections", limit: limits.depth, at: cursor.character))
      }
      open.append((map.nodes.count, level))
    }
    map.nodes.append(node)
  }

  /// A string without escapes, which may go over several lines.
  private mutating func label() -> Range<Int>? {
    guard let quote = cursor.peek, quote == .quote || quote == .apostrophe else {
      fail(
        "a section or a leaf begins with its label in quotes, found \(cursor.found)", at: cursor.character,
        fix: "write `\"label\"` or `\"label\": 10`")
      return nil
    }
    let start = cursor.at
    cursor.at += 1
    let words = cursor.take { $0 != quote }
    guard cursor.take(quote) else {
      cursor.at = start
      fail(
        "this quotation is never closed", at: start..<start + 1, fix: "write \(cursor.found) after the label")
      cursor.at = cursor.end
      return nil
    }
    return words
  }

  private mutating func number() -> Double? {
    let range = cursor.take {
      $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || $0 == .comma
    }
    let digits = words(range).filter { $0 != "," }
    guard let value = Double(decimalStartOf: digits), text.bytes[range].first != .comma else {
      cursor.at = range.lowerBound
      fail(
        "the value of a leaf must be a number such as `12` or `1,200.5`, found \(cursor.found)",
        at: cursor.character,
        fix: "write it in digits, without a sign or a unit")
      return nil
    }
    guard value.isDrawable else {
      findings.report(.tooLarge(at: range), in: text)
      return nil
    }
    return value
  }
}
