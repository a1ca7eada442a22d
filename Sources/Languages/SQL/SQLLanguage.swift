import Processes

extension Language {
  static let sql = Language(
    "sql", label: "SQL", fileEnding: "sql", lexer: .sql, recognition: .sql,
    isUnlikeCommands: true, runner: .sql)
}

extension LanguageRunner {
  /// PostgreSQL's terminal client, with the variables of the service (`PGHOST` and others).
  static let sql = LanguageRunner(
    id: "sql", tools: ["psql"], service: "postgres",
    run: { program, folder in
      guard let psql = folder.starter.find("psql", nil) else { throw ProcessError.notFound("psql") }
      guard case .file(let arguments) = program.source else {
        return try await SQLRun(psql: psql).run(program, in: folder)
      }
      let script = ScriptFile(
        interpreter: psql, words: SQLRun.options + ["-f", "{file}"],
        errors: ErrorOutput(
          places: [ErrorPattern("psql:{file}:{line}")], innermostIsLast: true,
          withoutSource: { SQLFailure.withoutSource($0) }, message: { _, _ in nil }))
      return try await script.run(program, arguments: arguments, in: folder)
    })
}
