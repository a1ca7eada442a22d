import Dialects

/// `> [!NOTE]` and `> [!TAB] Label`: quotations that are boxes or tabs.
extension MarkdownHTMLWalk {
  /// The first paragraph of a box or tab, whose first line is its title.
  struct TitleLine {
    var paragraph: NodeID = -1
    /// The text that begins with the marker.
    var text: NodeID = -1
    var markerLength: Int32 = 0
    /// The line end after the title; -1 when the paragraph is the title alone.
    var lineEnd: NodeID = -1
    /// Whether the marker has words after it.
    var hasWords = false
    /// The tags that close the title.
    var end: StaticString = ""
  }

  private func marked(_ quote: NodeID) -> (marker: QuoteMarker, title: TitleLine)? {
    guard rendersAlerts, quote >= 0, nodes[Int(quote)].kind == .blockQuote else { return nil }
    let paragraph = nodes[Int(quote)].firstChild
    guard paragraph >= 0, nodes[Int(paragraph)].kind == .paragraph else { return nil }
    let text = nodes[Int(paragraph)].firstChild
    guard text >= 0, nodes[Int(text)].kind == .text, let marker = QuoteMarker(slice(nodes[Int(text)].literal))
    else { return nil }
    var title = TitleLine(paragraph: paragraph, text: text, markerLength: Int32(marker.length))
    var next = nodes[Int(text)].nextSibling
    title.hasWords = marker.length < nodes[Int(text)].literal.count
    while next >= 0, nodes[Int(next)].kind != .softBreak, nodes[Int(next)].kind != .lineBreak {
      title.hasWords = true
      next = nodes[Int(next)].nextSibling
    }
    title.lineEnd = next
    // A marker alone is text, as on GitHub.
    if next < 0, nodes[Int(paragraph)].nextSibling < 0, !title.hasWords { return nil }
    return (marker, title)
  }

  private func isTab(_ quote: NodeID) -> Bool { marked(quote)?.marker.kind == .tab }

  /// Writes what comes before the title of a box or tab; `false` for a plain quotation.
  mutating func beginMarked(_ quote: NodeID, _ output: inout [UInt8]) -> Bool {
    guard let (marker, line) = marked(quote) else { return false }
    title = line
    switch marker.kind {
    case .tab:
      if openTabs != quote { output.append("<div class=\"tabs\">\n") }
      output.append("<div class=\"tab\" data-tab=\"")
      label(of: line, &output)
      output.append("\">\n<p class=\"tab-name\">")
      title.end = "</p>\n"
    case .box(let box):
      output.append(marker.folding == .none ? "<div class=\"alert alert-" : "<details class=\"alert alert-")
      output += box.style.rawValue.utf8
      switch marker.folding {
      case .none: output.append("\"><p class=\"alert-title\">")
      case .closed: output.append("\"><summary class=\"alert-title\">")
      case .open: output.append("\" open><summary class=\"alert-title\">")
      }
      title.end = marker.folding == .none ? "</p>\n" : "</summary>\n"
      if !line.hasWords { output += box.title.utf8 }
    }
    if !line.hasWords { output.append(title.end) }
    return true
  }

  /// Writes what follows the body of a quotation.
  mutating func endQuote(_ quote: NodeID, _ output: inout [UInt8]) {
    guard let (marker, _) = marked(quote) else {
      output.append("</blockquote>\n")
      return
    }
    switch marker.kind {
    case .tab:
      output.append("</div>\n")
      let next = nodes[Int(quote)].nextSibling
      if isTab(next) { openTabs = next } else { output.append("</div>\n") }
    case .box: output.append(marker.folding == .none ? "</div>\n" : "</details>\n")
    }
  }

  /// The title's text, for an attribute.
  private func label(of line: TitleLine, _ output: inout [UInt8]) {
    let first = nodes[Int(line.text)].literal
    output.appendEscaped(slice(first.lowerBound + line.markerLength..<first.upperBound))
    var walk = MarkdownWalk(document, inside: line.paragraph)
    while let step = walk.next(), step != .enter(line.lineEnd) {
      guard case .enter(let id) = step, id != line.text else { continue }
      switch nodes[Int(id)].kind {
      case .text, .code, .formula: output.appendEscaped(slice(nodes[Int(id)].literal))
      default: break
      }
    }
  }
}
