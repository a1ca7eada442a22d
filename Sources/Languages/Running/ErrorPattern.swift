/// A line of an error output, with places for what differs: `{file}:{line}: {message}`.
///
/// `{any}` is any text. A line matches when the pattern is found anywhere in it; `{message}` at the end takes the rest.
///
///     ErrorPattern("{file}:{line}: {message}").match("lua: a.lua:3: no", file: "a.lua")   // line 3, "no"
struct ErrorPattern: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case text(String)
    case file, line, column, message, any
  }

  struct Match: Sendable, Hashable {
    /// 1-based.
    var line: Int?
    /// 1-based.
    var column: Int?
    var message: String?
  }

  private let parts: [Part]

  init(_ pattern: String) {
    var parts: [Part] = []
    var rest = Substring(pattern)
    while !rest.isEmpty {
      if let (part, word) = Self.words.first(where: { rest.hasPrefix($0.word) }) {
        parts.append(part)
        rest = rest.dropFirst(word.count)
      } else {
        let next = rest.dropFirst().firstIndex(of: "{") ?? rest.endIndex
        parts.append(.text(String(rest[..<next])))
        rest = rest[next...]
      }
    }
    self.parts = parts
  }

  private static let words: [(part: Part, word: String)] = [
    (.file, "{file}"), (.line, "{line}"), (.column, "{column}"), (.message, "{message}"), (.any, "{any}"),
  ]

  /// Longer lines are data, not messages.
  private static let longestLine = 2_000

  func match(_ line: Substring, file: String) -> Match? {
    let line = line.prefix(Self.longestLine)
    var start = line.startIndex
    while true {
      if let match = match(parts[...], line[start...], file, Match()) { return match }
      if start == line.endIndex { return nil }
      start = line.index(after: start)
    }
  }

  private func match(
    _ parts: ArraySlice<Part>, _ text: Substring, _ file: String, _ found: Match
  ) -> Match? {
    guard let part = parts.first else { return found }
    let rest = parts.dropFirst()
    switch part {
    case .text(let words): return after(words, rest, text, file, found)
    case .file: return after(file, rest, text, file, found)
    case .line, .column:
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int(digits) else { return nil }
      var found = found
      if part == .line { found.line = number } else { found.column = number }
      return match(rest, text.dropFirst(digits.count), file, found)
    case .message, .any: return captured(part, rest, text, file, found)
    }
  }

  private func after(
    _ words: String, _ rest: ArraySlice<Part>, _ text: Substring, _ file: String, _ found: Match
  ) -> Match? {
    text.hasPrefix(words) ? match(rest, text.dropFirst(words.count), file, found) : nil
  }

  /// The shortest text after which the rest of the pattern follows.
  private func captured(
    _ part: Part, _ rest: ArraySlice<Part>, _ text: Substring, _ file: String, _ found: Match
  ) -> Match? {
    var end = rest.isEmpty ? text.endIndex : text.startIndex
    while true {
      var found = found
      if part == .message { found.message = String(text[..<end]) }
      if let match = match(rest, text[end...], file, found) { return match }
      if end == text.endIndex { return nil }
      end = text.index(after: end)
    }
  }
}
