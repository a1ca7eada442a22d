import Diagnostics

/// A sentence about a service that does not do what its contract says, or that has found something wrong with itself.
public struct ServiceViolation: Sendable, Hashable {
  public var message: String
  public var contractSpan: SourceSpan?

  public init(message: String, contractSpan: SourceSpan? = nil) {
    self.message = message
    self.contractSpan = contractSpan
  }
}
