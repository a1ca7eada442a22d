import Diagnostics

/// The files of one contract as one sequence of bytes, so that a range identifies its file.
///
/// Each file begins one byte after the end of the one before it, so that no range belongs to two files.
public struct ContractSources: Sendable {
  /// The contract's own file first, then the files it refers to in the order in which they were met.
  public private(set) var files: [SourceText]
  private var starts: [Int]

  init(_ main: SourceText) {
    files = [main]
    starts = [0]
  }

  /// Takes in a file; returns the offset of its first byte.
  mutating func add(_ source: SourceText) -> Int {
    let start = (starts.last ?? 0) + (files.last?.bytes.count ?? 0) + 1
    files.append(source)
    starts.append(start)
    return start
  }

  public func span(_ range: Range<Int>) -> SourceSpan {
    let place = place(of: range)
    return place.file.span(place.range)
  }

  /// The file that a range is in, and the range in that file.
  public func place(of range: Range<Int>) -> (file: SourceText, range: Range<Int>) {
    let index = (starts.firstIndex { $0 > range.lowerBound } ?? starts.count) - 1
    let start = starts[index]
    return (files[index], range.lowerBound - start..<max(range.lowerBound, range.upperBound) - start)
  }
}
