/// One change of a file that fixes a finding, or a part of it.
public struct Replacement: Sendable, Hashable {
  /// The replaced text; an empty range is a place to insert at.
  public let span: SourceSpan
  /// The text at `span` when the finding was made. A fix is applied only while it is still there.
  public let original: String
  public let text: String

  init(span: SourceSpan, original: String, text: String) {
    self.span = span
    self.original = original
    self.text = text
  }

  /// - Returns: `nil` when the place does not have exactly the original text: a name may be spelled differently in the
  ///   file, and generated text is in no file.
  public init?(of original: String, at span: SourceSpan, with text: String) {
    // Byte for byte: the two may differ in Unicode normalization alone.
    guard !original.isEmpty, let written = span.text, written.utf8.elementsEqual(original.utf8),
      !original.utf8.elementsEqual(text.utf8)
    else { return nil }
    self.init(span: span, original: original, text: text)
  }
}

extension SourceText {
  /// The change of a range of this text, as the replacements of a diagnostic; none when the range is not in one file.
  public func replacing(_ range: Range<Int>, with text: String) -> [Replacement] {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return [] }
    if let piece = piece(at: range.lowerBound) {
      guard case .copied = piece.origin, piece == self.piece(at: max(range.lowerBound, range.upperBound - 1))
      else { return [] }
    }
    return [Replacement(span: span(range), original: self.text(in: range), text: text)]
  }
}
