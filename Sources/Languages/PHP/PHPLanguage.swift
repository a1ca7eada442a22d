import Foundation

extension Language {
  static let php = Language("php", label: "PHP", fileEnding: "php", runner: .php)
}

extension LanguageRunner {
  static let php = LanguageRunner(
    id: "php",
    Interpreter(
      program: "php",
      arguments: ["-d", "display_errors=stderr", "-d", "log_errors=0", "-d", "html_errors=0", "{file}"],
      file: { _ in ".examples.php" }, text: { PHPFile.text($0, $1) },
      errors: .php))
}

extension ErrorOutput {
  private static let phpPatterns = [
    ErrorPattern("error: {message} in {file}:{line}"),
    ErrorPattern("error: {message} in {file} on line {line}"), ErrorPattern("error: {message}"),
    phpWarning,
  ]
  private static let phpWarning = ErrorPattern("Warning: {message} in {file} on line {line}")

  /// A reader's `php` prints warnings among the output.
  static let php = {
    var output = ErrorOutput(
      places: phpPatterns, withoutSource: { phpError($0) ?? $0 },
      message: { lines, file in message(of: phpPatterns, lines, file) })
    output.printedFailures = [PrintedFailure(line: phpWarning)]
    return output
  }()

  /// The error that ends a program, with those before it, and without places and calls, which have the names of functions
  /// and their arguments:
  ///
  ///     Fatal error: Uncaught Exception: text in FILE:2
  ///     Stack trace:
  ///     #0 FILE(5): f('secret word')
  ///     #1 {main}
  ///       thrown in FILE on line 2
  private static func phpError(_ printed: String) -> String? {
    let lines = printed.split(separator: "\n", omittingEmptySubsequences: false)
    let kinds = ["Fatal error: ", "Parse error: ", "Recoverable fatal error: ", "Warning: "]
    guard let first = lines.lastIndex(where: { line in kinds.contains { line.hasPrefix($0) } }) else {
      return nil
    }
    return lines[first...].filter { line in
      line != "Stack trace:" && !line.hasPrefix("  thrown in ") && line.prefixMatch(of: #/#\d+ /#) == nil
    }.map { $0.replacing(#/ in \S+(?::\d+| on line \d+)$/#, with: "") }.joined(separator: "\n")
  }
}

/// The file of a session. Blocks may have `<?php` or leave it out, as most manuals do.
enum PHPFile {
  static func text(_ blocks: [ProgramBlock], _ markers: InterpreterMarkers) -> String {
    var file = PaddedText()
    for (index, block) in blocks.enumerated() {
      let mark = print(markers.before(block))
      let code = code(of: block.code)
      if index == 0 {
        file.append("<?php ")
        let first = marked(code, mark)
        file.add(first ?? code, at: block.firstLine, after: first == nil ? mark : "")
      } else {
        file.add(code, at: block.firstLine, after: mark)
      }
      // Otherwise the lines between two blocks would be printed.
      if !endsInCode(code) { file.append("<?php ") }
    }
    file.append(print(markers.end) + "\n")
    return file.text
  }

  /// The code with a statement after those that must be the first of a program; `nil` when it has none of them.
  private static func marked(_ code: String, _ mark: String) -> String? {
    var lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = lines.lastIndex { line in ["namespace ", "declare("].contains { line.hasPrefix($0) } }
    guard let first, lines[first].contains(";") else { return nil }
    lines[first] += " " + mark
    return lines.joined(separator: "\n")
  }

  private static let tag = "<?php"

  private static func opens(_ code: String) -> Bool {
    code.drop { $0.isWhitespace }.hasPrefix(tag)
  }

  /// The code without its opening tag: one is open already.
  private static func code(of code: String) -> String {
    guard opens(code), let range = code.firstRange(of: tag) else { return code }
    return code.replacingCharacters(in: range, with: String(repeating: " ", count: tag.utf8.count))
  }

  private static func endsInCode(_ code: String) -> Bool {
    let opened = code.ranges(of: "<?").last?.lowerBound
    guard let closed = code.ranges(of: "?>").last?.lowerBound else { return true }
    return opened.map { $0 > closed } ?? false
  }

  private static func print(_ text: String) -> String {
    "echo \"\(text)\"; fwrite(STDERR, \"\(text)\");"
  }
}
