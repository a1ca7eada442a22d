import Processes

extension Language {
  static let shell = Language(
    "sh", aliases: ["bash", "shell", "zsh", "ksh", "posix"], label: "Shell", fileEnding: "sh",
    form: .commands, lexer: .shell,
    prompts: Prompts(
      first: "$ ", further: "> ",
      advice:
        "change the language to `console`, where lines after `$ ` are commands and the rest is their output",
      session: { ConsoleSession.unit(for: $0, mayElide: $1) }),
    recognition: .shell, parser: .shell, runner: .shell, isScript: true, samples: .curl)

  /// A terminal session: commands after prompts, and their output.
  static let console = Language(
    "console", aliases: ["shell-session", "shellsession", "sh-session", "bash-session", "terminal"],
    label: "Terminal", form: .commands, lexer: .console,
    prompts: Prompts(
      first: "$ ", further: "> ", isRequired: true, session: { ConsoleSession.unit(for: $0, mayElide: $1) }),
    parser: .shell, runner: .shell,
    executedCode: { ConsoleSession($0).commands(in: $0).map(\.code).joined(separator: "\0") },
    outputLines: { code in
      Set(ConsoleSession(code).lines.enumerated().filter { $0.element.kind == .output }.map(\.offset))
    })
}

extension Lexer {
  static let shell = Lexer { $0.scanShell() }
  static let console = Lexer { $0.scanConsole() }
}

extension LanguageRunner {
  /// The programs of a shell block are unknown: it depends on the tools of all languages.
  static let shell = LanguageRunner(
    id: "sh", tools: ["bash"], startsOthers: true, live: .shell,
    run: { program, folder in
      guard let bash = folder.starter.find("bash", nil) else { throw ProcessError.notFound("bash") }
      guard case .file(let arguments) = program.source else {
        return try await ShellRun(shell: bash).run(program, in: folder)
      }
      let script = ScriptFile(
        interpreter: bash, words: ["--noprofile", "--norc", "{file}"],
        errors: ErrorOutput(
          places: [ErrorPattern("{file}: line {line}")], innermostIsLast: true,
          withoutSource: { printed in
            let code = program.blocks.map(\.code).joined(separator: "\n")
            return ShellFailure.withoutSource(printed, of: code, path: program.printedPath)
          }, message: { _, _ in nil }))
      return try await script.run(program, arguments: arguments, in: folder)
    })
}
