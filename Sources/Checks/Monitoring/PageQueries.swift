import Diagnostics
import Languages
import Pages

/// The queries of a block marked `promql`: one, several with empty lines between them, or one on each line.
enum PageQueries {
  static func queries(in block: Block, on page: Page) -> [WrittenQuery] {
    let code = WrittenCode.block(page, block)
    let whole = WrittenQuery(text: block.code, start: 0, code: code, isVerbatim: true)
    if whole.expression != nil { return [whole] }
    return paragraphs(of: block.code).flatMap { range -> [WrittenQuery] in
      let paragraph = query(block.code, range, code)
      if paragraph.expression != nil { return [paragraph] }
      let lines = lines(of: block.code, in: range).map { query(block.code, $0, code) }
      return lines.count > 1 && lines.allSatisfy { $0.expression != nil } ? lines : [paragraph]
    }
  }

  /// The queries of a block that Prometheus would refuse.
  static func problems(
    in block: Block, on page: Page
  ) -> [(query: WrittenQuery, error: PromQLError)] {
    queries(in: block, on: page).compactMap { query in
      if case .failure(let error) = query.parsed() { (query, error) } else { nil }
    }
  }

  private static func query(_ text: String, _ range: Range<Int>, _ code: WrittenCode) -> WrittenQuery {
    let bytes = Array(text.utf8)[range]
    return WrittenQuery(
      text: String(decoding: bytes, as: UTF8.self), start: range.lowerBound, code: code, isVerbatim: true)
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
