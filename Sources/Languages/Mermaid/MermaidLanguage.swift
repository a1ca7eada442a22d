extension Language {
  static let mermaid = Language(
    "mermaid", label: "Mermaid", fileEnding: "mmd", form: .diagram, lexer: .mermaid)
}

extension Lexer {
  static let mermaid = Lexer { $0.scanMermaid() }
}
