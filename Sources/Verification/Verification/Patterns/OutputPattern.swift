import Determinism
import Diagnostics
import Pages

/// The expected output of an example on a page.
///
/// A line `…` alone matches any lines, and so does `...` where the output has no such line of its own. `[..]` within a line
/// matches any text, and `<uuid>`, `<timestamp>` and `<number>` a value of that kind. After a `\` each of them is text. Spaces
/// at the end of lines and empty lines at the end are ignored.
public struct OutputPattern: Sendable, Hashable {
  public var lines: [String]

  /// - Parameter blankLine: a line that stands for an empty one, as `<BLANKLINE>` does for `doctest`.
  public init(_ text: String, blankLine: String? = nil) {
    lines = Self.lines(of: text)
    guard let blankLine else { return }
    lines = lines.map { $0 == blankLine ? "" : $0 }
    while lines.last == "" { lines.removeLast() }
  }

  /// The lines of an output, as they are compared.
  public static func lines(of text: String) -> [String] {
    // Bytes, because to Swift a carriage return and a line feed are one character.
    let parts = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var lines = parts.map { line in
      var line = line
      while let last = line.last, " \t\r".utf8.contains(last) { line.removeLast() }
      return String(Substring(line))
    }
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  public func matches(_ text: String) -> Bool {
    matches(Self.lines(of: text))
  }

  static func isEllipsis(_ line: String) -> Bool { line == "…" || line == "..." }

  /// What stands for any lines of an output: three dots that the output itself has are text.
  private static func isEllipsis(in actual: [String]) -> (String) -> Bool {
    let hasDots = actual.contains("...")
    return { isEllipsis($0) && !(hasDots && $0 == "...") }
  }

  /// Matches runs of lines between ellipses greedily from the front, which finds a match when there is one.
  private func matches(_ actual: [String]) -> Bool {
    let parts = lines.split(omittingEmptySubsequences: false, whereSeparator: Self.isEllipsis(in: actual))
    guard let first = parts.first, let last = parts.last else { return actual.isEmpty }
    if parts.count == 1 { return first.count == actual.count && Self.match(first, actual, at: 0) }
    let end = actual.count - last.count
    guard end >= first.count, Self.match(first, actual, at: 0), Self.match(last, actual, at: end) else {
      return false
    }
    var at = first.count
    for part in parts.dropFirst().dropLast() {
      while at + part.count <= end, !Self.match(part, actual, at: at) { at += 1 }
      if at + part.count > end { return false }
      at += part.count
    }
    return true
  }

  private static func match(_ part: ArraySlice<String>, _ actual: [String], at start: Int) -> Bool {
    guard start >= 0, start + part.count <= actual.count else { return false }
    return zip(part, actual[start...]).allSatisfy { LinePattern.matches($0, $1) }
  }

  /// A diff from the page to the actual output; lines that match by pattern count as equal.
  public func diff(_ text: String) -> String {
    let actual = Self.lines(of: text)
    let shown = aligned(actual)
    return LineDiff.unified(shown, actual) ?? ""
  }

  private static let mostTries = 250_000

  /// The expected lines, with those that match the line opposite replaced by it, so that a diff shows only
  /// what differs.
  private func aligned(_ actual: [String]) -> [String] {
    var shown = lines
    let (front, back) = matchingEnds(actual)
    for index in 0..<front { shown[index] = actual[index] }
    for index in 0..<back { shown[shown.count - 1 - index] = actual[actual.count - 1 - index] }
    // In between, a pattern is shown as the first line that it matches, where there are not too many to try.
    guard (shown.count - back - front) * (actual.count - back - front) <= Self.mostTries else { return shown }
    for index in front..<max(front, shown.count - back) where LinePattern.isPattern(lines[index]) {
      if let match = actual[front..<max(front, actual.count - back)].first(where: {
        LinePattern.matches(lines[index], $0)
      }) {
        shown[index] = match
      }
    }
    return shown
  }

  /// How many lines at the front and at the back match those opposite.
  private func matchingEnds(_ actual: [String]) -> (front: Int, back: Int) {
    var front = 0
    while front < min(lines.count, actual.count), LinePattern.matches(lines[front], actual[front]) {
      front += 1
    }
    var back = 0
    while back < min(lines.count, actual.count) - front,
      LinePattern.matches(lines[lines.count - 1 - back], actual[actual.count - 1 - back])
    {
      back += 1
    }
    return (front, back)
  }

  /// The updated lines for a page that elides lines in one place; `nil` if there are too few.
  private func elided(_ actual: [String], _ written: [String]) -> [String]? {
    let isEllipsis = Self.isEllipsis(in: actual)
    guard let gap = lines.firstIndex(where: isEllipsis), lines.lastIndex(where: isEllipsis) == gap,
      actual.count >= lines.count
    else { return nil }
    let shift = actual.count - lines.count
    return lines.indices.map { index in
      if index == gap { return lines[index] }
      let at = index < gap ? index : index + shift
      return LinePattern.matches(lines[index], actual[at]) ? lines[index] : written[at]
    }
  }

  /// The new text of the page for an output: patterns stay on lines where they still match, and what the output has of
  /// their signs is escaped, so that it matches nothing else.
  ///
  /// - Parameter outputLines: the lines that are output; `nil` for all. The others are commands and stay as they are.
  public func updated(_ text: String, outputLines: Set<Int>? = nil) -> [String] {
    let actual = Self.lines(of: text)
    let written = actual.enumerated().map { index, line in
      outputLines?.contains(index) ?? true ? LinePattern.repeatable(line) : line
    }
    if let elided = elided(actual, written) { return elided }
    var result = written
    let (front, back) = matchingEnds(actual)
    for index in 0..<front { result[index] = lines[index] }
    for index in 0..<back { result[actual.count - 1 - index] = lines[lines.count - 1 - index] }
    // Where the same number of lines differ, they are compared in pairs.
    if lines.count == actual.count {
      for index in front..<max(front, lines.count - back)
      where LinePattern.matches(lines[index], actual[index]) {
        result[index] = lines[index]
      }
    }
    return result
  }
}

/// One line with `[..]` and typed places.
public enum LinePattern {
  enum Part: Hashable {
    case text([UInt8])
    case place(OutputPlace)
  }

  static func isPattern(_ line: String) -> Bool {
    line.contains("[..]") || line.contains("<") || line.hasPrefix("\\")
  }

  /// A pattern that matches this text alone: with `\` before each sign of a pattern.
  static func escaped(_ line: String) -> String {
    if OutputPattern.isEllipsis(line) || isEscapedEllipsis(line) { return "\\" + line }
    guard isPattern(line) else { return line }
    let bytes = Array(line.utf8)
    var text: [UInt8] = []
    for at in bytes.indices {
      if OutputPlace.first(in: bytes[at...]) != nil { text.append(UInt8(ascii: "\\")) }
      text.append(bytes[at])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A pattern for this text in another run of the same program. Swift prints a private type with the address of its
  /// context, `main.(unknown context at $55621d3bc340).Point`, which is another one in each run.
  static func repeatable(_ line: String) -> String {
    let start = "(unknown context at $"
    var pattern = ""
    var rest = escaped(line)[...]
    while let mark = rest.firstRange(of: start), let end = rest[mark.upperBound...].firstIndex(of: ")") {
      pattern += rest[..<mark.upperBound] + "[..]"
      rest = rest[end...]
    }
    return pattern + rest
  }

  private static func isEscapedEllipsis(_ line: String) -> Bool {
    line.hasPrefix("\\") && OutputPattern.isEllipsis(String(line.drop { $0 == "\\" }))
  }

  public static func matches(_ pattern: String, _ line: String) -> Bool {
    if pattern.isExactly(line) { return true }
    guard isPattern(pattern) else { return false }
    if isEscapedEllipsis(pattern) { return pattern.dropFirst().isExactly(line) }
    return matches(parts(of: Array(pattern.utf8)), Array(line.utf8))
  }

  static func parts(of pattern: [UInt8]) -> [Part] {
    var parts: [Part] = []
    var text: [UInt8] = []
    var at = 0
    while at < pattern.count {
      let escaped = pattern[at] == UInt8(ascii: "\\") ? pattern[(at + 1)...] : []
      if let (_, length) = OutputPlace.first(in: escaped) {
        text += escaped.prefix(length)
        at += 1 + length
      } else if let (place, length) = OutputPlace.first(in: pattern[at...]) {
        if !text.isEmpty { parts.append(.text(text)) }
        text = []
        parts.append(.place(place))
        at += length
      } else {
        text.append(pattern[at])
        at += 1
      }
    }
    if !text.isEmpty { parts.append(.text(text)) }
    return parts
  }

  /// The runs of parts between places for any text have one end for each start, so each is taken where it comes first, and
  /// only the last one has to reach the end of the line: linear in the line for each run.
  private static func matches(_ parts: [Part], _ line: [UInt8]) -> Bool {
    let runs = parts.split(separator: .place(.any), omittingEmptySubsequences: false)
    guard let first = runs.first, let last = runs.last, var at = end(of: first, in: line, at: 0) else {
      return false
    }
    if runs.count == 1 { return at == line.count }
    for run in runs.dropFirst().dropLast() {
      guard let end = (at...line.count).lazy.compactMap({ end(of: run, in: line, at: $0) }).first else {
        return false
      }
      at = end
    }
    return (at...line.count).contains { end(of: last, in: line, at: $0) == line.count }
  }

  /// Where parts without a place for any text end when they begin at an index; `nil` when they do not match there.
  private static func end(of run: ArraySlice<Part>, in line: [UInt8], at start: Int) -> Int? {
    var at = start
    for part in run {
      switch part {
      case .text(let text):
        guard line[at...].starts(with: text) else { return nil }
        at += text.count
      case .place(let place):
        guard let length = TypedText.length(of: place, line[at...]) else { return nil }
        at += length
      }
    }
    return at
  }
}

/// The kinds of values that patterns know, at the start of a text.
public enum TypedText {
  /// The bytes of a value of the kind that a place is there for; `nil` for another text, and for any text.
  static func length(of place: OutputPlace, _ text: ArraySlice<UInt8>) -> Int? {
    switch place {
    case .any: nil
    case .uuid: uuidLength(text)
    case .timestamp: timestampLength(text)
    case .number: numberLength(text)
    }
  }

  /// A number as JSON writes it: `-12.5e3`.
  public static func numberLength(_ text: ArraySlice<UInt8>) -> Int? {
    var at = text.startIndex
    func digits(from start: Int) -> Int {
      var end = start
      while end < text.endIndex, text[end].isDigit { end += 1 }
      return end
    }
    if at < text.endIndex, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") { at += 1 }
    let whole = digits(from: at)
    if whole == at { return nil }
    at = whole
    if at < text.endIndex, text[at] == UInt8(ascii: "."), digits(from: at + 1) > at + 1 {
      at = digits(from: at + 1)
    }
    if at < text.endIndex, text[at] | 0x20 == UInt8(ascii: "e") {
      var exponent = at + 1
      if exponent < text.endIndex, text[exponent] == UInt8(ascii: "-") || text[exponent] == UInt8(ascii: "+")
      {
        exponent += 1
      }
      if digits(from: exponent) > exponent { at = digits(from: exponent) }
    }
    return at - text.startIndex
  }

  /// A date and time of RFC 3339, with `T` or a space, a fraction and an offset.
  public static func timestampLength(_ text: ArraySlice<UInt8>) -> Int? {
    let shape = Array("0000-00-00T00:00:00".utf8)
    let bytes = Array(text.prefix(shape.count))
    guard bytes.count == shape.count else { return nil }
    for (byte, sign) in zip(bytes, shape) {
      switch sign {
      case UInt8(ascii: "0"): if !byte.isDigit { return nil }
      case UInt8(ascii: "T"): if byte | 0x20 != UInt8(ascii: "t"), byte != UInt8(ascii: " ") { return nil }
      default: if byte != sign { return nil }
      }
    }
    guard isDate(bytes) else { return nil }
    var at = text.startIndex + shape.count
    if at + 1 < text.endIndex, text[at] == UInt8(ascii: "."), text[at + 1].isDigit {
      at += 1
      while at < text.endIndex, text[at].isDigit { at += 1 }
    }
    if at < text.endIndex, text[at] | 0x20 == UInt8(ascii: "z") { return at + 1 - text.startIndex }
    let offset = Array(text[at...].prefix(6))
    if offset.count == 6, offset[0] == UInt8(ascii: "+") || offset[0] == UInt8(ascii: "-"),
      offset[1].isDigit,
      offset[2].isDigit, offset[3] == UInt8(ascii: ":"), offset[4].isDigit, offset[5].isDigit,
      number(offset, 1) < 24, number(offset, 4) < 60
    {
      at += 6
    }
    return at - text.startIndex
  }

  /// Whether the digits of `0000-00-00T00:00:00` are a day of the calendar and a time of day, with leap seconds.
  private static func isDate(_ bytes: [UInt8]) -> Bool {
    let (year, month, day) = (number(bytes, 0) * 100 + number(bytes, 2), number(bytes, 5), number(bytes, 8))
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return days.indices.contains(month - 1) && (1...days[month - 1]).contains(day)
      && number(bytes, 11) < 24 && number(bytes, 14) < 60 && number(bytes, 17) <= 60
  }

  /// The number that two digits are.
  private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
    Int(bytes[at] - UInt8(ascii: "0")) * 10 + Int(bytes[at + 1] - UInt8(ascii: "0"))
  }
}
