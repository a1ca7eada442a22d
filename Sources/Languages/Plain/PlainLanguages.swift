extension Language {
  /// TeX formulas: typeset on the page, not highlighted.
  static let math = Language("math", form: .formula)

  /// Languages without a lexer: only their names are known.
  static let plainTexts = [
    Language("text", aliases: ["txt", "plain", "plaintext"], label: "Text", fileEnding: "txt"),
    Language("csv", label: "CSV", fileEnding: "csv"), Language("graphql", label: "GraphQL"),
    Language("makefile", aliases: ["make"], label: "Makefile"),
    Language("powershell", label: "PowerShell", fileEnding: "ps1", recognition: .powershell),
    Language("bat", aliases: ["batch", "cmd"], label: "Batch file", fileEnding: "bat", recognition: .batch),
  ]
}
