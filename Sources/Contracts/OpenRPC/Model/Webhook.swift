import JSON
import JSONSchema

/// An event that the service posts to addresses registered with it (`x-webhooks`).
public struct Webhook: Sendable {
  /// The name of the event: `training.job.completed`.
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

  /// Whether a body is what the contract promises for the event; empty when it is.
  public func validate(payload: JSON, of webhook: Webhook) -> [ContractViolation] {
    webhook.payload.validate(payload).map { violation($0, of: payload, under: []) }
  }
}

extension ContractLint {
  /// Two events of one name; events without a summary, a description or an example; examples that do not fit.
  mutating func webhooks() {
    var first: [String: Range<Int>] = [:]
    for webhook in contract.webhooks {
      let name = "the webhook `\(webhook.name)`"
      if let earlier = first[webhook.name] {
        report(
          .contractDuplicate, "\(name) is there twice", webhook.nameRange, note: "the first is here",
          noteAt: earlier, fix: "remove one of them")
      } else {
        first[webhook.name] = webhook.nameRange
      }
      for (part, value) in [("summary", webhook.summary), ("description", webhook.description)]
      where value?.isEmpty ?? true {
        report(.contractDescription, "\(name) has no \(part)", webhook.nameRange, fix: "say when it is sent")
      }
      guard let example = webhook.example else {
        report(.contractExample, "\(name) has no example", webhook.nameRange, fix: "give a whole body")
        continue
      }
      for violation in contract.validate(payload: example, of: webhook) {
        report(violation, "the example of \(name)")
      }
    }
  }
}
