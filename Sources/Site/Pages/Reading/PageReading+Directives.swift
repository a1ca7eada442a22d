import Diagnostics
import Markdown
import Project

/// `<!-- flowdocs:… -->`.
extension PageReading {
  mutating func directive(_ id: MarkdownDocument.NodeID, _ node: MarkdownDocument.Node) -> Directive? {
    // Cheap test first: most HTML blocks are not directives.
    guard document.bytes(node.literal).contains(UInt8(ascii: ":")) else { return nil }
    let bytes = source.bytes
    let line = lines.content(Int(node.startLine), in: bytes)
    let start = min(line.lowerBound + max(0, Int(node.startColumn) - 1), line.upperBound)
    let end = lines.content(lastLine(of: node), in: bytes).upperBound
    var found: Directive?
    for comment in DirectiveComment.all(in: source, start..<end) {
      guard let directive = directive(comment, id) else { continue }
      let isAlone =
        bytes[start..<comment.range.lowerBound].allSatisfy { $0 <= 0x20 }
        && bytes[comment.range.upperBound..<end].allSatisfy { $0 <= 0x20 }
      if isAlone {
        found = directive
      } else {
        diagnostics.append(Directive.misplaced(directive.name, at: source.span(comment.range)))
      }
    }
    return found
  }

  /// The parser ends an HTML block that a comment closes one line early, so its lines are counted.
  private func lastLine(of node: MarkdownDocument.Node) -> Int {
    let breaks = document.bytes(node.literal).count(where: { $0 == UInt8(ascii: "\n") })
    // The literal of a block that nothing closes may go on behind the page.
    let counted = min(Int(node.startLine) + max(0, breaks - 1), lines.count)
    return max(Int(node.startLine), Int(node.endLine), counted)
  }

  /// A comment inside of text, where directives are not allowed.
  mutating func directiveInText(_ id: MarkdownDocument.NodeID, _ node: MarkdownDocument.Node) {
    let literal = document.bytes(node.literal)
    guard literal.starts(with: "<!--".utf8) else { return }
    // The column of nodes inside lists is not reliable, so the comment is looked for. Those of one line
    // come in order.
    let start = max(lines.start(line(of: node)), commentEnd)
    guard DirectiveComment(SourceText(path: "", bytes: Array(literal)), at: 0) != nil,
      let comment = DirectiveComment.first(in: source, start..<source.bytes.count)
    else { return }
    commentEnd = comment.range.upperBound
    guard let directive = directive(comment, id) else { return }
    diagnostics.append(Directive.misplaced(directive.name, at: source.span(comment.range)))
  }

  /// What a comment asks for, when its name is known and its words are those that it takes.
  private mutating func directive(_ comment: DirectiveComment, _ id: MarkdownDocument.NodeID) -> Directive? {
    let name = comment.name
    guard let kind = reader.directives[name] else {
      let known = reader.directives.names
      diagnostics.append(
        Diagnostic(
          .unknownDirective, "Unknown directive `flowdocs:\(name)`", at: source.span(comment.nameRange),
          name: name,
          guess: NearMiss.guess(for: name, in: known).map {
            .init("flowdocs:" + $0.name, isCertain: $0.isCertain)
          },
          write: { String($0.dropFirst("flowdocs:".count)) },
          otherwise: "the directives are " + known.map { "`flowdocs:\($0)`" }.joined(separator: ", ")))
      return nil
    }
    if let finding = kind.argument.finding(comment) {
      diagnostics.append(finding)
      return nil
    }
    let arguments = comment.arguments
    let end = comment.word.upperBound
    return Directive(
      name: name, argument: kind.argument == .custom ? nil : comment.argument, node: id, range: comment.range,
      argumentRange: (arguments.first?.lowerBound ?? end)..<(arguments.last?.upperBound ?? end))
  }
}
