extension Language {
  static let mermaid = mermaid(kinds: [])

  /// - Parameter kinds: the words that diagrams begin with, such as `flowchart`, which the families of diagrams know.
  public static func mermaid(kinds: [String]) -> Language {
    Language(
      "mermaid", label: "Mermaid", fileEnding: "mmd", form: .diagram, lexer: .mermaid(kinds: kinds))
  }
}

extension Lexer {
  static func mermaid(kinds: [String]) -> Lexer {
    let words = WordTable.mermaidStatements.adding(kinds, as: .keyword)
    return Lexer { $0.scanMermaid(words) }
  }
}
