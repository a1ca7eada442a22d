/// Reads the error output of the interpreter.
enum PythonTraceback {
  /// The error that a program has ended with, without what it printed before; all of a text without one.
  static func ending(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.lastIndex { $0.hasSuffix("Traceback (most recent call last):") } ?? 0
    return withoutSource(lines[first...].joined(separator: "\n"))
  }

  /// The text without places and without the lines of the source that tracebacks and warnings show.
  static func withoutSource(_ text: String) -> String {
    var kept: [Substring] = []
    var isInFrame = false
    var isAfterWarning = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // Tracebacks of an exception group have `|` before them.
      let inner = line.drop { $0 == " " || $0 == "|" || $0 == "+" }
      let isSource = isInFrame ? line.hasPrefix("    ") || line.hasPrefix("  |     ") : line.hasPrefix("  ")
      if inner.hasPrefix("File \""), inner.contains(", line ") {
        isInFrame = true
      } else if (isInFrame || isAfterWarning) && isSource {
        isAfterWarning = false
      } else {
        isInFrame = false
        kept.append(line)
        // `page.md:3: UserWarning: text`, and the statement below.
        isAfterWarning = line.contains("Warning: ")
      }
    }
    return kept.joined(separator: "\n")
  }
}
