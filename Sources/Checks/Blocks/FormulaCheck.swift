import Diagnostics
import MathML
import Pages

/// Formulas can be typeset, in blocks and in text.
///
/// A folder that has never heard of FlowDocs may be read by a tool that knows more of TeX: there it is a warning.
enum FormulaCheck {
  static let check = Check(.drawings, [.badFormula], .shownPage { findings($0.page, $0.context) })

  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    func finding(_ tex: String, _ place: (Range<Int>) -> SourceSpan) -> Diagnostic? {
      do throws(FormulaError) {
        _ = try Formula(tex: tex)
        return nil
      } catch {
        return Diagnostic(
          .badFormula, error.message, at: place(error.range), fix: error.fix,
          severity: context.project.isConfigured ? .error : .warning)
      }
    }
    var places = CodeSpanPlaces(page)
    return page.blocks.filter { $0.language == "math" && !context.isText($0) }.compactMap { block in
      finding(block.code) { page.span(inCodeOf: block, codeRange: $0) }
    }
      + page.formulas.compactMap { id in
        finding(page.document.string(page.document[id].literal)) { places.span(of: id, range: $0) }
      }
  }
}
