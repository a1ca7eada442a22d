import Diagnostics
import Markdown

extension Page {
  /// The place of a range of a formula's bytes, where it stands in text.
  public func span(inFormula id: MarkdownDocument.NodeID, _ range: Range<Int>) -> SourceSpan {
    let tex = Array(document.bytes(document[id].literal))
    var block = document[id]
    while block.startLine == 0 || block.kind.isInline, block.parent >= 0 { block = document[block.parent] }
    var start = source.offset(ofLine: Int(block.startLine))
    let end = source.offset(ofLine: Int(max(block.startLine, block.endLine)) + 1)
    // The same formula may stand in its paragraph before.
    var earlier = formulas.filter { $0 < id && document[$0].startLine >= block.startLine }
      .count { document.bytes(document[$0].literal).elementsEqual(tex) }
    while start + tex.count <= end {
      if source.bytes[start..<(start + tex.count)].elementsEqual(tex), start > 1,
        source.bytes[start - 1] == UInt8(ascii: "`"), source.bytes[start - 2] == UInt8(ascii: "$")
      {
        if earlier == 0 { return source.span((start + range.lowerBound)..<(start + range.upperBound)) }
        earlier -= 1
      }
      start += 1
    }
    // A formula that goes over a line end is not in the page as it was read.
    return source.span(ofLine: max(1, Int(block.startLine)))
  }
}
