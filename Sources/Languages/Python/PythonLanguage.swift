extension Language {
  static let python = Language(
    "python", aliases: ["py", "python3", "py3"], label: "Python", fileEnding: "py", lexer: .python)

  /// `pycon` is a transcript of the interactive interpreter.
  static let pythonRelatives = highlighted("pycon", lexer: .python)
}

extension Lexer {
  static let python = Lexer { $0.scanPython() }
}
