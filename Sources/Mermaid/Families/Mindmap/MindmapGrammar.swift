import Diagnostics

/// Reads `mindmap`: one node on each line, whose indentation says what it hangs on.
///
/// The grammar follows mermaid.js's `mindmap.jison`, with its rules about blank lines and brackets; tabs and spaces
/// count alike.
struct MindmapGrammar: LineGrammar {
  var reading: Reading
  var cursor: Cursor
  private var map = Mindmap()
  /// The indentation of each node.
  private var levels: [Int] = []
  /// The last node and all that it hangs on, the topic first.
  private var open: [Int] = []

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  /// White space as mermaid.js cuts it into tokens.
  private enum Space {
    case none, lineEnd, blankLine
    case indent(Int)
  }

  mutating func read() -> Mindmap? {
    cursor.skipWideSpace()
    cursor.take("mindmap")
    if case .lineEnd = peekSpace().kind { takeSpace() }
    while !findings.isFull, !cursor.isAtEnd {
      statement()
      endStatement()
      if map.nodes.count > limits.nodes { stop(.tooMany("nodes", limit: limits.nodes, at: cursor.character)) }
    }
    return map
  }

  private func peekSpace() -> (kind: Space, end: Int) {
    let end = Whitespace.end(text.bytes, cursor.at)
    if Cursor(text, at: end).seesComment() {
      return (.blankLine, Cursor(text, at: end).restOfLine.upperBound)
    }
    guard end > cursor.at else { return (.none, end) }
    guard let newline = text.bytes[cursor.at..<end].lastIndex(of: .newline) else {
      return (.indent(words(cursor.at..<end).unicodeScalars.count), end)
    }
    return newline > cursor.at ? (.blankLine, newline + 1) : (.lineEnd, newline + 1)
  }

  private mutating func takeSpace() { cursor.at = peekSpace().end }

  private mutating func statement() {
    let start = cursor.at
    var level = 0
    switch peekSpace().kind {
    case .blankLine:
      takeSpace()
      // mermaid.js reads one only where a line ends: after `mindmap` it stands for the first node.
      guard cursor.isAtEnd || endsStatement else {
        findings.report(
          .mermaidSyntax, "a blank line cannot follow here", at: text.range(in: start..<start + 1),
          fix: "remove the blank line")
        return statement()
      }
    case .indent(let width):
      level = width
      takeSpace()
    case .lineEnd, .none: break
    }
    if cursor.isAtLineEnd { return }
    if cursor.take(":::") { return decorate("a class", start, cursor.takeLine()) }
    if cursor.take("::icon(", ignoringCase: true) { return icon(start) }
    node(level)
  }

  private var endsStatement: Bool {
    switch peekSpace().kind {
    case .lineEnd, .blankLine: true
    case .none, .indent: cursor.isAtEnd
    }
  }

  private mutating func endStatement() {
    guard endsStatement else {
      var ahead = cursor
      ahead.skipBlanks()
      return fail(
        "nothing may follow a node on its line, found \(ahead.found)", at: ahead.character,
        fix: "put it on a line of its own, or all words in quotes: `[\"…\"]`")
    }
    takeSpace()
    while case .lineEnd = peekSpace().kind { takeSpace() }
  }

  private mutating func icon(_ start: Int) {
    let name = cursor.take { $0 != UInt8(ascii: ")") }
    guard cursor.take(UInt8(ascii: ")")) else {
      cursor.at = cursor.end
      return fail(
        "the icon has no end", at: Whitespace.end(text.bytes, start)..<name.lowerBound,
        fix: "write `)` after its name")
    }
    if !name.isEmpty { decorate("an icon", start, name) }
  }

  /// Classes and icons have no effect, as neither a style nor a font comes with the text.
  private mutating func decorate(_ what: String, _ start: Int, _ words: Range<Int>) {
    let place = Whitespace.end(text.bytes, start)..<max(words.upperBound, start + 1)
    if words.isEmpty {
      fail("the name of a class must follow `:::`", at: place, fix: "write the name, or remove `:::`")
    } else if map.nodes.isEmpty {
      fail("\(what) must follow the node that it belongs to", at: place, fix: "write the node first")
    }
  }

  private static let openings: [(StaticString, Mindmap.Shape)] = [
    ("-)", .plain), ("(-", .plain), ("))", .bang), (")", .cloud), ("((", .circle), ("{{", .hexagon),
    ("(", .rounded), ("[", .rectangle),
  ]

  private static let endings: [StaticString] = ["))", ")", "]", "}}", "(-", "-)", "((", "("]

  private static func isName(_ byte: UInt8) -> Bool { byte != .newline && !"([){}".utf8.contains(byte) }

  private mutating func node(_ level: Int) {
    let start = cursor.at
    if failHeaderWord("mindmap", beginning: "a node", orWrite: ", or brackets round it: `[mindmap …]`") {
      return
    }
    var id = start..<start
    if !Self.openings.contains(where: { cursor.sees($0.0) }) { id = cursor.take(while: Self.isName) }
    guard let (opening, shape) = Self.openings.first(where: { cursor.sees($0.0) }) else {
      guard cursor.isAtLineEnd else {
        return fail(
          "a node cannot have a single \(cursor.found)", at: cursor.character,
          fix: "write `{{…}}` for a hexagon, or the words in quotes: `[\"…\"]`")
      }
      return add(id, id: id, label: id, .plain, level)
    }
    cursor.take(opening)
    guard let label = description(start) else { return }
    guard let ending = Self.endings.first(where: { cursor.sees($0) }) else { return failEnding(start) }
    cursor.take(ending)
    let isRounded = shape == .rounded && "\(ending)" != ")"
    add(start..<cursor.at, id: id, label: label, isRounded ? .cloud : shape, level)
  }

  /// The words between the brackets; `nil` when their mistake has been reported.
  private mutating func description(_ start: Int) -> Range<Int>? {
    let isMarked = cursor.take("\"`")
    guard isMarked || cursor.take(.quote) else {
      let words = cursor.take { !")](}".utf8.contains($0) }
      if !words.isEmpty, !cursor.isAtEnd { return words }
      failEnding(start)
      return nil
    }
    let words = cursor.take { $0 != .quote && (!isMarked || $0 != .backtick) }
    guard !words.isEmpty, isMarked ? cursor.take("`\"") : cursor.take(.quote) else {
      cursor.at = min(start, cursor.end - 1)
      fail(
        words.isEmpty ? "the brackets have no words" : "this quotation is never closed",
        at: start..<cursor.restOfLine.upperBound, fix: "write the words between quotes: `[\"…\"]`")
      return nil
    }
    return words
  }

  private mutating func failEnding(_ start: Int) {
    if cursor.isAtEnd {
      cursor.at = start
      fail(
        "the brackets that begin here are never closed", at: start..<start + 1,
        fix: "write the closing bracket after the words")
      cursor.at = cursor.end
    } else {
      fail(
        "the words of a node end at \(cursor.found)", at: cursor.character,
        fix: "close the brackets, and write words with brackets or quotes in quotes: `[\"…\"]`")
    }
  }

  private mutating func add(
    _ place: Range<Int>, id: Range<Int>, label: Range<Int>, _ shape: Mindmap.Shape, _ level: Int
  ) {
    let place = cursor.trimmed(place)
    let depth = open.lastIndex { levels[$0] < level }.map { $0 + 1 } ?? 0
    guard depth > 0 || map.nodes.isEmpty else {
      findings.report(
        .mermaidReference,
        "there can be only one topic, and `\(Label.markdown(text.bytes[label]).plain)` hangs on no node",
        at: text.range(in: text.firstLine(of: place)), fix: "indent it more than the first node")
      return
    }
    guard depth <= limits.depth else {
      return stop(.tooDeep("ideas", limit: limits.depth, at: text.firstLine(of: place)))
    }
    let parent = depth > 0 ? open[depth - 1] : nil
    open.removeSubrange(depth...)
    open.append(map.nodes.count)
    levels.append(level)
    map.nodes.append(
      .init(
        id: words(cursor.trimmed(id)), label: Label.markdown(text.bytes[label]), shape: shape, parent: parent,
        range: text.range(in: place)))
  }
}
