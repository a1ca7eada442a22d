import JSON
import OpenRPC

/// Which things of a contract name which of its component schemas. Every schema is walked once, so that a contract
/// of many types costs no more for each of them.
struct TypeUses {
  /// By their place in the contract.
  enum User: Hashable {
    case method(Int)
    case event(Int)
    case error(Int)
    case type(Int)
  }

  /// By the name of a component: what refers to it directly, in the order methods, events, errors,
  /// types. A component that refers to itself is not counted.
  private(set) var users: [String: [User]] = [:]

  init(_ contract: Contract) {
    for (index, method) in contract.methods.enumerated() {
      add(.method(index), method.params.map(\.schemaValue) + (method.result.map { [$0.schemaValue] } ?? []))
    }
    for (index, webhook) in contract.webhooks.enumerated() { add(.event(index), [webhook.payloadValue]) }
    for (index, error) in contract.errors.enumerated() {
      add(.error(index), [error.dataValue].compactMap(\.self))
    }
    for (index, schema) in contract.schemas.enumerated() {
      add(.type(index), [schema.value], except: schema.name)
    }
  }

  private mutating func add(_ user: User, _ schemas: [JSON], except own: String? = nil) {
    var names: Set<String> = []
    for schema in schemas { Self.collect(schema, into: &names) }
    for name in names where name != own { users[name, default: []].append(user) }
  }

  private static func collect(_ schema: JSON, into names: inout Set<String>) {
    switch schema.content {
    case .object(let object):
      if let reference = object["$ref"]?.string, let name = JSONPointer(reference: reference)?.schemaComponent
      {
        names.insert(name)
      }
      for member in object.members { collect(member.value, into: &names) }
    case .array(let items):
      for item in items { collect(item, into: &names) }
    default: break
    }
  }
}
