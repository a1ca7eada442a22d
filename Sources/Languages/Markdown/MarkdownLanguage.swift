extension Language {
  static let markdown = Language(
    "markdown", aliases: ["md"], label: "Markdown", fileEnding: "md", lexer: .markdown)
}

extension Lexer {
  static let markdown = Lexer { $0.scanMarkdown() }
}
