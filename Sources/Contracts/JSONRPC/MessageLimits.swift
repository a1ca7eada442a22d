/// How much of the body of a call a service reads.
public struct MessageLimits: Sendable, Hashable {
  /// The most messages in a batch; a longer one is one invalid request (−32600).
  public var batchLength: Int
  /// The deepest nesting of arrays and objects in a body; deeper ones are answered with −32700.
  public var depth: Int

  public init(batchLength: Int = 1_000, depth: Int = 64) {
    self.batchLength = batchLength
    self.depth = depth
  }
}
