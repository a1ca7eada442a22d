/// Why a formula cannot be typeset, and where in its text.
public struct FormulaError: Error, Sendable, Hashable {
  public var message: String
  /// UTF-8 bytes of the TeX.
  public var range: Range<Int>
  public var fix: String?
  /// Whether the formula has a command that is not among those of this program; other programs may have it.
  public var isUnknownCommand: Bool

  init(_ message: String, at range: Range<Int>, fix: String? = nil, isUnknownCommand: Bool = false) {
    self.isUnknownCommand = isUnknownCommand
    self.message = message
    self.range = range
    self.fix = fix
  }
}
