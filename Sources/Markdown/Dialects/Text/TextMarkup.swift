/// Markup in text that tools read and Markdown does not have.
public struct TextMarkup: OptionSet, Sendable, Hashable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Formulas `$x$`, and `$$x$$` in a line or over several.
  public static let dollars = TextMarkup(rawValue: 1)
  /// Formulas `\(x\)` and `\[x\]`.
  public static let brackets = TextMarkup(rawValue: 2)
  /// Formulas `\\(x\\)` and `\\[x\\]`.
  public static let doubleBrackets = TextMarkup(rawValue: 4)
  /// `:rocket:`.
  public static let emoji = TextMarkup(rawValue: 8)
  /// A term, and `: ` before its definition on the next line.
  public static let definitions = TextMarkup(rawValue: 16)
  /// `*[HTML]: Hypertext Markup Language`.
  public static let abbreviations = TextMarkup(rawValue: 32)
  /// `++ctrl+c++`.
  public static let keys = TextMarkup(rawValue: 64)
  /// `==marked==`.
  public static let marks = TextMarkup(rawValue: 128)

  /// Formulas with several lines between `$$` may have columns, `a &= b \\`, as Sphinx has it.
  public static let columns = TextMarkup(rawValue: 256)

  /// Roles of MyST, `{ref}` before code, and its lines `% comment` and `+++`.
  public static let roles = TextMarkup(rawValue: 512)

  static let inLines: TextMarkup = [
    .dollars, .columns, .brackets, .doubleBrackets, .emoji, .abbreviations, .keys, .marks, .roles,
  ]
}

/// Markup that a tool reads when its settings have a word, such as the name of a plugin.
public struct TextSwitch: Sendable {
  public let word: String
  public let markup: TextMarkup

  init(_ word: String, _ markup: TextMarkup) {
    self.word = word
    self.markup = markup
  }
}
