extension Language {
  static let toml = Language(
    "toml", label: "TOML", fileEnding: "toml", lexer: .toml,
    isUnlikeCommands: true)

  static let tomlRelatives =
    [Language("ini", label: "INI", lexer: .toml)]
    + highlighted("cfg", "properties", "dotenv", "env", lexer: .toml)
}

extension Lexer {
  static let toml = Lexer { $0.scanTOML() }
}
