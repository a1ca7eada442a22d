import Diagnostics
import MathML
import Pages
import Site

/// Formulas can be typeset, in blocks and in text.
///
/// A folder that has never heard of FlowDocs may be read by a tool that knows more of TeX: there it is a warning, and in a
/// folder of another tool an unknown command is not reported.
enum FormulaCheck {
  static let check = Check(.drawings, [.badFormula], .shownPage { findings($0.page, $0.context) })

  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    var places = CodeSpanPlaces(page)
    return page.blocks.filter { $0.form == .formula && !context.isText($0) }
      .compactMap { finding($0, on: page, context.site) }
      + page.formulas.compactMap { id in
        finding(page.document.string(page.document[id].literal), context.site) {
          places.span(of: id, range: $0)
        }
      }
  }

  static func finding(_ block: Block, on page: Page, _ site: Site) -> Diagnostic? {
    finding(block.code, site) { page.span(inCodeOf: block, codeRange: $0) }
  }

  private static func finding(
    _ tex: String, _ site: Site, _ place: (Range<Int>) -> SourceSpan
  ) -> Diagnostic? {
    do throws(FormulaError) {
      _ = try site.formulas.formula(tex)
      return nil
    } catch {
      if error.isUnknownCommand, !site.project.isConfigured, site.project.dialect != .github { return nil }
      return Diagnostic(
        .badFormula, error.message.beginningWithCapital, at: place(error.range), fix: error.fix,
        severity: site.project.isConfigured ? .error : .warning)
    }
  }
}
