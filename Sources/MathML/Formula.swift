import Diagnostics

extension Rule {
  public static let badFormula = Rule(
    "bad-formula", .error, "A formula in TeX says something that cannot be typeset")
}

/// A formula, read from the part of TeX's mathematics that GitHub shows, ready to be written as MathML Core.
///
/// ```swift
/// let formula = try Formula(tex: #"A_i = \frac{R_i - \mu}{\sigma + \varepsilon}"#)
/// let markup = formula.mathML(display: true)  // UTF-8 bytes of a <math> element
/// print(formula.words)  // A sub i equals (R sub i minus mu) over (sigma plus epsilon)
/// ```
///
/// Nothing in the result needs a script, a style attribute or a font of its own. Macros cannot be defined, so a
/// formula's size is bounded by its text's.
public struct Formula: Sendable, Hashable {
  /// The TeX it was read from.
  public let tex: String
  let nodes: [MathNode]

  /// Reads a formula.
  ///
  /// ```swift
  /// do {
  ///   let formula = try Formula(tex: #"\frac{a}{b"#)
  /// } catch {
  ///   print(error.message, error.range)  // a `{` without its `}` 8..<9
  /// }
  /// ```
  ///
  /// - Throws: `FormulaError` for TeX that cannot be typeset, or more of it than `FormulaLimits` allow.
  public init(tex: String) throws(FormulaError) {
    self.tex = tex
    var parser = TeXParser(bytes: Array(tex.utf8))
    nodes = try parser.formula()
  }

  /// A `<math>` element; `display` for a formula on a line of its own.
  ///
  /// It has the formula in words as `alttext`, for readers without MathML, and the TeX as an annotation, which is the
  /// text that is copied.
  /// - Parameter isInXML: whether it is for a line of an XML file, such as an SVG drawing: it names its namespace, and is
  ///   not a block of its own.
  public func mathML(display: Bool, isInXML: Bool = false) -> [UInt8] {
    var writer = MathMLWriter(display: display)
    return writer.formula(nodes, tex: tex, words: words, isInXML: isInXML)
  }

  /// About how large it is with `display`, for drawings that make room for it. Each reader's font has its own measures.
  ///
  /// ```swift
  /// let size = try Formula(tex: #"\frac{a}{b}"#).extent  // in em
  /// ```
  public var extent: FormulaExtent { FormulaExtent(of: nodes) }

  /// The formula in words: `A sub i equals (R sub i minus mu) over (sigma plus epsilon)`.
  public var words: String { SpokenMath.words(of: nodes) }
}
