/// A text with some of its parts replaced; every part keeps its place in the file.
///
///     var rewriting = SourceRewriting(source)
///     rewriting.replace(4..<9, with: "other")
///     let text = rewriting.text ?? source
public struct SourceRewriting: Sendable {
  public let source: SourceText
  private var assembly = SourceAssembly()
  /// Up to where the text is written.
  private var copied = 0

  public init(_ source: SourceText) { self.source = source }

  /// Replaces a range. Ranges come in order; an empty one inserts.
  public mutating func replace(_ range: Range<Int>, with text: String) {
    assembly.copy(copied..<range.lowerBound, of: source)
    assembly.add(text, from: source, at: range)
    copied = range.upperBound
  }

  /// `nil` when nothing was replaced.
  public var text: SourceText? {
    guard copied > 0 else { return nil }
    var assembly = assembly
    assembly.copy(copied..<source.bytes.count, of: source)
    return assembly.text(path: source.path)
  }
}
