/// Finds lines that are code or HTML that lasts until its end, in quotations too.
struct QuotedVerbatim {
  private var fence: (mark: UInt8, length: Int, depth: Int)?
  private var html: (text: LastingHTML, depth: Int)?
  /// Whether a list is open, so that an indented line need not be code.
  private var isInList = false
  private var isBehindBlank = true
  private var isCode = false

  /// Whether a line is verbatim. Lines come in order.
  mutating func takes(_ line: QuotedLine, _ bytes: [UInt8]) -> Bool {
    if let open = fence {
      let text = bytes[line.first..<line.line.end]
      let run = text.prefix { $0 == open.mark }.count
      let isEnd = run >= open.length && text.dropFirst(run).allSatisfy { $0 <= 0x20 }
      let isOutside = line.depth < open.depth
      if isEnd || isOutside { fence = nil }
      if !isOutside { return true }
    }
    if let open = html {
      let isOutside = line.depth < open.depth
      if isOutside || open.text.ends(in: bytes[line.first..<line.line.end]) { html = nil }
      if !isOutside { return true }
    }
    if line.isBlank {
      isBehindBlank = true
      return false
    }
    let text = line.text(bytes)
    if text > line.first { isInList = true } else if isBehindBlank, line.indent == 0 { isInList = false }
    isCode = line.indent >= 4 && !isInList && (isBehindBlank || isCode)
    isBehindBlank = false
    if isCode { return true }
    if let (mark, length) = line.line.fence(bytes, at: text) {
      fence = (mark, length, line.depth)
      return true
    }
    if let begun = LastingHTML(bytes[text..<line.line.end]) {
      if !begun.ends(in: bytes[text..<line.line.end]) { html = (begun, line.depth) }
      return true
    }
    return false
  }
}
