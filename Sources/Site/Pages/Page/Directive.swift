import Markdown

/// An HTML comment alone in a block that asks for generated content: `<!-- flowdocs:method jobs.cancel -->`.
public struct Directive: Sendable, Hashable {
  /// The word after `flowdocs:`.
  public var name: String
  /// The words after the name, one space between them; `nil` without any, and for a kind that reads them itself.
  public var argument: String?
  public var node: MarkdownDocument.NodeID
  /// Bytes of the comment in the page.
  public var range: Range<Int>
  /// Bytes of the argument in the page; empty without one.
  public var argumentRange: Range<Int>

  public init(
    name: String, argument: String?, node: MarkdownDocument.NodeID, range: Range<Int>,
    argumentRange: Range<Int>
  ) {
    self.name = name
    self.argument = argument
    self.node = node
    self.range = range
    self.argumentRange = argumentRange
  }
}
