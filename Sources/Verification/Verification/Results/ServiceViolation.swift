import Diagnostics

/// A sentence about a service that violates its contract, or that has reported a problem of its own.
public struct ServiceViolation: Sendable, Hashable {
  public var message: String
  public var contractSpan: SourceSpan?

  public init(message: String, contractSpan: SourceSpan? = nil) {
    self.message = message
    self.contractSpan = contractSpan
  }
}
