import JSON
import JSONSchema

/// An event that the service posts to addresses registered with it (`x-webhooks`).
public struct Webhook: Sendable {
  /// The name of the event: `job.completed`.
  public var name: String
  /// The bytes of the quoted name in the contract.
  public var nameRange: Range<Int>
  public var summary: String?
  /// When it is sent, in GitHub Flavored Markdown.
  public var description: String?
  /// The schema of the body, as it is written.
  public var payloadValue: JSON
  public var payloadPointer: JSONPointer
  public var payload: Schema
  /// A whole body.
  public var example: JSON?
}

extension Contract {
  public func webhook(named name: String) -> Webhook? { webhooks.first { $0.name == name } }
}
