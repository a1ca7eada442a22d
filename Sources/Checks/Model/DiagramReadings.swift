import Diagnostics
import Pages
import Site

/// The Mermaid diagrams of a page, in their order.
struct DiagramReadings: Sendable {
  let readings: [(block: Block, diagram: SiteDiagram)]

  init(_ page: Page, _ context: CheckContext) {
    readings = page.blocks.filter { $0.form == .diagram && !context.isText($0) }.map { block in
      (block, context.site.diagrams.diagram(block, on: page))
    }
  }

  /// The addresses that the parts of the diagrams lead to, and where they are written; the name of a symbol, which
  /// leads where the symbol does, is not an address.
  func links(on page: Page, _ context: CheckContext) -> [(link: PageOutline.Link, span: SourceSpan)] {
    readings.flatMap { block, reading in
      (reading.diagram?.links ?? []).filter { context.symbols[$0.destination] == nil }.map { link in
        (
          PageOutline.Link(text: link.destination),
          link.range.map(reading.source.span) ?? page.span(ofFenceOf: block)
        )
      }
    }
  }
}
