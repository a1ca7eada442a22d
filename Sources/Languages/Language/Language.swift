/// Everything FlowDocs knows of one language of fenced blocks.
///
/// Each language has a folder of its own and one entry in ``Languages/all``; nothing else names a language.
public struct Language: Sendable {
  /// The first word of a fence, lower case: `python`.
  public var id: String
  /// Other first words that mean the same language: `py`.
  public var aliases: [String]
  /// The name shown to readers: `Python`.
  public var label: String
  /// The ending of its source files without the dot, `py`; `nil` for a language without files of its own.
  public var fileEnding: String?
  /// How its code is highlighted.
  public var lexer: Lexer

  public init(
    _ id: String, aliases: [String] = [], label: String? = nil, fileEnding: String? = nil,
    lexer: Lexer = .plain
  ) {
    self.id = id
    self.aliases = aliases
    self.label = label ?? id
    self.fileEnding = fileEnding
    self.lexer = lexer
  }

  /// Languages that are only highlighted, all with the same lexer, and shown under the word that the fence has.
  static func highlighted(_ ids: String..., lexer: Lexer) -> [Language] {
    ids.map { Language($0, lexer: lexer) }
  }
}
