import Foundation
import Synchronization
import Testing

/// Expects a text of several lines, which is written in the test as a literal between `"""`.
///
///     expectText(report, """
///       page.md:1:1: error: …
///
///       """)
///
/// `FLOWDOCS_UPDATE_GOLDEN=1 swift test` writes the actual texts into the tests instead of comparing them. Read them in
/// the diff: what the program says then counts as right.
public func expectText(
  _ actual: String?, _ expected: String, _ comment: @autoclosure () -> Comment? = nil,
  file: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
  if actual == expected { return }
  guard let actual, GoldenText.isUpdating else {
    #expect(actual == expected, comment(), sourceLocation: sourceLocation)
    return
  }
  do {
    try GoldenText.update(file: file, line: sourceLocation.line, from: expected, to: actual)
  } catch {
    Issue.record(
      "\(file):\(sourceLocation.line): the text was not updated: \(error)", sourceLocation: sourceLocation)
  }
}

/// Rewrites the literals of `expectText` in Swift files.
public enum GoldenText {
  /// There is no literal with the expected text: it is written with escapes or interpolations, which an update would
  /// lose.
  public struct NoLiteral: Error, Equatable {
    public init() {}
  }

  static var isUpdating: Bool { ProcessInfo.processInfo.environment["FLOWDOCS_UPDATE_GOLDEN"] == "1" }

  /// How many lines were added below a line, by file: tests know the lines of the file that was compiled.
  private static let shifts = Mutex<[String: [(line: Int, by: Int)]]>([:])

  static func update(file: String, line: Int, from expected: String, to actual: String) throws {
    try shifts.withLock { shifts in
      let moved = line + (shifts[file] ?? []).filter { $0.line < line }.map(\.by).reduce(0, +)
      let source = try String(contentsOfFile: file, encoding: .utf8)
      let updated = try replacing(expected, with: actual, of: source, fromLine: moved)
      try updated.write(toFile: file, atomically: true, encoding: .utf8)
      shifts[file, default: []].append((line, updated.count { $0 == "\n" } - source.count { $0 == "\n" }))
    }
  }

  /// A source in which the first literal between `"""` that holds `expected`, at or after a line (from 1), holds
  /// `actual`, with the same indentation.
  public static func replacing(
    _ expected: String, with actual: String, of source: String, fromLine line: Int
  ) throws(NoLiteral) -> String {
    var lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let expectedCount = expected.count { $0 == "\n" } + 1
    for opening in lines.indices where opening >= line - 1 {
      let closing = opening + expectedCount + 1
      guard closing < lines.count else { break }
      guard lines[opening].hasSuffix(quotes) else { continue }
      let indent = lines[closing].prefix { $0 == " " }
      guard lines[closing].dropFirst(indent.count).hasPrefix(quotes) else { continue }
      let isRaw = lines[opening].hasSuffix("#" + quotes)
      guard lines[(opening + 1)..<closing] == literal(expected, indent, isRaw)[...] else { continue }
      lines.replaceSubrange((opening + 1)..<closing, with: literal(actual, indent, isRaw))
      return lines.joined(separator: "\n")
    }
    throw NoLiteral()
  }

  private static let quotes = "\"\"\""

  /// The lines of a text between the delimiters of a literal.
  private static func literal(_ text: String, _ indent: Substring, _ isRaw: Bool) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.isEmpty { return "" }
      if isRaw { return indent + line }
      return indent + line.replacing("\\", with: "\\\\").replacing(quotes, with: "\\" + quotes)
    }
  }
}
