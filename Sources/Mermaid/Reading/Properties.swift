import Diagnostics

extension Grammar {
  /// The values of a node between `@{` and `}`: YAML, as members of a flow mapping where they are on one line.
  /// - Parameter end: where reading goes on after a mistake.
  func properties(_ inside: Range<Int>, resume end: Int) throws(Mistake) -> ConfigValue {
    do throws(YAMLSubset.Failure) {
      let bytes = Self.joinedLinesInStrings(Array(text.bytes[inside]))
      return bytes.contains(.newline) ? try YAMLSubset.parse(bytes) : try YAMLSubset.parseFlowMembers(bytes)
    } catch {
      let lower = min(inside.lowerBound + error.range.lowerBound, inside.upperBound)
      let upper = min(max(inside.lowerBound + error.range.upperBound, lower), inside.upperBound)
      throw Mistake(error.message, at: lower..<upper, fix: error.fix, resume: end)
    }
  }

  /// Line ends in quoted values become one line break each, without changing where the bytes after it lie
  /// by more than the indentation that goes.
  private static func joinedLinesInStrings(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isQuoted = false
    var at = 0
    while at < bytes.count {
      if bytes[at] == .quote { isQuoted.toggle() }
      if isQuoted, bytes[at] == .newline {
        result += "<br/>".utf8
        at = Whitespace.end(bytes, at)
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }
}
