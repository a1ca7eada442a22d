/// The lines of Markdown that have text: neither code, nor HTML that lasts until its end, nor empty.
struct TextLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var verbatim = QuotedVerbatim()
  /// Where the next line begins. Whoever reads more than a line moves it.
  var at: Int

  init(_ bytes: [UInt8], from offset: Int) {
    self.bytes = bytes
    at = offset
  }

  mutating func next() -> QuotedLine? {
    while at < bytes.count {
      let line = QuotedLine(bytes, at)
      at = line.line.next
      if !verbatim.takes(line, bytes), !line.isBlank { return line }
    }
    return nil
  }
}
