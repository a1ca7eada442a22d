/// The model of a diagram of one family, as its grammar makes it, with the operations that the rest of the library
/// needs.
public protocol DiagramContent: Sendable, Hashable {
  static var family: Family { get }

  /// The diagram placed and measured.
  /// - Throws: `LayoutError` when it is larger than `limits` allow.
  func scene(_ header: DiagramHeader, limits: LayoutLimits) throws(LayoutError) -> Scene

  /// The accessible name of a drawing without a title: "Flowchart of 3 steps".
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
