extension String {
  /// The text with a capital at its start. Parsers word their errors so that they can follow a colon; as the message of
  /// a finding the same words begin a sentence.
  package var beginningWithCapital: String {
    guard let first = utf8.first, first.isLowercase else { return self }
    return prefix(1).uppercased() + dropFirst()
  }
}

extension Sequence<String> {
  /// The words between backticks, as a choice: ``a`, `b` or `c``.
  package var alternatives: String {
    let quoted = map { "`\($0)`" }
    guard quoted.count > 2, let last = quoted.last else { return quoted.joined(separator: " or ") }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}
