/// Why a formula cannot be typeset, and where in its text.
public struct FormulaError: Error, Sendable, Hashable {
  public var message: String
  /// UTF-8 bytes of the TeX.
  public var range: Range<Int>
  public var fix: String?

  init(_ message: String, at range: Range<Int>, fix: String? = nil) {
    self.message = message
    self.range = range
    self.fix = fix
  }
}
