extension Language {
  /// SQL that the shell of SQLite runs, in a database in memory that a session's blocks share.
  static let sqlite = Language(
    "sqlite", aliases: ["sqlite3"], label: "SQLite", fileEnding: "sql", lexer: .sql, runner: .sqlite)
}

extension LanguageRunner {
  static let sqlite = LanguageRunner(
    id: "sqlite",
    Interpreter(
      program: "sqlite3", arguments: ["-batch", "-bail", "-init", "/dev/null", ":memory:", ".read '{file}'"],
      file: { _ in ".examples.sql" },
      text: Interpreter.text(print: { ".print \"\($0)\"" }), markersEndLines: true,
      // `Parse error near line 3: no such table: jobs`
      errors: ErrorOutput([ErrorPattern("error near line {line}: {message}")])))
}
