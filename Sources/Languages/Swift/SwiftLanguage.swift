extension Language {
  static let swift = Language(
    "swift", label: "Swift", fileEnding: "swift", lexer: .swift, parser: .swift, runner: .swift,
    clientReader: .swift, samplesCallClients: true)
}

extension Lexer {
  static let swift = Lexer { $0.scanSwift() }
}

extension LanguageRunner {
  static let swift = LanguageRunner(
    id: "swift", tools: ["swiftc"], compiler: .swift, environment: { _ in ["SWIFT_BACKTRACE": "enable=no"] },
    reads: { sources in
      sources.modules.sorted { $0.key < $1.key }.map { ProjectFolder(path: $0.value, word: $0.key) }
    },
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
