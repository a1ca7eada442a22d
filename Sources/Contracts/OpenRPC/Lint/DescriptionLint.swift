import Diagnostics
import JSON

extension ContractLint {
  mutating func descriptions(of method: Method) {
    if isBlank(method.summary), isBlank(method.description) {
      report(
        .contractDescription, "The \(contract.callProtocol.noun) `\(method.name)` has no description",
        method.nameRange,
        fix: "add \"summary\": one sentence that says what it does")
    }
    for param in method.params where isBlank(param.description) && isBlank(param.summary) {
      guard !isDescribed(param.schemaValue) else { continue }
      report(
        .contractDescription, "The parameter `\(param.name)` of `\(method.name)` has no description",
        param.nameRange, fix: "add \"description\": its meaning, and its default when it is optional")
    }
    if let result = method.result, isBlank(result.description), isBlank(result.summary),
      !isDescribed(result.schemaValue)
    {
      report(
        .contractDescription, "The result of `\(method.name)` has no description", result.nameRange,
        fix: "add \"description\": what the result contains")
    }
  }

  mutating func componentDescriptions() {
    for schema in contract.schemas where !isDescribed(schema.value) {
      report(
        .contractDescription, "The schema `\(schema.name)` has no description", schema.nameRange,
        fix: "add \"description\": what such a value represents")
    }
    for error in contract.document["x-errors"]?.array ?? [] where isBlank(error["description"]?.string) {
      report(
        .contractDescription, "The error \(error["code"]?.int ?? 0) has no description", error["code"]?.range,
        fix: "add \"description\": when it happens and what to do")
    }
  }

  mutating func propertyDescriptions(of schema: JSON, at pointer: JSONPointer) {
    // The branches of a condition repeat fields that are described outside it.
    guard !pointer.tokens.contains(where: { ["if", "then", "else", "not", "oneOf", "anyOf"].contains($0) })
    else {
      return
    }
    for property in schema["properties"]?.object?.members ?? [] where !isDescribed(property.value) {
      let owner = pointer.tokens.dropFirst(2).first.map { "`\($0)`" } ?? "a schema"
      report(
        .contractDescription, "The field `\(property.name)` of \(owner) has no description",
        property.nameRange,
        fix: "add \"description\": its meaning and unit")
    }
  }

  private func isBlank(_ text: String?) -> Bool {
    text?.utf8.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") } ?? true
  }

  /// Whether a schema, or the one it refers to, has a description.
  private func isDescribed(_ schema: JSON) -> Bool {
    if !isBlank(schema["description"]?.string) { return true }
    return schema["$ref"] != nil
      && contract.resolve(schema).map { !isBlank($0["description"]?.string) } ?? true
  }
}
