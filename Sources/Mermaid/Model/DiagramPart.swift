/// A thing of a diagram that readers can point at and follow: a node, a subgraph, a state, a class, an entity,
/// a participant, a task.
public struct DiagramPart: Sendable, Hashable {
  /// The sort of part. Each family adds its own: `.node`, `.participant`, …
  public struct Kind: Sendable, Hashable, CustomStringConvertible {
    /// In one word, as messages name it.
    public let description: String

    /// A kind with its name for messages.
    ///
    /// ```swift
    /// let lane = DiagramPart.Kind("lane")
    /// ```
    public init(_ description: String) { self.description = description }
  }

  /// The sort of part, which messages name.
  public let kind: Kind
  /// The id in the source; empty for a task without an id.
  public let id: String
  /// The words readers see, the lines joined by spaces.
  public let label: String
  /// Where it leads: as the author wrote it, or as a page resolved it.
  public var link: DiagramLink?
  /// UTF-8 bytes of its first mention in the source.
  public let range: Range<Int>?

  /// Makes the part, lets `body` change where it leads, and stores that in `link`.
  static func visit(
    _ kind: Kind, id: String, label: String, link: inout DiagramLink?, range: Range<Int>?,
    _ body: (inout DiagramPart) -> Void
  ) {
    var part = DiagramPart(kind: kind, id: id, label: label, link: link, range: range)
    body(&part)
    link = part.link
  }
}
