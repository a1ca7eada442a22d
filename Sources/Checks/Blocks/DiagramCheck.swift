import Diagnostics
import Mermaid
import Pages
import Site

/// Mermaid diagrams are read and laid out, so that what cannot be drawn is known before anyone looks for it.
///
/// The drawing is kept for the renderer.
struct DiagramCheck {
  private let page: Page
  private let context: CheckContext
  private let readings: [(block: Block, diagram: SiteDiagram)]

  init(_ page: Page, _ context: CheckContext) {
    self.page = page
    self.context = context
    readings = page.blocks.filter { $0.language == "mermaid" && !context.isText($0) }.map { block in
      (block, context.site.diagrams.diagram(block, on: page))
    }
  }

  func findings() -> [Diagnostic] {
    readings.flatMap { block, diagram in
      var found = diagram.findings
      // Not laid out again when an earlier build knows that it can be drawn.
      _ = context.site.diagrams.cache.value(.init("laid out", block.code.utf8)) {
        do throws(LayoutError) {
          return try diagram.scene() == nil ? nil : []
        } catch {
          found.append(Diagnostic(.mermaidLimit, "\(error)", at: page.span(ofFenceOf: block)))
          return nil
        }
      }
      return found
    }
  }

  /// The addresses that the parts of the diagrams lead to, and where they are written; a symbol's name, which leads
  /// where the symbol does, is none.
  func links() -> [(destination: LinkCheck.Destination, span: SourceSpan)] {
    readings.flatMap { block, reading in
      (reading.diagram?.links ?? []).filter { context.symbols[$0.destination] == nil }.map { link in
        (
          LinkCheck.Destination(text: link.destination),
          link.range.map(reading.source.span) ?? page.span(ofFenceOf: block)
        )
      }
    }
  }
}
