import Diagnostics
import JSON

/// Rows of values below a line of names, as programs print them: separated by commas (RFC 4180), tabs or spaces.
///
///     step,reward
///     1,0.31
///
/// The names decide what separates: a comma if they have one, else a tab, else spaces. Numbers are numbers, an empty
/// value is missing, and all else is text.
struct DelimitedText {
  private let source: SourceText
  private let end: Int
  private var at: Int
  private var separator = Separator.spaces

  private enum Separator { case comma, tab, spaces }

  /// - Returns: a list with a mapping for each row.
  static func rows(_ source: SourceText, _ range: Range<Int>) throws(DiagnosticError) -> JSON {
    var text = DelimitedText(source: source, end: range.upperBound, at: range.lowerBound)
    return try text.read(range)
  }

  private init(source: SourceText, end: Int, at: Int) {
    (self.source, self.end, self.at) = (source, end, at)
  }

  private mutating func read(_ range: Range<Int>) throws(DiagnosticError) -> JSON {
    skipEmptyLines()
    let line = source.bytes[at..<end].prefix { !Self.isLineEnd($0) }
    if line.contains(UInt8(ascii: ",")) {
      separator = .comma
    } else if line.contains(UInt8(ascii: "\t")) {
      separator = .tab
    }
    let names = try row().map { $0.string ?? $0.number?.literal ?? "" }
    var rows: [JSON] = []
    skipEmptyLines()
    while at < end {
      let start = at
      let values = try row()
      guard values.count == names.count else {
        throw fail(
          "A row of \(values.count) values below \(names.count) names", start..<at,
          fix: "give each row a value for each name; one that is missing is empty between its separators")
      }
      rows.append(JSON(JSON.object(Array(zip(names, values))).content, range: start..<at))
      skipEmptyLines()
    }
    return JSON(JSON.array(rows).content, range: range)
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func skipEmptyLines() {
    while at < end, source.bytes[at] <= 0x20 { at += 1 }
  }

  /// The values of one line; its end is not read.
  private mutating func row() throws(DiagnosticError) -> [JSON] {
    var values: [JSON] = []
    repeat { values.append(try value()) } while takeSeparator()
    return values
  }

  /// Whether another value follows on the line.
  private mutating func takeSeparator() -> Bool {
    guard at < end, !Self.isLineEnd(source.bytes[at]) else { return false }
    if separator != .spaces {
      at += 1
      return true
    }
    while at < end, source.bytes[at] == UInt8(ascii: " ") { at += 1 }
    return at < end && !Self.isLineEnd(source.bytes[at])
  }

  private mutating func value() throws(DiagnosticError) -> JSON {
    while at < end, source.bytes[at] == UInt8(ascii: " ") { at += 1 }
    if separator == .comma, at < end, source.bytes[at] == UInt8(ascii: "\"") { return try quoted() }
    let start = at
    while at < end, !Self.isLineEnd(source.bytes[at]), !isSeparator(source.bytes[at]) { at += 1 }
    var stop = at
    while stop > start, source.bytes[stop - 1] == UInt8(ascii: " ") { stop -= 1 }
    let text = source.text(in: start..<stop)
    if text.isEmpty { return JSON(.null, range: start..<start) }
    let content = JSONNumber(literal: text).map { JSON.Content.number($0) } ?? .string(text)
    return JSON(content, range: start..<stop)
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    switch separator {
    case .comma: byte == UInt8(ascii: ",")
    case .tab: byte == UInt8(ascii: "\t")
    case .spaces: byte == UInt8(ascii: " ")
    }
  }

  /// A value in quotation marks, in which two of them stand for one.
  private mutating func quoted() throws(DiagnosticError) -> JSON {
    let start = at
    var text: [UInt8] = []
    at += 1
    while at < end {
      if source.bytes[at] == UInt8(ascii: "\"") {
        guard at + 1 < end, source.bytes[at + 1] == UInt8(ascii: "\"") else { break }
        at += 1
      }
      text.append(source.bytes[at])
      at += 1
    }
    guard at < end else {
      throw fail("A value without its closing quotation mark", start..<(start + 1), fix: "end it with `\"`")
    }
    at += 1
    while at < end, source.bytes[at] == UInt8(ascii: " ") { at += 1 }
    if at < end, !Self.isLineEnd(source.bytes[at]), source.bytes[at] != UInt8(ascii: ",") {
      throw fail(
        "Text after a value in quotation marks", at..<(at + 1), fix: "write `\"\"` for a mark in it")
    }
    return JSON(.string(String(decoding: text, as: UTF8.self)), range: start..<at)
  }

  private func fail(_ message: String, _ range: Range<Int>, fix: String) -> DiagnosticError {
    DiagnosticError(Diagnostic(.badData, message, at: source.span(range), fix: fix))
  }
}
