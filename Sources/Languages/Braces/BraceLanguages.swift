extension Language {
  /// Languages with braces, and dialects of SQL, which one lexer reads by their grammars.
  static let braces =
    [
      Language("objective-c", aliases: ["objc", "objectivec"], lexer: .c),
      Language("kotlin", aliases: ["kt"], label: "Kotlin", fileEnding: "kt", lexer: .java),
      Language("csharp", aliases: ["c#", "cs"], label: "C#", fileEnding: "cs", lexer: .java),
    ] + highlighted("jsx", "tsx", lexer: .javascript) + highlighted("h", "hpp", lexer: .c)
    + highlighted("scala", lexer: .java)
    + highlighted("postgres", "postgresql", "mysql", lexer: .sql)
}

extension Lexer {
  static let javascript = Lexer { $0.scanBraces(.javascript) }
  static let c = Lexer { $0.scanBraces(.c) }
  static let go = Lexer { $0.scanBraces(.go) }
  static let rust = Lexer { $0.scanBraces(.rust) }
  static let java = Lexer { $0.scanBraces(.java) }
  static let sql = Lexer { $0.scanBraces(.sql) }
}
