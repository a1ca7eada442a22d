import Diagnostics
import Dialects

/// The lines of a file that a tool includes, without those that mark its regions.
struct IncludedLines {
  enum Failure: Error, Hashable {
    case noRegion(String, names: [String])
    case notClosed(String, line: Int)
    case noLine(Int, of: Int)
    case noText(String)
  }

  /// The lines, each from its place in the file, without a line end after the last one.
  let text: SourceText

  /// - Parameter dedents: whether the indentation that all lines have is left out.
  init(of file: SourceText, _ part: IncludedPart, _ marks: RegionMarks, dedents: Bool) throws(Failure) {
    let ranges = try Self.ranges(of: file, part, marks)
    var assembly = SourceAssembly()
    for (index, range) in (dedents ? Self.withoutCommonIndentation(ranges, in: file.bytes) : ranges)
      .enumerated()
    {
      assembly.copy(range, of: file)
      // The line end after it, as it is in the file.
      if index + 1 < ranges.count {
        let end = file.lines.start(file.lines.line(at: range.lowerBound) + 1)
        assembly.copy(range.upperBound..<max(range.upperBound, end), of: file)
      }
    }
    text = assembly.text(path: file.path)
  }

  private static func ranges(
    of file: SourceText, _ part: IncludedPart, _ marks: RegionMarks
  ) throws(Failure) -> [Range<Int>] {
    let (table, bytes) = (file.lines, file.bytes)
    var lines = (1...table.count).map { table.content($0, in: bytes) }
    // After a final line end, the last part is empty and does not count as a line.
    if let last = lines.last, last.isEmpty { lines.removeLast() }
    switch part {
    case .whole: return lines.filter { marks.mark(of: bytes[$0]) == nil }
    case .lines(let wanted):
      var found: [Range<Int>] = []
      for range in wanted {
        guard range.lowerBound <= lines.count else { throw .noLine(range.lowerBound, of: lines.count) }
        if range.upperBound != .max, range.upperBound > lines.count {
          throw .noLine(range.upperBound, of: lines.count)
        }
        found += lines[(range.lowerBound - 1)..<min(range.upperBound, lines.count)]
      }
      return found.filter { marks.mark(of: bytes[$0]) == nil }
    case .region(let name): return try region(name, lines, bytes, marks)
    case .between(let limits): return try between(limits, lines, bytes)
    }
  }

  private static func region(
    _ name: String, _ lines: [Range<Int>], _ bytes: [UInt8], _ marks: RegionMarks
  ) throws(Failure) -> [Range<Int>] {
    var names: [String] = []
    var opening: Int?
    var isClosed = false
    /// Regions that began in the wanted one, whose ends have no name.
    var inner = 0
    var found: [Range<Int>] = []
    for (index, line) in lines.enumerated() {
      switch marks.mark(of: bytes[line]) {
      case .start(let other):
        names.append(other)
        if opening == nil, other == name {
          opening = index + 1
        } else if opening != nil, !isClosed {
          inner += 1
        }
      case .end(let other):
        guard opening != nil, !isClosed else { continue }
        if other == name || other.isEmpty && inner == 0 { isClosed = true } else { inner = max(0, inner - 1) }
      case nil: if opening != nil, !isClosed { found.append(line) }
      }
    }
    guard let opening else { throw .noRegion(name, names: names) }
    // mdBook and VS Code take the rest of the file.
    if !isClosed, marks == .scissors { throw .notClosed(name, line: opening) }
    return found
  }

  private static func between(
    _ limits: IncludedPart.Limits, _ lines: [Range<Int>], _ bytes: [UInt8]
  ) throws(Failure) -> [Range<Int>] {
    func index(of text: String, from start: Int) throws(Failure) -> Int {
      let wanted = Array(text.utf8)
      guard let found = lines[start...].firstIndex(where: { bytes[$0].firstRange(of: wanted) != nil }) else {
        throw .noText(text)
      }
      return found
    }
    var start = 0
    if let text = limits.startAt { start = try index(of: text, from: 0) }
    if let text = limits.startAfter { start = try index(of: text, from: 0) + 1 }
    var end = lines.count
    if let text = limits.endBefore { end = try index(of: text, from: start) }
    if let text = limits.endAt { end = try index(of: text, from: start) + 1 }
    return Array(lines[start..<max(start, end)])
  }

  private static func withoutCommonIndentation(_ lines: [Range<Int>], in bytes: [UInt8]) -> [Range<Int>] {
    IncludedRegion.withoutCommonIndentation(lines.map { .init(number: 0, range: $0) }, in: bytes).map(\.range)
  }
}
