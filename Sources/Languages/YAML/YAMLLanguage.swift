extension Language {
  static let yaml = Language(
    "yaml", aliases: ["yml"], label: "YAML", fileEnding: "yml", form: .yaml, lexer: .yaml, recognition: .yaml,
    isUnlikeCommands: true)
}

extension Lexer {
  static let yaml = Lexer { $0.scanYAML() }
}
