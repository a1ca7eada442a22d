import Processes

extension Language {
  package static let python = Language(
    "python", aliases: ["py", "python3", "py3"], label: "Python", fileEnding: "py", lexer: .python,
    prompts: Prompts(
      first: ">>> ", further: "... ",
      advice:
        "change the language to `pycon`, where lines after `>>> ` are statements and the rest is their output"
    ),
    recognition: .python, isUnlikeCommands: true, parser: .python, runner: .python, isScript: true,
    clientReader: .python,
    imports: ImportSetting(
      "pythonPath", .folders,
      "Folders added to `PYTHONPATH` in Python and shell examples: those that contain a package.",
      sample: "pythonPath: [clients/python]"),
    samples: .python)
}

extension Lexer {
  static let python = Lexer { $0.scanPython() }
}

extension LanguageRunner {
  static let python = LanguageRunner(
    id: "python", tools: ["python3"],
    environment: { sources in
      var variables = ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"]
      let folders = (sources.imports["python"] ?? []).map { sources.root + "/" + $0.path }
      if !folders.isEmpty { variables["PYTHONPATH"] = folders.joined(separator: ":") }
      return variables
    },
    reads: { ($0.imports["python"] ?? []).map { ProjectFolder(path: $0.path) } },
    live: .python,
    run: { program, folder in
      let python = try await PythonInterpreter.path(in: folder)
      switch program.source {
      case .page(let text):
        return try await PythonRun(interpreter: python).run(program, text: text, in: folder)
      case .file(let arguments):
        let script = ScriptFile(
          interpreter: python, words: ["-X", "utf8", "{file}"],
          errors: ErrorOutput(
            places: [ErrorPattern("File \"{file}\", line {line}")], innermostIsLast: true,
            withoutSource: { PythonTraceback.ending($0) },
            message: { lines, file in
              let isError = lines.contains {
                $0.hasPrefix("Traceback") || $0.contains("File \"\(file)\", line ")
              }
              return isError ? lines.last.map(String.init) : nil
            }))
        return try await script.run(program, arguments: arguments, in: folder)
      }
    })
}

extension ClientReader {
  static let python = ClientReader { sources, methods, tools in
    await PythonClientReader.read(sources, methods, tools)
  }
}
