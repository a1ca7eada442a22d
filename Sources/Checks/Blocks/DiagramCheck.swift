import Diagnostics
import Mermaid
import Pages

/// Mermaid diagrams are read and laid out, so that what cannot be drawn is known before anyone looks for it.
///
/// A page's diagrams are read once, for their findings and for their links.
struct DiagramCheck {
  private struct Reading {
    var block: Block
    var source: SourceText
    var diagram: Diagram?
    var diagnostics: [Diagnostic]
  }

  private let page: Page
  private let context: CheckContext
  private let readings: [Reading]

  init(_ page: Page, _ context: CheckContext) {
    self.page = page
    self.context = context
    readings = page.blocks.filter { $0.language == "mermaid" && !context.isText($0) }.map { block in
      let places = page.places(ofCodeOf: block)
      let (diagram, diagnostics) = MermaidParser.parse(places.source, ranges: places.ranges)
      return Reading(block: block, source: places.source, diagram: diagram, diagnostics: diagnostics)
    }
  }

  /// The diagrams by the index of their block; those that cannot be read are missing.
  var read: [Int: Diagram] {
    Dictionary(
      readings.compactMap { reading in reading.diagram.map { (reading.block.index, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  func findings() -> [Diagnostic] {
    readings.flatMap { reading in
      var found = reading.diagnostics
      guard let diagram = reading.diagram else { return found }
      _ = context.drawings.value(.init("laid out", reading.block.code.utf8)) {
        do throws(LayoutError) {
          _ = try diagram.scene()
          return []
        } catch {
          found.append(Diagnostic(.mermaidLimit, "\(error)", at: page.span(ofFenceOf: reading.block)))
          return nil
        }
      }
      return found
    }
  }

  /// The addresses that the parts of the diagrams lead to, and where they are written; a symbol's name, which leads
  /// where the symbol does, is none.
  func links() -> [(destination: LinkCheck.Destination, span: SourceSpan)] {
    readings.flatMap { reading in
      (reading.diagram?.links ?? []).filter { context.symbols[$0.destination] == nil }.map { link in
        (
          LinkCheck.Destination(text: link.destination),
          link.range.map(reading.source.span) ?? page.span(ofFenceOf: reading.block)
        )
      }
    }
  }
}
