import Diagnostics
import Mermaid
import Pages
import Site

/// Mermaid diagrams are read and laid out, so that drawing errors are found before publishing.
///
/// The drawing is kept for the renderer.
enum DiagramCheck {
  static let check = Check(
    .drawings,
    [
      .mermaidSyntax, .mermaidUnknownFamily, .mermaidFamilyNotDrawn, .mermaidLimit, .mermaidReference,
      .mermaidFrontMatter, .mermaidDirective, .mermaidDoubtful, .mermaidShape, .mermaidUnknownNode,
      .mermaidEllipse, .mermaidNoEffect,
    ], .shownPage(findings))

  static func findings(_ checked: CheckedPage) -> [Diagnostic] {
    DiagramReadings(checked.page, checked.context).readings.flatMap { block, diagram in
      findings(diagram, block, on: checked.page, checked.context.site)
    }
  }

  static func findings(_ diagram: SiteDiagram, _ block: Block, on page: Page, _ site: Site) -> [Diagnostic] {
    var found = diagram.findings
    // Not laid out again when an earlier build knows that it can be drawn.
    _ = site.diagrams.cache.value(.init("laid out", block.code.utf8)) {
      do throws(LayoutError) {
        return try diagram.scene() == nil ? nil : []
      } catch {
        found.append(error.diagnostic(at: page.span(ofFenceOf: block)))
        return nil
      }
    }
    return found
  }
}
