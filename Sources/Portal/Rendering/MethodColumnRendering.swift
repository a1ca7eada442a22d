import Markdown

extension PageRendering {
  /// The page of a method, in its columns.
  mutating func write(_ columns: MethodColumns, into output: inout [UInt8]) {
    var document = page.document
    let blocks = Array(document.children(of: 0))
    write(blocks[..<columns.introduction.lowerBound], of: &document, into: &output)
    MethodElements.columns(into: &output) {
      write(blocks[columns.introduction], of: &document, into: &$0)
    } samples: {
      write(blocks[columns.samples], of: &document, into: &$0)
      if let method = columns.method { console(ofMethod: method, into: &$0) }
    } parameters: {
      write(blocks[columns.parameters], of: &document, into: &$0)
    }
    write(blocks[columns.parameters.upperBound...], of: &document, into: &output)
  }

  /// Neighbouring blocks of the top level, rendered as if they were the whole page.
  mutating func write(
    _ blocks: ArraySlice<MarkdownDocument.NodeID>, of document: inout MarkdownDocument,
    into output: inout [UInt8]
  ) {
    guard let first = blocks.first, let last = blocks.last else { return }
    let firstChild = document.nodes[0].firstChild
    let after = document.nodes[Int(last)].nextSibling
    document.nodes[0].firstChild = first
    document.nodes[Int(last)].nextSibling = -1
    MarkdownHTML.render(document, customization: &self, into: &output)
    document.nodes[0].firstChild = firstChild
    document.nodes[Int(last)].nextSibling = after
  }
}
