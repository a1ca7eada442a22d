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
      errors: .sqlite))
}

extension ErrorOutput {
  /// The shell goes on after a program that it has started.
  static let sqlite = {
    // `Parse error near line 3: no such table: jobs`
    var output = ErrorOutput([ErrorPattern("error near line {line}: {message}")])
    output.printedFailures = [PrintedFailure(line: ErrorPattern("System command returns {any}"))]
    return output
  }()
}
