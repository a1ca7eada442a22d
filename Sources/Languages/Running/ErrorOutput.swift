import Processes

/// How an interpreter, or a compiled program, says on standard error where and why it has failed.
struct ErrorOutput: Sendable {
  /// Lines with a place in the program's file.
  var places: [ErrorPattern]
  /// Whether the innermost place is printed last, as Python does; else it is the first.
  var innermostIsLast = false
  /// The line that says what is wrong; `nil` without one.
  var message: @Sendable (_ lines: [Substring], _ file: String) -> String?
  /// What was printed, without lines of the source that are shown with it: the error alone where it can be told from what
  /// the program itself has printed.
  var withoutSource: @Sendable (_ printed: String) -> String = { $0 }

  /// Failures that a program only prints, because nothing waits for them.
  var printedFailures: [PrintedFailure] = []

  init(
    places: [ErrorPattern], innermostIsLast: Bool = false,
    withoutSource: @escaping @Sendable (String) -> String = { $0 },
    message: @escaping @Sendable ([Substring], String) -> String?
  ) {
    self.places = places
    self.innermostIsLast = innermostIsLast
    self.withoutSource = withoutSource
    self.message = message
  }

  /// The message is in a line that matches one of these patterns.
  init(_ patterns: [ErrorPattern]) {
    self.init(places: patterns) { Self.message(of: patterns, $0, $1) }
  }

  /// The message in the first line that matches the first of these patterns that any line matches.
  static func message(of patterns: [ErrorPattern], _ lines: [Substring], _ file: String) -> String? {
    for pattern in patterns {
      for line in lines {
        if let message = pattern.match(line, file: file)?.message { return message }
      }
    }
    return nil
  }

  /// The 1-based line of the innermost place in a file.
  func line(in lines: [Substring], of file: String) -> Int? {
    for line in innermostIsLast ? lines.reversed() : lines {
      for place in places {
        if let number = place.match(line, file: file)?.line { return number }
      }
    }
    return nil
  }

  /// The error that a program has ended with.
  ///
  /// - Parameters:
  ///   - file: as the output names the file that was run.
  ///   - printed: the whole error output.
  ///   - shown: what readers see of it.
  func error(
    _ result: ProcessResult, of program: Program, in file: String, printed: String, shown: String
  ) -> RunError {
    error(
      of: program, in: file, printed: printed, shown: shown,
      otherwise: "`\(program.printedPath)` ended with \(result.termination)", exitCode: result.exitCode)
  }

  /// The failure that a block of a program has only printed; `nil` without one.
  ///
  /// - Parameter code: of the block.
  func printedFailure(
    by code: String, of program: Program, in file: String, printed: String, shown: String
  ) -> RunError? {
    let lines = printed.split(separator: "\n", omittingEmptySubsequences: false)
    let first = printedFailures.lazy.filter { $0.applies(to: code) }
      .compactMap { kind in lines.firstIndex { kind.line.match($0, file: file) != nil } }.first
    guard let first else { return nil }
    // What was printed before is not the failure.
    let said = lines[first...].joined(separator: "\n")
    let shownLines = shown.split(separator: "\n", omittingEmptySubsequences: false)
    var found = error(
      of: program, in: file, printed: said, shown: shownLines.dropFirst(first).joined(separator: "\n"),
      otherwise: String(lines[first]), exitCode: 1)
    found.details = shown
    return found
  }

  private func error(
    of program: Program, in file: String, printed: String, shown: String, otherwise: String, exitCode: Int
  ) -> RunError {
    let lines = printed.split(separator: "\n")
    let said = message(lines, file)?.replacing(file, with: program.printedPath)
    return RunError(
      path: program.path, line: line(in: lines, of: file), message: said ?? otherwise, details: shown,
      diagnostic: withoutSource(shown), exitCode: exitCode)
  }
}

/// A failure after which the program goes on and ends with exit code 0: an exception in a thread, a warning that an
/// interpreter prints among the output.
struct PrintedFailure: Sendable {
  /// The line that says so.
  var line: ErrorPattern
  /// Pieces of code that take care of it: what `join` throws may be caught. One that ends with a line break is looked for
  /// at ends of statements.
  var handledBy: [String] = []
  /// A piece that the code must have, where the line alone may also be printed on purpose.
  var needs: String?

  func applies(to code: String) -> Bool {
    needs.map(code.contains) ?? true && !isHandled(by: code)
  }

  private func isHandled(by code: String) -> Bool {
    let lines = code.replacing(";", with: "\n") + "\n"
    return handledBy.contains { lines.contains($0) }
  }
}
