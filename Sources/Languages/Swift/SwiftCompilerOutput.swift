/// Reads what `swiftc -diagnostic-style=llvm` prints.
enum SwiftCompilerOutput {
  /// The messages in order, each with its notes. Lines without a place are returned separately.
  static func parse(_ text: String) -> (messages: [CompilerMessage], rest: [String]) {
    var messages: [CompilerMessage] = []
    var rest: [String] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      guard var message = header(line) else {
        if !line.isEmpty { rest.append(String(line)) }
        continue
      }
      // The source line, the line with the caret, and perhaps a line with the fix-it follow.
      if index + 1 < lines.count, header(lines[index]) == nil, isCaret(lines[index + 1]) {
        index += 2
        if index < lines.count, !lines[index].isEmpty, !isMessage(lines[index]) {
          message.fix = fixIt(lines[index])
          index += 1
        }
      }
      if message.severity == .note, !messages.isEmpty {
        messages[messages.count - 1].notes.append(message)
      } else {
        messages.append(message)
      }
    }
    return (messages, rest)
  }

  /// `path:line:column: error: text`.
  private static func header(_ line: Substring) -> CompilerMessage? {
    for severity in [CompilerMessage.Severity.error, .warning, .note, .remark] {
      guard let mark = line.firstRange(of: ": \(severity.rawValue): ") else { continue }
      let place = line[..<mark.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
      guard place.count >= 3, let column = Int(place[place.count - 1]),
        let number = Int(place[place.count - 2])
      else { continue }
      let path = place.dropLast(2).joined(separator: ":")
      return CompilerMessage(
        path: path, line: number, column: column, severity: severity,
        text: withoutGroup(String(line[mark.upperBound...])))
    }
    return nil
  }

  /// Takes the name of the group off the end: ` [#no-usage]`.
  private static func withoutGroup(_ text: String) -> String {
    guard text.hasSuffix("]"), let open = text.lastRange(of: " [#") else { return text }
    return String(text[..<open])
  }

  private static func isCaret(_ line: Substring) -> Bool {
    line.contains("^") && line.allSatisfy { $0 == " " || $0 == "\t" || $0 == "^" || $0 == "~" }
  }

  /// Whether the line says something of its own, with a place or without: `<unknown>:0: error: …`.
  private static func isMessage(_ line: Substring) -> Bool {
    header(line) != nil || line.contains(": error: ") || line.contains(": warning: ")
  }

  /// The line below the caret is indented to where the text is to be put.
  private static func fixIt(_ line: Substring) -> String? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    // `<#Root#>` is a place for the writer's own words.
    return text.isEmpty || text.contains("  ") || text.contains("<#") ? nil : String(text)
  }
}

extension String {
  fileprivate func lastRange(of text: String) -> String.Index? {
    ranges(of: text).last?.lowerBound
  }
}
