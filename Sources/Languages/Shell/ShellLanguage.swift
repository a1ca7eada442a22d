extension Language {
  static let shell = Language(
    "sh", aliases: ["bash", "shell", "zsh", "ksh", "posix"], label: "Shell", fileEnding: "sh", lexer: .shell)

  /// A terminal session: commands after prompts, and what they print.
  static let console = Language(
    "console", aliases: ["shell-session", "shellsession", "sh-session", "bash-session", "terminal"],
    label: "Terminal", lexer: .console)
}

extension Lexer {
  static let shell = Lexer { $0.scanShell() }
  static let console = Lexer { $0.scanConsole() }
}
