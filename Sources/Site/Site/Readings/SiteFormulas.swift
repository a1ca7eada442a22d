import MathML
import Pages

/// The formulas of a site, each read once: the check that finds what cannot be typeset and the renderer that typesets it
/// share them.
public final class SiteFormulas: Sendable {
  private let formulas = Memo<String, Result<Formula, FormulaError>>()

  /// Reads a formula.
  ///
  /// - Throws: what is wrong with it.
  public func formula(_ tex: String) throws(FormulaError) -> Formula {
    try formulas.value(tex) { tex in Result { () throws(FormulaError) in try Formula(tex: tex) } }.get()
  }
}
