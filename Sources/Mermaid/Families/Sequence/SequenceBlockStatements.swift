import Diagnostics

/// `box`, and the blocks `loop`, `alt`, `par`, `critical`, `rect`, ….
extension SequenceGrammar {
  mutating func box() throws(Abandoned) {
    let range = token.range
    advance()
    let words = token.range
    advance()
    boxRange = range
    let (fill, title) = boxStyle(words)
    let label = label(title).text
    roster.openBox(.init(title: label.isEmpty ? nil : label, fill: fill))
  }

  /// If the first word is a colour, it fills the box; the rest is the title.
  private func boxStyle(_ range: Range<Int>) -> (fill: Paint?, title: Range<Int>) {
    var cursor = Cursor(text.bytes, range)
    let word = cursor.take(while: \.isWord)
    var color = word
    let isFunction = ["rgb", "rgba", "hsl", "hsla"].contains(words(word).lowercased())
    cursor.skipBlanks()
    if isFunction, cursor.peek == UInt8(ascii: "("),
      let close = text.bytes[cursor.at..<range.upperBound].lastIndex(of: UInt8(ascii: ")"))
    {
      color = range.lowerBound..<close + 1
    }
    guard !color.isEmpty, let paint = Paint(css: words(color)) else { return (nil, range) }
    return (paint == .none ? nil : paint, color.upperBound..<range.upperBound)
  }

  mutating func boxLine() throws(Abandoned) {
    switch token.kind {
    case .newline: advance()
    case .participant(let kind): try declaration(kind)
    case .destroy: try destruction()
    case .end:
      advance()
      boxRange = nil
      roster.closeBox()
    default:
      throw fail(
        "only participants are allowed in a box, found \(found)",
        fix: "close the box with `end` before this line, or write `participant` before the name")
    }
  }

  mutating func block(_ kind: SequenceDiagram.Block.Kind) throws(Abandoned) {
    let range = token.range
    guard timeline.open.count < limits.depth else {
      throw stop(.tooDeep("blocks", limit: limits.depth, at: range))
    }
    advance()
    var block = SequenceTimeline.OpenBlock(kind: kind, range: range)
    if kind == .rect {
      block.fill = fill(token.range)
    } else {
      block.label = optionalLabel(token.range)
    }
    advance()
    timeline.begin(block)
  }

  private mutating func fill(_ range: Range<Int>) -> Paint? {
    guard !range.isEmpty else { return nil }
    let paint = Paint(css: decoded(range))
    if paint == nil {
      findings.warn(
        "`\(decoded(range))` is not a colour", at: text.range(in: range),
        fix: "write a name, `#rrggbb`, `rgb(…)` or `rgba(…)`")
    }
    return paint
  }

  private func optionalLabel(_ range: Range<Int>) -> RichText? {
    let label = label(range).text
    return label.isEmpty ? nil : label
  }

  mutating func section(_ word: SequenceToken.SectionWord) throws(Abandoned) {
    let range = token.range
    guard let open = timeline.open.last, word.blocks.contains(open.kind) else {
      let home = word.blocks.map { "`\($0.rawValue)`" }.joined(separator: " or ")
      let around = timeline.open.last.map { "the innermost block is `\($0.kind.rawValue)`" }
      throw fail(
        "`\(word.rawValue)` belongs in \(home), and \(around ?? "no block is open here")", at: range,
        fix: timeline.open.isEmpty
          ? "write \(home) before it" : "close the inner block with `end` first, or begin \(home)")
    }
    advance()
    timeline.beginSection(optionalLabel(token.range))
    advance()
  }

  mutating func end() throws(Abandoned) {
    guard !timeline.open.isEmpty else {
      let error = fail("no block is open for this `end`", fix: "remove it")
      advance()
      throw error
    }
    advance()
    timeline.end()
  }
}
