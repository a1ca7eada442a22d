/// The start of each line of a text, with counts for computing the column of any byte in bounded time.
///
/// Lines end where Markdown ends them (CommonMark 0.31, section 2.1): at LF, CR LF, and CR alone. A table is made in
/// one pass when its text is, so that a finding costs a binary search and not a scan of the file.
public struct LineTable: Sendable {
  /// The number of lines, at least 1: the text after the last line end counts as a line.
  public let count: Int
  /// Offsets of the first byte of each line; the first is 0.
  private let starts: [Int]
  /// The number of UTF-8 continuation bytes before each block of `blockSize` bytes; empty when there are none, so that
  /// columns of ASCII text are a subtraction.
  private let continuations: [Int]
  private let size: Int

  /// Bytes between two counts: a column costs at most a scan of this many.
  private static let blockSize = 512

  public init(_ bytes: [UInt8]) {
    var starts: [Int] = [0]
    starts.reserveCapacity(16 + bytes.count / 32)
    var isASCII = true
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      var seen: UInt8 = 0
      while index < bytes.count {
        let byte = bytes[index]
        seen |= byte
        index += 1
        if byte > 0x0D { continue }
        if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
        if byte == 0x0A || byte == 0x0D { starts.append(index) }
      }
      isASCII = seen < 0x80
    }
    self.starts = starts
    count = starts.count
    size = bytes.count
    continuations = isASCII ? [] : Self.continuations(in: bytes)
  }

  private static func continuations(in bytes: [UInt8]) -> [Int] {
    var before: [Int] = []
    before.reserveCapacity(bytes.count / blockSize + 1)
    var total = 0
    for start in stride(from: 0, to: bytes.count, by: blockSize) {
      before.append(total)
      total += count(ofContinuationsIn: start..<min(start + blockSize, bytes.count), of: bytes)
    }
    return before
  }

  private static func count(ofContinuationsIn range: Range<Int>, of bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      for index in range where bytes[index] & 0xC0 == 0x80 { count += 1 }
      return count
    }
  }

  /// The offset of a 1-based line; the end of the text for lines past the last.
  public func start(_ line: Int) -> Int {
    line < 1 ? 0 : line <= count ? starts[line - 1] : size
  }

  /// The bytes of a 1-based line without its line end.
  public func content(_ line: Int, in bytes: [UInt8]) -> Range<Int> {
    let start = start(line)
    var end = self.start(line + 1)
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The 1-based line that an offset is on.
  public func line(at offset: Int) -> Int {
    var (low, high) = (0, count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The line and column of an offset in the text that the table was made of. An offset past the end is the end.
  public func position(at offset: Int, in bytes: [UInt8]) -> SourcePosition {
    let offset = max(0, min(offset, size))
    let line = line(at: offset)
    let start = starts[line - 1]
    let inside = continuationCount(before: offset, in: bytes) - continuationCount(before: start, in: bytes)
    return SourcePosition(line: line, column: 1 + offset - start - inside)
  }

  private func continuationCount(before offset: Int, in bytes: [UInt8]) -> Int {
    if continuations.isEmpty { return 0 }
    let block = min(offset / Self.blockSize, continuations.count - 1)
    return continuations[block] + Self.count(ofContinuationsIn: (block * Self.blockSize)..<offset, of: bytes)
  }
}
