import Diagnostics
import Mermaid
import Pages

/// Mermaid diagrams are read and laid out, so that what cannot be drawn is known before anyone looks for it.
enum DiagramCheck {
  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    page.blocks.filter { $0.language == "mermaid" && !context.isText($0) }.flatMap { block -> [Diagnostic] in
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
  }
}
