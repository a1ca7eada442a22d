extension MarkdownDocument {
  /// The text inside a node without markup; images and raw HTML give nothing, line ends a space.
  public func plainText(of root: NodeID) -> String {
    let first = self[root].firstChild
    guard first >= 0 else { return "" }
    // Most headings are one text.
    if self[first].kind == .text, self[first].nextSibling < 0 { return string(self[first].literal) }
    var collected: [UInt8] = []
    var id = first
    while true {
      let node = self[id]
      switch node.kind {
      case .text, .code, .formula: collected += bytes(node.literal)
      case .softBreak, .lineBreak: collected.append(UInt8(ascii: " "))
      default: break
      }
      if node.firstChild >= 0, node.kind != .image {
        id = node.firstChild
        continue
      }
      while self[id].nextSibling < 0 {
        id = self[id].parent
        if id == root { return String(decoding: collected, as: UTF8.self) }
      }
      id = self[id].nextSibling
    }
  }
}
