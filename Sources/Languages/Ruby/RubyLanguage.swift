extension Language {
  static let ruby = Language("ruby", aliases: ["rb"], label: "Ruby", fileEnding: "rb", runner: .ruby)
}

extension LanguageRunner {
  static let ruby = LanguageRunner(
    id: "ruby",
    Interpreter(
      program: "ruby", file: { _ in ".examples.rb" },
      text: Interpreter.text(
        start: "$stdout.sync = true; ", print: { "$stdout.print(\"\($0)\"); $stderr.print(\"\($0)\")" }),
      // `FILE:3:in 'name': text (RuntimeError)`; syntax errors have no method.
      errors: ErrorOutput([
        ErrorPattern("{file}:{line}:in {any}': {message}"), ErrorPattern("{file}:{line}: {message}"),
        ErrorPattern("': {message}"),
      ])))
}
