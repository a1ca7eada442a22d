extension MarkdownDocument {
  /// The text inside a node without markup; images and raw HTML give nothing, line ends a space.
  public func plainText(of root: NodeID) -> String {
    let first = self[root].firstChild
    guard first >= 0 else { return "" }
    // Most headings are one text.
    if self[first].kind == .text, self[first].nextSibling < 0 { return string(self[first].literal) }
    var collected: [UInt8] = []
    var walk = MarkdownWalk(self, inside: root)
    while let step = walk.next() {
      guard case .enter(let id) = step else { continue }
      switch self[id].kind {
      case .text, .code, .formula: collected += bytes(self[id].literal)
      case .softBreak, .lineBreak: collected.append(UInt8(ascii: " "))
      case .image: walk.skipChildren()
      default: break
      }
    }
    return String(decoding: collected, as: UTF8.self)
  }
}
