import Diagnostics

/// A grammar of nodes on lines of their own, whose indentation says what they belong to: mermaid.js has the same rules for
/// mind maps and Kanban boards.
protocol OutlineGrammar: LineGrammar {
  /// Whether there is a node that a class or an icon can belong to.
  var hasNodes: Bool { get }
}

/// A node as it is written: `id`, `[words]` or `id[words]`.
struct OutlineNode {
  var place: Range<Int>
  var id: Range<Int>
  var label: Range<Int>
  /// The brackets; `nil` for a name alone.
  var opening: String?
  var ending: String?
}

/// White space as mermaid.js cuts it into tokens.
private enum OutlineSpace {
  case none, lineEnd, blankLine
  case indent(Int)
}

/// Lines and indentation.
extension OutlineGrammar {
  private func peekSpace() -> (kind: OutlineSpace, end: Int) {
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

  /// Steps over the line end after the header word.
  mutating func takeFirstLineEnd() { if case .lineEnd = peekSpace().kind { takeSpace() } }

  /// Steps over the white space before a node.
  /// - Returns: its width.
  mutating func takeIndentation() -> Int {
    while true {
      let start = cursor.at
      switch peekSpace().kind {
      case .blankLine:
        takeSpace()
        // mermaid.js reads one only where a line ends: after the header word it stands for the first node.
        if cursor.isAtEnd || endsStatement { return 0 }
        findings.report(
          .mermaidSyntax, "a blank line cannot follow here", at: text.range(in: start..<start + 1),
          fix: "remove the blank line")
      case .indent(let width):
        takeSpace()
        return width
      case .lineEnd, .none: return 0
      }
    }
  }

  private var endsStatement: Bool {
    switch peekSpace().kind {
    case .lineEnd, .blankLine: true
    case .none, .indent: cursor.isAtEnd
    }
  }

  mutating func endStatement() {
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
}

/// Classes and icons, which have no effect, as neither a style nor a font comes with the text.
extension OutlineGrammar {
  /// Steps over `:::class` or `::icon(name)`.
  /// - Returns: whether there is one.
  mutating func takeDecoration(from start: Int) -> Bool {
    if cursor.take(":::") {
      decorate("a class", start, cursor.takeLine())
    } else if cursor.take("::icon(", ignoringCase: true) {
      icon(start)
    } else {
      return false
    }
    return true
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

  private mutating func decorate(_ what: String, _ start: Int, _ words: Range<Int>) {
    let place = Whitespace.end(text.bytes, start)..<max(words.upperBound, start + 1)
    if words.isEmpty {
      fail("the name of a class must follow `:::`", at: place, fix: "write the name, or remove `:::`")
    } else if !hasNodes {
      fail("\(what) must follow the node that it belongs to", at: place, fix: "write the node first")
    }
  }
}

private let outlineOpenings: [StaticString] = ["-)", "(-", "))", ")", "((", "{{", "(", "["]
private let outlineEndings: [StaticString] = ["))", ")", "]", "}}", "(-", "-)", "((", "("]

/// Names and brackets.
extension OutlineGrammar {
  /// Steps over a node; `nil` when its mistake has been reported.
  /// - Parameter isName: the bytes of a name.
  mutating func outlineNode(isName: (UInt8) -> Bool) -> OutlineNode? {
    let start = cursor.at
    var id = start..<start
    if !outlineOpenings.contains(where: { cursor.sees($0) }) { id = cursor.take(while: isName) }
    guard let opening = outlineOpenings.first(where: { cursor.sees($0) }) else {
      guard cursor.isAtLineEnd || (!id.isEmpty && cursor.sees("@{")) else {
        fail(
          "a node cannot have a single \(cursor.found)", at: cursor.character,
          fix: "write `{{…}}` for a hexagon, or the words in quotes: `[\"…\"]`")
        return nil
      }
      return OutlineNode(place: id, id: id, label: id)
    }
    cursor.take(opening)
    guard let label = description(start) else { return nil }
    guard let ending = outlineEndings.first(where: { cursor.sees($0) }) else {
      failEnding(start)
      return nil
    }
    cursor.take(ending)
    return OutlineNode(
      place: start..<cursor.at, id: id, label: label, opening: "\(opening)", ending: "\(ending)")
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
}
