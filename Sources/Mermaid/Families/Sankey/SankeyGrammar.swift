import Diagnostics

/// Reads `sankey`: a record of source, target and value on each line, as in a CSV file (RFC 4180).
///
/// The grammar follows mermaid.js's `sankey.jison`, which reads the signs of ASCII only.
struct SankeyGrammar: LineGrammar {
  var reading: Reading
  var cursor: Cursor
  private var sankey = Sankey()
  private var indexOfLabel: [String: Int] = [:]
  private var places: [Range<Int>] = []

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> Sankey? {
    cursor.skipWideSpace()
    if !cursor.take("sankey-beta") { cursor.take("sankey") }
    readRecords()
    if sankey.flows.isEmpty, !findings.hasErrors {
      findings.report(
        .mermaidSyntax, "a Sankey diagram needs a flow", at: text.range(in: Cursor(text).restOfLine),
        fix: "write `Solar,Grid,12.5` in a line of its own")
    }
    checkCircles()
    readSettings()
    return sankey
  }

  private mutating func readRecords() {
    cursor.skipBlanks()
    // mermaid.js takes out empty lines, and white space at the end of the text.
    let end = text.bytes.lastIndex { !$0.isSpace } ?? 0
    guard cursor.at <= end else { return }
    guard cursor.take(.newline) else {
      return fail(
        "nothing may follow `sankey` on its line, found \(cursor.found)", at: cursor.character,
        fix: "begin a new line")
    }
    while cursor.at <= end, !findings.isFull {
      if cursor.take(.newline) { continue }
      record()
      if sankey.flows.count > limits.edges {
        stop(.tooMany("flows", limit: limits.edges, at: cursor.character))
      } else if sankey.nodes.count > limits.nodes {
        stop(.tooMany("nodes", limit: limits.nodes, at: cursor.character))
      }
    }
  }

  private mutating func readSettings() {
    let settings = text.config["sankey"]
    sankey.showsValues = settings?["showValues"]?.bool ?? true
    sankey.prefix = settings?["prefix"]?.text ?? ""
    sankey.suffix = settings?["suffix"]?.text ?? ""
    if let name = settings?["nodeAlignment"]?.text, let alignment = Sankey.Alignment(rawValue: name) {
      sankey.alignment = alignment
    }
    switch settings?["linkColor"]?.text {
    case "target": sankey.flowColor = .target
    case let name?: if let color = Color(css: name) { sankey.flowColor = .color(color) }
    case nil: break
    }
    for index in sankey.nodes.indices {
      sankey.nodes[index].color = settings?["nodeColors", sankey.nodes[index].label]?.text.flatMap(
        Color.init(css:))
    }
  }

  /// `Solar,"Grid, national",12.5`
  private mutating func record() {
    let start = cursor.at
    var fields: [(text: String, range: Range<Int>)] = []
    repeat {
      guard let field = field(fields.count, start) else { return }
      fields.append(field)
    } while fields.count < 3 && cursor.take(.comma)
    let line = start..<cursor.at
    guard fields.count == 3, cursor.isAtLineEnd else {
      return fail(
        fields.count < 3
          ? "a flow needs a source, a target and a value"
          : "nothing may follow the value, found \(cursor.found)",
        at: fields.count < 3 ? line : cursor.character,
        fix: fields.count < 3
          ? "write `Solar,Grid,12.5`"
          : "remove it, or write names that have commas in quotes: `\"Grid, national\"`")
    }
    guard let value = Double(decimalStartOf: fields[2].text), value >= 0 else {
      return fail(
        "the value of a flow must be a number of 0 or more, found `\(fields[2].text)`", at: fields[2].range,
        fix: "write it as in `\(fields[0].text),\(fields[1].text),12.5`")
    }
    guard value.isDrawable else { return findings.report(.tooLarge(at: fields[2].range), in: text) }
    let (from, to) = (node(fields[0]), node(fields[1]))
    sankey.flows.append(.init(from: from, to: to, value: value))
    places.append(cursor.trimmed(line))
  }

  private mutating func node(_ field: (text: String, range: Range<Int>)) -> Int {
    if let index = indexOfLabel[field.text] { return index }
    indexOfLabel[field.text] = sankey.nodes.count
    sankey.nodes.append(.init(label: field.text, range: text.range(in: field.range)))
    return sankey.nodes.count - 1
  }

  private static func isText(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != .comma && byte != .quote || byte == DiagramText.entityStart
      || byte == DiagramText.entityEnd
  }

  /// A field with its text; `nil` when its mistake has been reported.
  private mutating func field(_ number: Int, _ start: Int) -> (text: String, range: Range<Int>)? {
    let what = ["source", "target", "value"][number]
    if cursor.peek == .quote { return quotedField() }
    let range = cursor.take(while: Self.isText)
    guard range.isEmpty || !(cursor.isAtLineEnd || cursor.peek == .comma) else {
      return (decoded(cursor.trimmed(range)), cursor.trimmed(range))
    }
    if cursor.isAtLineEnd || cursor.peek == .comma {
      fail(
        "the \(what) of this flow is missing", at: cursor.at > start ? start..<cursor.at : cursor.character,
        fix: "write `Solar,Grid,12.5`")
    } else {
      failSign()
    }
    return nil
  }

  private mutating func failSign() {
    let isQuote = cursor.peek == .quote
    fail(
      isQuote
        ? "a quotation must begin right after the comma" : "mermaid.js does not read \(cursor.found) here",
      at: cursor.character,
      fix: isQuote
        ? "write the whole name in quotes, and a quote in it twice" : "write the name in letters of ASCII")
  }

  private mutating func quotedField() -> (text: String, range: Range<Int>)? {
    let start = cursor.at
    cursor.at += 1
    let words = cursor.at
    while let byte = cursor.peek {
      if byte == .quote {
        guard cursor.peek(1) == .quote, cursor.at > words || cursor.peek(2) == .quote else { break }
        cursor.at += 2
      } else if Self.isText(byte) || byte == .comma || byte == .newline {
        cursor.at += 1
      } else {
        failSign()
        return nil
      }
    }
    let range = words..<cursor.at
    guard !range.isEmpty, cursor.take(.quote) else {
      let isOpen = cursor.isAtEnd
      cursor.at = start
      fail(
        isOpen ? "this quotation is never closed" : "a name in quotes must not be empty",
        at: start..<start + 1,
        fix: isOpen ? "write '\"' after the name" : "write the name between the quotes")
      if isOpen { cursor.at = cursor.end }
      return nil
    }
    guard cursor.isAtLineEnd || cursor.peek == .comma else {
      fail(
        "a comma must follow the quotation, found \(cursor.found)", at: cursor.character,
        fix: "write the whole name in quotes, and a quote in it twice")
      return nil
    }
    return (decoded(range).replacing("\"\"", with: "\"").trimmingSpace(), range)
  }

  /// Reports the first flow that leads back to where it comes from.
  private mutating func checkCircles() {
    guard !findings.hasErrors, let flow = sankey.flowInCircle else { return }
    let (from, to) = (sankey.nodes[sankey.flows[flow].from].label, sankey.nodes[sankey.flows[flow].to].label)
    findings.report(
      .mermaidReference,
      from == to ? "`\(from)` flows into itself" : "`\(from)` flows back to `\(to)`",
      at: text.range(in: text.firstLine(of: places[flow])),
      fix: "flows cannot go in a circle: remove one of them, or give the target another name")
  }
}

extension Sankey {
  /// A flow that is part of a circle; `nil` when no flow is.
  var flowInCircle: Int? {
    let order = topologicalOrder
    guard order.count < nodes.count else { return nil }
    let sorted = Set(order)
    // A node that only follows a circle is not in it: go back along flows until one is met twice.
    guard var node = nodes.indices.first(where: { !sorted.contains($0) }) else { return nil }
    var incoming = [Int?](repeating: nil, count: nodes.count)
    for index in flows.indices.reversed() where !sorted.contains(flows[index].from) {
      incoming[flows[index].to] = index
    }
    var seen = Set<Int>()
    while seen.insert(node).inserted, let flow = incoming[node] { node = flows[flow].from }
    return incoming[node]
  }
}
