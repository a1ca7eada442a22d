extension Language {
  /// Languages for running software, and for comparing its sources.
  static let operations =
    [
      Language(
        "dockerfile", aliases: ["docker"], label: "Dockerfile", lexer: .dockerfile,
        recognition: .dockerfile),
      Language("prometheus", label: "Prometheus", lexer: .prometheus),
      Language("promql", label: "PromQL", form: .query, lexer: .prometheus),
      Language("diff", aliases: ["patch"], label: "Diff", fileEnding: "diff", lexer: .diff),
    ] + highlighted("openmetrics", lexer: .prometheus) + highlighted("udiff", lexer: .diff)
}

extension Lexer {
  static let dockerfile = Lexer { $0.scanDockerfile() }
  static let prometheus = Lexer { $0.scanPrometheus() }
  static let diff = Lexer { $0.scanDiff() }
}
