import Diagnostics
import JSON

extension ContractLint {
  /// Reports duplicate events, events without a summary, a description or an example, and invalid examples.
  mutating func webhooks() {
    var first: [String: Range<Int>] = [:]
    for webhook in contract.webhooks {
      let name = "The webhook `\(webhook.name)`"
      if let earlier = first[webhook.name] {
        report(
          .contractDuplicate, "Duplicate webhook `\(webhook.name)`", webhook.nameRange,
          note: "the first is here",
          noteAt: earlier, fix: "remove one of them")
      } else {
        first[webhook.name] = webhook.nameRange
      }
      for (part, value) in [("summary", webhook.summary), ("description", webhook.description)]
      where value?.isEmpty ?? true {
        report(.contractDescription, "\(name) has no \(part)", webhook.nameRange, fix: "say when it is sent")
      }
      guard let example = webhook.example else {
        report(.contractExample, "\(name) has no example", webhook.nameRange, fix: "add a complete body")
        continue
      }
      for violation in contract.validate(payload: example, of: webhook) {
        report(violation, "The example of the webhook `\(webhook.name)`")
      }
    }
  }
}
