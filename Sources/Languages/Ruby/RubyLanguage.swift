extension Language {
  static let ruby = Language(
    "ruby", aliases: ["rb"], label: "Ruby", fileEnding: "rb", runner: .ruby, isScript: true)
}

extension LanguageRunner {
  static let ruby = LanguageRunner(
    id: "ruby",
    Interpreter(
      program: "ruby", file: { _ in ".examples.rb" },
      text: Interpreter.text(
        start: "$stdout.sync = true; ", print: { "$stdout.print(\"\($0)\"); $stderr.print(\"\($0)\")" }),
      errors: .ruby))
}

extension ErrorOutput {
  /// `FILE:3:in 'name': text (RuntimeError)`; syntax errors have no method.
  private static let rubyPatterns = [
    ErrorPattern("{file}:{line}:in {any}': {message}"), ErrorPattern("{file}:{line}: {message}"),
    ErrorPattern("': {message}"),
  ]

  static let ruby = {
    var output = ErrorOutput(
      places: rubyPatterns, withoutSource: { RubyException($0)?.text ?? $0 },
      message: { lines, file in message(of: rubyPatterns, lines, file) })
    output.printedFailures = [
      PrintedFailure(
        line: ErrorPattern("#<Thread:{any}> terminated with exception"),
        handledBy: [".join\n", ".each(&:join)", ".value\n", ".map(&:value)"]),
      // The exception of a child process; the parent goes on.
      PrintedFailure(
        line: ErrorPattern("{file}:{line}:in {any}': {message}"),
        handledBy: [
          "$?", "$CHILD_STATUS", "success?", "exitstatus", "wait2", "waitpid2", "last_status", "detach",
        ],
        needs: "fork"),
    ]
    return output
  }()
}

/// The exception that a Ruby program has ended with, as it is printed: the message with its class, further lines of the
/// message, source lines with marks below them, and `from` with the callers. Its causes follow.
struct RubyException: Sendable {
  /// The messages, without places and source lines.
  var text: String

  /// - Parameter printed: all that the program printed to standard error; only an exception at its end counts.
  init?(_ printed: String) {
    let lines = printed.split(separator: "\n", omittingEmptySubsequences: false)
    guard var first = lines.lastIndex(where: { Self.message(of: $0) != nil }) else { return nil }
    while let before = lines[..<first].lastIndex(where: { Self.message(of: $0) != nil }),
      lines[first - 1].hasPrefix("\tfrom ") || before == first - 1
    {
      first = before
    }
    text = Self.withoutSource(Array(lines[first...])).map { Self.message(of: $0) ?? String($0) }
      .joined(separator: "\n")
  }

  /// `text (RuntimeError)` of a line with a place and a method.
  private static func message(of line: Substring) -> String? {
    line.wholeMatch(of: #/.+?:\d+:in [`'].+?': (.* \([A-Z][\w:]*\))/#).map { String($0.1) }
  }

  private static func withoutSource(_ lines: [Substring]) -> [Substring] {
    lines.indices.filter { index in
      let next = index + 1 < lines.count ? lines[index + 1] : ""
      return !lines[index].hasPrefix("\tfrom ") && !isMark(lines[index]) && !isMark(next)
    }.map { lines[$0] }
  }

  private static func isMark(_ line: Substring) -> Bool {
    line.contains("^") && line.allSatisfy { $0 == " " || $0 == "^" || $0 == "~" || $0 == "\t" }
  }
}
