/// Text that is not Markdown: fenced code, and HTML that lasts until its end is written. Nothing in it opens or closes a
/// container.
struct VerbatimText {
  private enum End {
    case fence(mark: UInt8, length: Int)
    case html(LastingHTML)
  }

  private let end: End
  /// The columns before the text of the list item or container that it is in.
  let indent: Int

  /// What begins at a place of a line and does not end on it.
  init?(_ bytes: [UInt8], _ line: MarkupLine, at start: Int, indent: Int) {
    self.indent = indent
    if let (mark, length) = line.fence(bytes, at: start) {
      end = .fence(mark: mark, length: length)
    } else if let html = LastingHTML(bytes[start..<line.end]), !html.ends(in: bytes[start..<line.end]) {
      end = .html(html)
    } else {
      return nil
    }
  }

  func ends(_ line: MarkupLine, _ bytes: [UInt8]) -> Bool {
    switch end {
    case .fence(let mark, let length): line.closes(mark: mark, length: length, indent: indent, bytes)
    case .html(let html): html.ends(in: bytes[line.first..<line.end])
    }
  }
}
