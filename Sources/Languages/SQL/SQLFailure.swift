/// The first error that psql reports of a block:
///
///     psql:block-0.sql:4: ERROR:  column "stat" does not exist
///     LINE 2:   stat FROM jobs;
///               ^
struct SQLFailure: Sendable {
  /// `column "stat" does not exist`.
  private var message: String
  /// What psql printed, without the name of its file.
  private var printed: String
  /// 1-based line of the file in which the statement ends, or that of the place that PostgreSQL marks.
  private var line: Int
  /// 0-based byte columns of the marked word.
  private var columns: Range<Int>?
  private var firstLine: Int

  /// - Parameters:
  ///   - printed: all that the block printed to standard error.
  ///   - file: the path of the file that psql read the block from.
  init?(_ printed: String, file: String, _ block: ProgramBlock) {
    let lines = printed.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(where: { Self.error($0, file) != nil }),
      let (number, message) = Self.error(lines[first], file)
    else { return nil }
    self.printed = Self.withoutPlaces(printed, file: file)
    self.message = message
    firstLine = block.firstLine
    // The end of the file is after its code.
    line = min(number, max(1, block.code.split(separator: "\n", omittingEmptySubsequences: false).count - 1))
    let rest = lines[(first + 1)...].prefix { !$0.hasPrefix("psql:") }
    guard let shown = rest.first(where: Self.isSource),
      let place = Self.place(shown, rest, block.code, number)
    else { return }
    (line, columns) = place
  }

  func error(path: String) -> RunError {
    RunError(
      path: path, line: firstLine + line - 1, columns: columns, message: message, details: printed,
      diagnostic: Self.withoutSource(message + "\n" + printed), exitCode: 3)
  }

  /// The line number and the message of a line that begins with a place.
  private static func error(_ line: Substring, _ file: String) -> (Int, String)? {
    let mark = "psql:\(file):"
    guard line.hasPrefix(mark) else { return nil }
    let rest = line.dropFirst(mark.count)
    guard let number = Int(rest.prefix { $0.isNumber }) else { return nil }
    let text = rest.drop { $0.isNumber }.dropFirst(2)
    for severity in ["ERROR:", "FATAL:", "PANIC:", "error:"] where text.hasPrefix(severity) {
      return (number, String(text.dropFirst(severity.count).drop { $0 == " " }))
    }
    return nil
  }

  /// The first error in a file that a block reads: `psql:other.sql:3: ERROR:  division by zero`.
  static func included(in printed: String) -> String? {
    for line in printed.split(separator: "\n") {
      let pattern = #/psql:.+?:\d+: (?:ERROR|FATAL|PANIC|error): +(.*)/#
      if let match = line.wholeMatch(of: pattern) { return String(match.1) }
    }
    return nil
  }

  private static func isSource(_ line: Substring) -> Bool { line.wholeMatch(of: #/LINE \d+: .*/#) != nil }

  /// PostgreSQL counts lines from the beginning of the statement, so the line that it shows is looked for, backwards from
  /// where the statement ends. A long line is shown in part.
  private static func place(
    _ shown: Substring, _ rest: ArraySlice<Substring>, _ code: String, _ end: Int
  ) -> (Int, Range<Int>)? {
    guard let colon = shown.firstRange(of: ": ") else { return nil }
    let text = shown[colon.upperBound...]
    let indent = shown.distance(from: shown.startIndex, to: colon.upperBound)
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let marks = rest.drop { $0 != shown }.dropFirst().first
    guard let line = lines.prefix(end).lastIndex(where: { $0.replacing("\t", with: " ") == text }),
      let mark = marks?.firstIndex(of: "^")
    else { return nil }
    let before = (marks?.distance(from: marks?.startIndex ?? mark, to: mark) ?? 0) - indent
    guard before >= 0, before <= text.count else { return nil }
    let start = text.prefix(before).utf8.count
    let word = text.dropFirst(before).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return (line + 1, start..<start + max(1, word.utf8.count))
  }

  /// What was printed without the name of the generated file, as psql prints it in a terminal.
  static func withoutPlaces(_ printed: String, file: String) -> String {
    printed.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let mark = "psql:\(file):"
      guard line.hasPrefix(mark) else { return line }
      return line.dropFirst(mark.count).drop { $0.isNumber }.dropFirst(2)
    }.joined(separator: "\n")
  }

  /// What was printed without lines of the code and the marks below them.
  static func withoutSource(_ printed: String) -> String {
    printed.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !isSource($0) && $0.drop { $0 == " " } != "^" }.joined(separator: "\n")
  }
}
