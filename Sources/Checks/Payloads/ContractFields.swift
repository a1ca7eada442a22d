import JSON
import OpenRPC

/// The fields of a schema, or the parameters of a method, as tables list them.
struct ContractFields {
  struct Field {
    var pointer: JSONPointer
    var isRequired: Bool
    /// The bytes of its name in the contract.
    var nameRange: Range<Int>?
  }

  private(set) var fields: [String: Field] = [:]
  private let contract: Contract

  init(paramsOf method: Method, in contract: Contract) {
    self.contract = contract
    for param in method.params {
      fields[param.name] = Field(
        pointer: param.schemaPointer, isRequired: param.required, nameRange: param.nameRange)
    }
  }

  init(of pointer: JSONPointer, in contract: Contract) {
    self.contract = contract
    add(pointer, depth: 0)
  }

  private mutating func add(_ pointer: JSONPointer, depth: Int) {
    guard depth < 16, let value = contract.document.value(at: pointer) else { return }
    if let reference = value["$ref"]?.string, let target = JSONPointer(reference: reference) {
      add(target, depth: depth + 1)
    }
    for index in (value["allOf"]?.array ?? []).indices {
      add(pointer.appending("allOf").appending(index), depth: depth + 1)
    }
    if value["items"] != nil { add(pointer.appending("items"), depth: depth + 1) }
    let required = Set(value["required"]?.array?.compactMap(\.string) ?? [])
    for member in value["properties"]?.object?.members ?? [] {
      fields[member.name] = Field(
        pointer: pointer.appending("properties").appending(member.name),
        isRequired: required.contains(member.name), nameRange: member.nameRange)
    }
  }

  /// `config.n_iterations`, `rows[].query`.
  func field(_ name: String) -> Field? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let first = parts.first.map { String($0.prefix { $0 != "[" }) } ?? ""
    guard let field = fields[first] else { return nil }
    if parts.count < 2 { return field }
    return ContractFields(of: field.pointer, in: contract).field(parts[1])
  }
}
