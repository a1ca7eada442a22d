import JSON
import OpenRPC

/// Properties that only one side sends: answers have no `writeOnly` ones, requests no `readOnly` ones.
package struct OneSidedFields {
  let contract: Contract
  let keyword: String

  /// How many schemas are looked at: branches that refer to each other would be without end.
  private static let budget = 10_000

  package init(contract: Contract, keyword: String) {
    self.contract = contract
    self.keyword = keyword
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
        if contract.resolve(property)?[keyword]?.bool == true { return nil }
        return (member.name, removed(from: member.value, property, depth - 1, &budget))
      })
  }
}
