extension Language {
  static let json = Language(
    "json", label: "JSON", fileEnding: "json", form: .json, lexer: .json,
    recognition: .json)

  /// Dialects that are not JSON to a parser.
  static let jsonRelatives =
    [Language("jsonc", label: "JSONC", lexer: .json)] + highlighted("json5", "geojson", lexer: .json)
}

extension Lexer {
  static let json = Lexer { $0.scanJSON() }
}
