import Diagnostics
import Pages
import Project
import Symbols

/// The places that `site/portal.yml` gives for symbols and for the glossary exist.
struct SymbolPlaceCheck {
  static let check = Check(
    .pages, [.deadLink, .deadAnchor],
    .settings { context, index in SymbolPlaceCheck(context: context, index: index).findings() })

  let context: CheckContext
  let index: OutlineIndex

  func findings() -> [Diagnostic] {
    context.symbols.settings.flatMap { kind in
      [finding(kind.page, kind.pageSpan)].compactMap(\.self)
        + kind.names.compactMap { finding($0.page, $0.pageSpan) }
    } + [finding(context.project.glossary?.place, context.project.glossary?.span)].compactMap(\.self)
  }

  private func finding(_ place: SymbolPlace?, _ span: SourceSpan?) -> Diagnostic? {
    guard let place else { return nil }
    // Like a link from a page at the content folder's root.
    let root = PageOutline(path: "index.md")
    let check = LinkCheck(context: context, index: index, outline: root)
    let text = place.page + (place.anchor.map { "#" + $0 } ?? "")
    return check.problem(with: .init(text: text))?.diagnostic(at: span, written: text)
  }
}
