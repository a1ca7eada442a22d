/// How much of a formula is read. The bounds are far above what a page shows; they keep hostile input cheap.
enum FormulaLimits {
  /// Bytes of TeX.
  static let bytes = 20_000
  /// Groups inside each other.
  static let depth = 64
}
