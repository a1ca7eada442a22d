/// What a diagram of one family says: the model that its grammar makes, with everything the rest of the library asks
/// of a family.
public protocol DiagramContent: Sendable, Hashable {
  static var family: Family { get }

  /// The diagram placed and measured.
  /// - Throws: `LayoutError` when it is larger than `limits` allow.
  func scene(_ header: DiagramHeader, limits: LayoutLimits) throws(LayoutError) -> Scene

  /// What the drawing is called when its author gave it no title: "Flowchart of 3 steps".
  var summary: String { get }

  /// Every link, message or share as a sentence, in the order of the source.
  var walkthrough: [String] { get }

  /// Calls `body` with every part that readers can follow, in the order of the source, and stores the links that
  /// `body` gives them. A family without such parts leaves this out.
  mutating func visitParts(_ body: (inout DiagramPart) -> Void)
}

extension DiagramContent {
  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {}
}
