import Diagnostics
import Languages
import Pages

/// The queries of a block marked `promql`: one, several with empty lines between them, or one on each line.
enum PageQueries {
  static func queries(in block: Block, on page: Page) -> [ParsedQuery] {
    let code = LocatedCode.block(page, block)
    let paragraphs = paragraphs(of: block.code)
    if paragraphs.count > 1 {
      let whole = query(block.code, 0..<block.code.utf8.count, code)
      if whole.error == nil { return [whole] }
    }
    return paragraphs.flatMap { range -> [ParsedQuery] in
      let paragraph = query(block.code, range, code)
      if paragraph.error == nil { return [paragraph] }
      let ranges = lines(of: block.code, in: range)
      if ranges.count < 2 { return [paragraph] }
      let each = ranges.map { query(block.code, $0, code) }
      return each.allSatisfy { $0.error == nil } ? each : [paragraph]
    }
  }

  /// The queries of a block that Prometheus would refuse.
  static func problems(
    in block: Block, on page: Page
  ) -> [(query: LocatedQuery, error: PromQLError)] {
    queries(in: block, on: page).compactMap { parsed in parsed.error.map { (parsed.query, $0) } }
  }

  private static func query(_ text: String, _ range: Range<Int>, _ code: LocatedCode) -> ParsedQuery {
    let bytes = Array(text.utf8)[range]
    return ParsedQuery(
      LocatedQuery(
        text: String(decoding: bytes, as: UTF8.self), start: range.lowerBound, code: code, isVerbatim: true))
  }

  /// The ranges of the lines between empty ones, without those that have nothing but comments.
  private static func paragraphs(of code: String) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var current: Range<Int>?
    for line in allLines(of: code) {
      if isEmpty(line, in: code) {
        if let paragraph = current { found.append(paragraph) }
        current = nil
      } else {
        current = (current?.lowerBound ?? line.lowerBound)..<line.upperBound
      }
    }
    if let paragraph = current { found.append(paragraph) }
    return found.filter { !lines(of: code, in: $0).isEmpty }
  }

  /// The lines in a range that have more than a comment.
  private static func lines(of code: String, in range: Range<Int>) -> [Range<Int>] {
    let bytes = Array(code.utf8)
    return allLines(of: code).filter { line in
      guard range.contains(line.lowerBound), let first = bytes[line].first(where: { $0 > 0x20 }) else {
        return false
      }
      return first != UInt8(ascii: "#")
    }
  }

  private static func allLines(of code: String) -> [Range<Int>] {
    let bytes = Array(code.utf8)
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { $0.startIndex..<$0.endIndex }
  }

  private static func isEmpty(_ line: Range<Int>, in code: String) -> Bool {
    Array(code.utf8)[line].allSatisfy { $0 <= 0x20 }
  }
}
