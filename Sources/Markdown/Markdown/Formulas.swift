extension MarkdownDocument {
  /// Turns a code span that is between dollar signs, ``$`x^2`$``, into a formula without them, as GitHub
  /// reads it. `false` when it is only code.
  public mutating func markFormula(_ id: NodeID) -> Bool {
    // In document order a text before the span, which has no children, comes directly before it.
    let before = id - 1
    let after = self[id].nextSibling
    guard before >= 0, after >= 0, self[before].kind == .text, self[after].kind == .text,
      self[before].nextSibling == id, bytes(self[before].literal).last == UInt8(ascii: "$"),
      bytes(self[after].literal).first == UInt8(ascii: "$")
    else { return false }
    nodes[Int(id)].kind = .formula
    let left = self[before].literal
    nodes[Int(before)].literal = left.lowerBound..<(left.upperBound - 1)
    let right = self[after].literal
    nodes[Int(after)].literal = (right.lowerBound + 1)..<right.upperBound
    return true
  }
}
