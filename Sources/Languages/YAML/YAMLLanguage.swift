extension Language {
  static let yaml = Language("yaml", aliases: ["yml"], label: "YAML", fileEnding: "yml", lexer: .yaml)
}

extension Lexer {
  static let yaml = Lexer { $0.scanYAML() }
}
