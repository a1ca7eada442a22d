extension Language {
  static let markdown = Language(
    "markdown", aliases: ["md"], label: "Markdown", fileEnding: "md", form: .page, lexer: .markdown)
}

extension Lexer {
  static let markdown = Lexer { $0.scanMarkdown() }
}
