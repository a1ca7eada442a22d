extension Language {
  static let http = Language("http", label: "HTTP", form: .http, lexer: .http, recognition: .http)
}

extension Lexer {
  static let http = Lexer { $0.scanHTTP() }
}
