import Diagnostics
import Mermaid
import Pages

/// Mermaid diagrams are read and laid out, so that what cannot be drawn is known before anyone looks for it.
enum DiagramCheck {
  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    page.blocks.filter { $0.language == "mermaid" && !context.isText($0) }.flatMap { block -> [Diagnostic] in
      var found: [Diagnostic] = []
      _ = context.drawings.value(.init("sound", block.code.utf8)) {
        found = findings(block, page)
        return found.isEmpty ? [] : nil
      }
      return found
    }
  }

  private static func findings(_ block: Block, _ page: Page) -> [Diagnostic] {
    let places = page.places(ofCodeOf: block)
    let (diagram, diagnostics) = MermaidParser.parse(places.source, ranges: places.ranges)
    guard let diagram else { return diagnostics }
    do throws(LayoutError) {
      _ = try diagram.scene()
      return diagnostics
    } catch {
      return diagnostics + [Diagnostic(.mermaidLimit, "\(error)", at: page.span(ofFenceOf: block))]
    }
  }

  /// The addresses that the parts of a page's diagrams lead to, and where they are written; a symbol's name, which
  /// leads where the symbol does, is none.
  static func links(_ page: Page, _ context: CheckContext) -> [(
    destination: LinkCheck.Destination, span: SourceSpan
  )] {
    page.blocks.filter { $0.language == "mermaid" && !context.isText($0) }.flatMap { block in
      let places = page.places(ofCodeOf: block)
      let links = MermaidParser.parse(places.source, ranges: places.ranges).diagram?.links ?? []
      return links.filter { context.symbols[$0.destination] == nil }.map { link in
        (
          LinkCheck.Destination(text: link.destination),
          link.range.map(places.source.span) ?? page.span(ofFenceOf: block)
        )
      }
    }
  }
}
