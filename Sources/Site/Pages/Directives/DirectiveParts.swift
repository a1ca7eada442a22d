import Diagnostics
import Markdown

extension SourceText {
  /// A page with what stands for its directives, comments alone on their lines outside of code, lists and
  /// quotations.
  ///
  /// - Parameter part: what stands for a comment; `nil` leaves it as it is.
  public func replacingDirectives(_ part: (_ comment: Range<Int>) -> SourceAssembly?) -> SourceText {
    guard Directive.mayStand(in: self) else { return self }
    // What is code and what is in a list is for the parser to say.
    let document = MarkdownParser().parse(bytes)
    var assembly = SourceAssembly()
    var copied = 0
    for node in document.nodes where node.kind == .htmlBlock && node.parent == 0 {
      let start = lines.start(Int(node.startLine))
      guard start >= copied, let comment = DirectiveComment(self, at: start)?.range else { continue }
      let rest =
        bytes[comment.upperBound...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      let isAlone = bytes[comment.upperBound..<rest].allSatisfy { $0 <= 0x20 }
      guard isAlone, let part = part(comment) else { continue }
      assembly.copy(copied..<start, of: self)
      assembly.append(part)
      copied = rest
    }
    if copied == 0 { return self }
    assembly.copy(copied..<bytes.count, of: self)
    return assembly.text(path: path)
  }
}

extension Directive {
  /// That nothing was put in place of a directive in which nothing is wrong.
  public func misplaced(on page: Page) -> Diagnostic { Self.misplaced(name, at: page.source.span(range)) }

  static func misplaced(_ name: Name, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownDirective, "`flowdocs:\(name.rawValue)` stands where nothing can be put in place of it",
      at: span,
      fix: "write it at the beginning of a line of its own, outside of lists and quotes")
  }
}
