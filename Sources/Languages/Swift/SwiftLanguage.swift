extension Language {
  static let swift = Language("swift", label: "Swift", fileEnding: "swift", lexer: .swift)
}

extension Lexer {
  static let swift = Lexer { $0.scanSwift() }
}
