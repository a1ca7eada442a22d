import Diagnostics
import Mermaid
import Pages

/// Mermaid diagrams are read and laid out, so that what cannot be drawn is known before anyone looks for it.
enum DiagramCheck {
  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    page.blocks.filter { $0.language == "mermaid" && !context.isText($0) }.flatMap { block -> [Diagnostic] in
      let file = page.includedSource(of: block)
      let (diagram, diagnostics) = MermaidParser.parse(
        file ?? page.source, ranges: file.map { [range(of: block, in: $0)] } ?? ranges(of: block, on: page))
      guard let diagram else { return diagnostics }
      do throws(LayoutError) {
        _ = try diagram.scene()
        return diagnostics
      } catch {
        return diagnostics + [Diagnostic(.mermaidLimit, "\(error)", at: page.span(ofFenceOf: block))]
      }
    }
  }

  /// The bytes of each line of code in the page, without what a list or a quotation puts before it.
  private static func ranges(of block: Block, on page: Page) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for line in block.code.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let end = min(start + line.count + 1, block.code.utf8.count)
      if end > start { ranges.append(page.range(inCodeOf: block, codeRange: start..<end)) }
      start = end
    }
    return ranges
  }

  private static func range(of block: Block, in file: SourceText) -> Range<Int> {
    let start = file.offset(ofLine: block.origin.firstLine)
    return start..<min(start + block.code.utf8.count, file.bytes.count)
  }
}
