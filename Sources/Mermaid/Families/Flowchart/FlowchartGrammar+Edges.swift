import Diagnostics

/// Edges and their labels.
extension FlowchartGrammar {
  mutating func link() throws(Mistake) -> Flowchart.Edge {
    let start = token.range.lowerBound
    var id: String?
    if token.kind == .linkID {
      id = words(token.range.lowerBound..<token.range.upperBound - 1)
      let place = token.range
      advance()
      guard token.kind == .link || token.kind == .startLink else {
        throw Mistake(
          "\"@\" is not followed by an edge", at: place.upperBound - 1..<place.upperBound,
          fix: "write `id@-->` for an edge with an id, and put text that has a \"@\" in double quotes")
      }
    }
    var label: RichText?
    let line: EdgeLine
    if token.kind == .startLink {
      let opening = token.range
      advance()
      label = try edgeText(opening)
      guard token.kind == .link else { throw edgeTextMistake(opening) }
      line = EdgeLine(link: text.bytes[token.range], start: text.bytes[opening])
      advance()
    } else {
      line = EdgeLine(link: text.bytes[token.range], start: [UInt8]?.none)
      advance()
      if token.kind == .pipe {
        let opening = token.range
        advance()
        label = try labelText(opening, id: "-->", close: "|").rich
        guard take(.pipe) else { throw labelMistake(opening, id: "-->", close: "|") }
        take(.space)
      }
    }
    let end = max(start, min(token.range.lowerBound, text.bytes.count))
    return Flowchart.Edge(
      from: .node(0), to: .node(0), line: line.line, fromHead: line.fromHead, toHead: line.toHead,
      minLength: line.length, label: label.flatMap { $0.isEmpty ? nil : $0 }, id: id,
      range: text.range(in: Cursor(text).trimmed(start..<end)))
  }

  private mutating func edgeText(_ opening: Range<Int>) throws(Mistake) -> RichText {
    var bytes: [UInt8] = []
    var isMarkdown = false
    let isQuoted = token.kind == .string || token.kind == .markdownString
    switch token.kind {
    case .string, .edgeText, .unicodeText: bytes += text.bytes[token.range]
    case .markdownString:
      bytes += text.bytes[token.range]
      isMarkdown = true
    default: throw edgeTextMistake(opening)
    }
    advance()
    while token.kind == .edgeText || token.kind == .unicodeText {
      bytes += text.bytes[token.range]
      advance()
    }
    if token.kind == .link, !isQuoted, bytes.contains(.newline) {
      findings.report(
        .mermaidDoubtful, "the text of this edge goes on to the next line",
        at: text.range(in: Cursor(text).trimmed(opening)), fix: "end the edge on its line, such as with `-->`"
      )
    }
    return isMarkdown ? Label.markdown(bytes) : Label.plain(bytes)
  }
}
