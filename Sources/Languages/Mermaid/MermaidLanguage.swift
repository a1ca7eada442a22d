extension Language {
  static let mermaid = Language("mermaid", label: "Mermaid", fileEnding: "mmd", lexer: .mermaid)
}

extension Lexer {
  static let mermaid = Lexer { $0.scanMermaid() }
}
