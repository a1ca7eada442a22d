extension Language {
  static let web =
    [
      Language(
        "html", aliases: ["htm"], label: "HTML", fileEnding: "html", lexer: .html, isUnlikeCommands: true),
      Language("xml", label: "XML", fileEnding: "xml", lexer: .html),
      Language("css", label: "CSS", fileEnding: "css", lexer: .css, isUnlikeCommands: true),
    ] + highlighted("svg", "xhtml", "vue", lexer: .html) + highlighted("scss", "less", lexer: .css)
}

extension Lexer {
  static let html = Lexer { $0.scanHTML() }
  static let css = Lexer { $0.scanCSS() }
}
