/// The file that psql reads a block from: its code, with what shows that all of it has run.
///
/// `\q` ends a file with success, and psql goes on after a program of `\!` that has failed. So the last line of the file
/// sets a variable, and each `\!` prints an error as psql prints those of SQL.
struct SQLScript: Sendable {
  /// The variable that the last line of a file sets.
  static let reachedEnd = "flowdocs_reached_end"

  private(set) var text: String

  /// - Parameter path: of the file, as psql names it in errors.
  init(_ code: String, path: String) {
    var isStart = true
    let lines = Self.lines(of: code).enumerated().map { number, line in
      defer { isStart = Self.isStart(after: line, isStart) }
      guard isStart, let command = Self.program(in: line) else { return String(line) }
      return Self.checked(command, "psql:\(path):\(number + 1): ERROR:  ")
    }
    text = lines.joined(separator: "\n")
    if !text.hasSuffix("\n") { text += "\n" }
    text += Self.readsToItsEnd(code) ? "" : "\\set \(Self.reachedEnd) on\n"
  }

  /// The 0-based line with `\q`; `nil` when nothing follows it.
  static func earlyEnd(of code: String) -> Int? {
    let lines = lines(of: code)
    guard let end = lines.firstIndex(where: isQuit) else { return nil }
    let isLast = lines[(end + 1)...].allSatisfy { line in
      let rest = line.drop { $0.isWhitespace }
      return rest.isEmpty || rest.hasPrefix("--")
    }
    return isLast ? nil : end
  }

  private static func lines(of code: String) -> [Substring] {
    code.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func isQuit(_ line: Substring) -> Bool {
    line.split(whereSeparator: \.isWhitespace).contains { $0 == "\\q" || $0 == "\\quit" }
  }

  /// Whether the next line begins a statement or a command: elsewhere it may be in a string.
  private static func isStart(after line: Substring, _ isStart: Bool) -> Bool {
    let text = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if text.isEmpty || text.hasPrefix("--") || text.hasPrefix("\\") { return isStart }
    return text.hasSuffix(";")
  }

  /// The program that a line starts with `\!`.
  private static func program(in line: Substring) -> Substring? {
    let rest = line.drop { $0.isWhitespace }
    guard rest.hasPrefix("\\!") else { return nil }
    let program = rest.dropFirst(2).drop { $0.isWhitespace }
    return program.isEmpty ? nil : program
  }

  /// `\!` with a program whose failure is printed.
  private static func checked(_ program: Substring, _ start: String) -> String {
    func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
    let failure = "`\(program)` ended with exit code "
    return
      "\\! sh -c \(quoted(String(program))) || printf '%s%s%s\\n' \(quoted(start)) \(quoted(failure)) $? >&2"
  }

  /// Whether the last statement reads rows to the end of the file, so that a line after it would be one of them.
  private static func readsToItsEnd(_ code: String) -> Bool {
    let lines = lines(of: code)
    guard let copy = lines.lastIndex(where: { $0.lowercased().contains("from stdin") }) else { return false }
    return !lines[copy...].contains { $0 == "\\." }
  }
}
