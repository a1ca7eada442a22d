/// `> [!NOTE]`: quotations that are alerts.
extension MarkdownHTMLWalk {
  func alert(_ quote: NodeID) -> (alert: MarkdownAlert, marker: NodeID)? {
    guard rendersAlerts else { return nil }
    let paragraph = nodes[Int(quote)].firstChild
    guard paragraph >= 0, nodes[Int(paragraph)].kind == .paragraph else { return nil }
    let marker = nodes[Int(paragraph)].firstChild
    guard marker >= 0, nodes[Int(marker)].kind == .text,
      let alert = MarkdownAlert(marker: slice(nodes[Int(marker)].literal))
    else { return nil }
    let after = nodes[Int(marker)].nextSibling
    if after >= 0 {
      let kind = nodes[Int(after)].kind
      guard kind == .softBreak || kind == .lineBreak else { return nil }
    } else if nodes[Int(paragraph)].nextSibling < 0 {
      return nil
    }
    return (alert, marker)
  }

  mutating func beginAlert(_ quote: NodeID) -> MarkdownAlert? {
    guard let (alert, marker) = alert(quote) else { return nil }
    let lineEnd = nodes[Int(marker)].nextSibling
    skipped = (marker, lineEnd, lineEnd < 0 ? nodes[Int(marker)].parent : -1)
    return alert
  }
}
