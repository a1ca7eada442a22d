import JSON
import OpenRPC

/// Leaves out the properties that the sender of a message does not send: `readOnly` ones of requests, and `writeOnly` ones
/// of responses.
package struct ExcludedFields {
  let contract: Contract
  let sender: MessageSender

  /// How many schemas are looked at: branches that refer to each other would be without end.
  private static let budget = 10_000

  package init(contract: Contract, sentBy sender: MessageSender) {
    self.contract = contract
    self.sender = sender
  }

  package func removed(from value: JSON, _ schema: JSON) -> JSON {
    var budget = Self.budget
    return removed(from: value, schema, 64, &budget)
  }

  private func removed(from value: JSON, _ schema: JSON, _ depth: Int, _ budget: inout Int) -> JSON {
    budget -= 1
    guard depth > 0, budget > 0, let schema = contract.resolve(schema) else { return value }
    var result = value
    for keyword in ["allOf", "anyOf", "oneOf"] {
      for branch in schema[keyword]?.array ?? [] {
        result = removed(from: result, branch, depth - 1, &budget)
      }
    }
    if let items = result.array, let item = schema["items"] {
      return .array(items.map { removed(from: $0, item, depth - 1, &budget) })
    }
    guard let object = result.object else { return result }
    return .object(
      object.compactMap { member in
        let property = schema["properties"]?[member.name] ?? schema["additionalProperties"]
        guard let property else { return (member.name, member.value) }
        if contract.resolve(property)?[sender.excludedFieldKeyword]?.bool == true { return nil }
        return (member.name, removed(from: member.value, property, depth - 1, &budget))
      })
  }
}
