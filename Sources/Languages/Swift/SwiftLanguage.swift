extension Language {
  static let swift = Language(
    "swift", label: "Swift", fileEnding: "swift", lexer: .swift, isUnlikeCommands: true, parser: .swift,
    runner: .swift,
    isScript: true,
    clientReader: .swift,
    imports: ImportSetting(
      "swiftModules", .modules, "Modules that Swift examples import, and the folders of their sources.",
      sample: "swiftModules: { Payments: Sources/Payments }"),
    samples: .swift)
}

extension Lexer {
  static let swift = Lexer { $0.scanSwift() }
}

extension LanguageRunner {
  static let swift = LanguageRunner(
    id: "swift", tools: ["swiftc"], compiler: .swift, environment: { _ in ["SWIFT_BACKTRACE": "enable=no"] },
    reads: { ($0.imports["swift"] ?? []).map { ProjectFolder(path: $0.path, word: $0.module) } },
    run: { program, folder in
      guard let executable = program.executable else { return [:] }
      return try await SwiftRun(program, executable).run(in: folder)
    })
}

extension ClientReader {
  static let swift = ClientReader { sources, methods, _ in
    .success(SwiftClientReader.read(sources, methods))
  }
}
