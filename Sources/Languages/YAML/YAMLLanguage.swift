extension Language {
  static let yaml = Language(
    "yaml", aliases: ["yml"], label: "YAML", fileEnding: "yml", form: .yaml, lexer: .yaml)
}

extension Lexer {
  static let yaml = Lexer { $0.scanYAML() }
}
