import OpenRPC

/// Why a request does not fit its operation.
package struct RequestProblem: Sendable {
  package enum Kind: Sendable, Hashable {
    /// It lacks the required credentials.
    case security
    /// The operation takes no body of its media type.
    case mediaType
    /// The body cannot be read.
    case syntax
    /// A parameter in the path is invalid.
    case path
    /// Another parameter or the body is invalid.
    case value
  }

  package var kind: Kind
  /// `query parameter `limit``, `body field `name.first``
  package var place: String
  /// To be read after the place, without a full stop: `must be at most 100, got 200`.
  package var message: String
  /// The violation of a schema; `nil` for other rules.
  package var violation: ContractViolation?

  package var sentence: String { "\(place) \(message)" }
}
