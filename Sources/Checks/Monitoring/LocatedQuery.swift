import Diagnostics
import Languages
import Pages

/// Code with a place: a block of a page, or a file of the project.
enum LocatedCode: Sendable {
  case block(Page, Block)
  case file(SourceText)

  var bytes: [UInt8] {
    switch self {
    case .block(_, let block): Array(block.code.utf8)
    case .file(let file): file.bytes
    }
  }

  func span(_ range: Range<Int>) -> SourceSpan {
    switch self {
    case .block(let page, let block): page.span(inCodeOf: block, codeRange: range)
    case .file(let file): file.span(range)
    }
  }
}

/// A query, and what it means or why Prometheus refuses it.
struct ParsedQuery: Sendable {
  let query: LocatedQuery
  let result: Result<PromQLExpression, PromQLError>

  init(_ query: LocatedQuery) {
    self.query = query
    do throws(PromQLError) {
      result = .success(try PromQLExpression.parse(query.text))
    } catch {
      result = .failure(error)
    }
  }

  var error: PromQLError? {
    if case .failure(let error) = result { error } else { nil }
  }
}

/// A query of PromQL, and where it is written.
struct LocatedQuery: Sendable {
  let text: String
  /// The first byte of the query in the code around it; for a value of YAML, of the value as it is written.
  let start: Int
  let code: LocatedCode
  /// Whether the code has the query byte for byte, rather than quoted or indented as YAML does.
  let isVerbatim: Bool

  func span(_ range: Range<Int>) -> SourceSpan {
    if isVerbatim { return code.span((start + range.lowerBound)..<(start + range.upperBound)) }
    let query = Array(text.utf8)
    let word = Array(query[range])
    let bytes = code.bytes
    var at = start
    // The same text as often as it is before the place.
    for _ in 0...Self.count(of: word, in: query[..<range.lowerBound]) {
      guard let found = bytes[at...].firstRange(of: word), !word.isEmpty else {
        return code.span(start..<(start + 1))
      }
      at = found.upperBound
    }
    return code.span((at - word.count)..<at)
  }

  private static func count(of word: [UInt8], in bytes: ArraySlice<UInt8>) -> Int {
    var (count, at) = (0, bytes.startIndex)
    while !word.isEmpty, let found = bytes[at...].firstRange(of: word) {
      count += 1
      at = found.upperBound
    }
    return count
  }

  /// Whether it is more than a query: after a prompt, or with its result.
  private var isSession: Bool {
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    return lines.contains { line in
      if line.hasPrefix("$ ") || line.hasPrefix("> ") || line.contains("=>") { return true }
      let words = line.split(separator: " ")
      return words.count > 1 && words[words.count - 2].hasSuffix("}") && Double(words[words.count - 1]) != nil
    }
  }

  /// Whether it is not only a query: a template, something to fill in, a prompt, or a query with its result.
  var isTemplate: Bool {
    isSession || hasGap
  }

  private var hasGap: Bool {
    ["{{", "[[", "...", "…", "%(", "<%", "-vector"].contains { text.contains($0) } || hasPlaceholder
      || hasVariable
  }

  /// `$job` and `${job}`, but not the `$1` of `label_replace`.
  private var hasVariable: Bool {
    let bytes = Array(text.utf8)
    return zip(bytes, bytes.dropFirst()).contains { sign, next in
      sign == UInt8(ascii: "$") && (next.isLetter || next == UInt8(ascii: "{") || next == UInt8(ascii: "_"))
    }
  }

  /// `<job>`, but not the comparison `a <b`.
  private var hasPlaceholder: Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.contains { index in
      guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count, bytes[index + 1].isLetter else {
        return false
      }
      let word = bytes[(index + 1)...].prefix { $0.isAlphanumeric || " _-.|/".utf8.contains($0) }
      return word.endIndex < bytes.count && bytes[word.endIndex] == UInt8(ascii: ">")
    }
  }
}
