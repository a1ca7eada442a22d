import Diagnostics
import Markdown

/// A page whose directives have been replaced by what they become.
struct Expansion {
  let source: SourceText
  /// The names of the directives that were expanded, in the order of the page.
  let names: [String]

  /// `nil` when the page has nothing to expand. Only comments alone on their lines, outside of code, lists and quotes,
  /// are replaced; the parser decides what is code and what is in a list.
  ///
  /// - Parameter document: the page as it was parsed.
  init?(of source: SourceText, _ document: MarkdownDocument, _ directives: DirectiveList) {
    guard !directives.kinds.isEmpty, DirectiveComment.mayOccur(in: source) else { return nil }
    var assembly = SourceAssembly()
    var names: [String] = []
    var copied = 0
    for id in document.children(of: 0) where document[id].kind == .htmlBlock {
      let start = source.lines.start(Int(document[id].startLine))
      guard start >= copied, let comment = DirectiveComment(source, at: start),
        let kind = directives[comment.name], case .markdown(let expansion) = kind.content,
        // A comment that stays is reported.
        kind.argument.finding(comment) == nil
      else { continue }
      let end = comment.range.upperBound
      let rest = source.bytes[end...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? source.bytes.count
      let isAlone = source.bytes[end..<rest].allSatisfy { $0 <= 0x20 }
      let request = DirectiveRequest(
        source: source, range: comment.range, argument: comment.argument, words: comment.rest,
        directives: directives)
      guard isAlone, let part = expansion(request) else { continue }
      assembly.copy(copied..<start, of: source)
      assembly.append(part)
      names.append(comment.name)
      copied = rest
    }
    if names.isEmpty { return nil }
    assembly.copy(copied..<source.bytes.count, of: source)
    self.source = assembly.text(path: source.path)
    self.names = names
  }
}
