/// Reads the error output of the interpreter.
enum PythonTraceback {
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
