/// Where each line of a text begins, with line ends as Markdown counts them: LF, CR LF, and CR alone.
struct LineTable: Sendable {
  /// Offsets of the first byte of each line; the first is 0.
  let starts: [Int32]
  let count: Int
  private let size: Int

  init(_ bytes: [UInt8]) {
    var starts: [Int32] = [0]
    starts.reserveCapacity(16 + bytes.count / 32)
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if byte > 0x0D { continue }
        if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
        if byte == 0x0A || byte == 0x0D { starts.append(Int32(index)) }
      }
    }
    self.starts = starts
    count = starts.count
    size = bytes.count
  }

  /// The offset of a 1-based line; the end of the text for lines past the last.
  func start(_ line: Int) -> Int {
    line < 1 ? 0 : line <= count ? Int(starts[line - 1]) : size
  }

  /// The bytes of a 1-based line without its line end.
  func content(_ line: Int, in bytes: [UInt8]) -> Range<Int> {
    let start = start(line)
    var end = self.start(line + 1)
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The 1-based line that an offset is on.
  func line(at offset: Int) -> Int {
    var (low, high) = (0, count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }
}
