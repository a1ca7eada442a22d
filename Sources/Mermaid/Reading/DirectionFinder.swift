/// Finds `direction TB` and the other directions, which mermaid.js reads anywhere in a line.
struct DirectionFinder: Sendable {
  private struct Match: Sendable {
    var start: Int
    var end: Int
    var lineStart: Int
    /// The order in which mermaid.js tries the directions.
    var rank: Int
  }

  /// In the order in which mermaid.js tries them; `TD` is known to flowcharts alone.
  private static let directions: [(StaticString, Direction)] = [
    ("TB", .topToBottom), ("BT", .bottomToTop), ("RL", .rightToLeft), ("LR", .leftToRight),
    ("TD", .topToBottom),
  ]

  private let bytes: [UInt8]
  private var matches: [Match] = []

  init(_ bytes: [UInt8], ignoringCase: Bool = false, knowsTD: Bool = false) {
    let known = Self.directions.prefix(knowsTD ? 5 : 4)
    self.bytes = bytes
    var cursor = Cursor(bytes, 0..<bytes.count)
    var lineStart = 0
    while let byte = cursor.peek {
      let start = cursor.at
      guard byte.folded == UInt8(ascii: "d"), cursor.take("direction", ignoringCase: ignoringCase) else {
        cursor.at += 1
        if byte == .newline { lineStart = cursor.at }
        continue
      }
      var ahead = cursor
      ahead.at = Whitespace.end(bytes, ahead.at)
      guard ahead.at > cursor.at else { continue }
      for (rank, direction) in known.enumerated()
      where ahead.take(direction.0, ignoringCase: ignoringCase) {
        matches.append(Match(start: start, end: ahead.at, lineStart: lineStart, rank: rank))
        break
      }
    }
  }

  /// The direction named in the rest of the line that begins at `position`, and the end of the statement.
  func statement(at position: Int) -> (Direction, end: Int)? {
    var low = 0
    var high = matches.count
    while low < high {
      let middle = (low + high) / 2
      if matches[middle].start < position { low = middle + 1 } else { high = middle }
    }
    guard low < matches.count, matches[low].lineStart <= position else { return nil }
    var best = matches[low]
    for match in matches[(low + 1)...] {
      guard match.lineStart == best.lineStart else { break }
      if match.rank <= best.rank { best = match }
    }
    var end = best.end
    while end < bytes.count, bytes[end] != .newline { end += 1 }
    return (Self.directions[best.rank].1, end)
  }
}
