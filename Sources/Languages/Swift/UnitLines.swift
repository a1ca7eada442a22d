/// The lines of the pieces of a unit, and where each piece begins in the unit's `main.swift`.
struct UnitLines: Sendable {
  /// Of each piece, without their newlines.
  let lines: [[ArraySlice<UInt8>]]
  /// 0-based line at which each piece begins.
  let starts: [Int]

  init(_ codes: [[UInt8]]) {
    var starts: [Int] = []
    var count = 0
    lines = codes.map { code in
      var lines = code.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      // The newline at the end of a piece begins no line.
      if lines.count > 1, lines[lines.count - 1].isEmpty { lines.removeLast() }
      starts.append(count)
      count += lines.count
      return lines
    }
    self.starts = starts
  }
}
