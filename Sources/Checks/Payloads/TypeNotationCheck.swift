import Diagnostics
import OpenRPC
import Pages

/// Types that a page gives in TypeScript are those of the contract: an interface with the name of a schema, or one of the
/// params or the result of the method that the heading above names. One of which at most half is known is something else.
struct TypeNotationCheck {
  static let check = Check(.payloads, [.parameterMismatch], .page { findings($0) })

  private let page: Page
  private let block: Block
  private let contract: Contract

  private static func findings(_ checked: CheckedPage) -> [Diagnostic] {
    guard let contract = checked.context.contract else { return [] }
    return checked.page.blocks.filter { block in
      block.language == "typescript" && block.attributes.fails == nil && !checked.context.isText(block)
    }.flatMap { block in
      let check = Self(page: checked.page, block: block, contract: contract)
      return TypeNotation.all(in: block.code).flatMap(check.findings)
    }
  }

  private func findings(_ type: TypeNotation) -> [Diagnostic] {
    guard let (owner, fields) = subject(of: type) else { return [] }
    let known = type.members.filter { fields.field($0.name) != nil }
    guard known.count * 2 > type.members.count else { return [] }
    return type.members.compactMap { member in
      guard let field = fields.field(member.name) else {
        return Diagnostic(
          .parameterMismatch, "`\(owner)` has no `\(member.name)` in the contract",
          at: page.span(inCodeOf: block, codeRange: member.range), name: member.name,
          guess: NearMiss.guess(for: member.name, in: fields.fields.keys.sorted()))
      }
      return wrongMark(member, field) ?? wrongType(member, field)
    }
  }

  private func subject(of type: TypeNotation) -> (name: String, fields: ContractFields)? {
    if let schema = contract.schema(named: type.name) {
      return (schema.name, ContractFields(of: schema.pointer, in: contract))
    }
    guard let method = ContractSection(around: block.node, on: page, in: contract)?.method else { return nil }
    if ["Params", "Parameters", "Request", "Args"].contains(where: { type.name.hasSuffix($0) }) {
      return (method.name, ContractFields(paramsOf: method, in: contract))
    }
    guard ["Result", "Response"].contains(where: { type.name.hasSuffix($0) }), let result = method.result
    else {
      return nil
    }
    return (method.name, ContractFields(of: result.schemaPointer, in: contract))
  }

  private func wrongMark(_ member: TypeNotation.Member, _ field: ContractFields.Field) -> Diagnostic? {
    let words = member.type.split { " |".contains($0) }
    let mayLack = member.isOptional || words.contains("undefined")
    guard mayLack == field.isRequired, !words.contains("null") else { return nil }
    return finding(
      member, field,
      field.isRequired ? "is required in the contract" : "is optional in the contract",
      field.isRequired ? "write `\(member.name)` without `?`" : "write `\(member.name)?`")
  }

  private func wrongType(_ member: TypeNotation.Member, _ field: ContractFields.Field) -> Diagnostic? {
    let facts = SchemaFacts(field.pointer, in: contract)
    guard let types = Self.types(member.type), !facts.types.isEmpty, types.isDisjoint(with: facts.types)
    else {
      return nil
    }
    let wanted = facts.types.sorted().joined(separator: " or ")
    return finding(member, field, "is \(wanted) in the contract, not \(member.type)", "correct the type")
  }

  private func finding(
    _ member: TypeNotation.Member, _ field: ContractFields.Field, _ message: String, _ fix: String
  ) -> Diagnostic {
    let place = field.nameRange.map(contract.span) ?? contract.range(at: field.pointer).map(contract.span)
    return Diagnostic(
      .parameterMismatch, "`\(member.name)` " + message,
      at: page.span(inCodeOf: block, codeRange: member.range),
      notes: place.map { [.init("the contract defines it here", span: $0)] } ?? [], fix: fix)
  }

  /// The types of JSON that a type of TypeScript means; `nil` when a part of it is another type's name.
  private static func types(_ type: String) -> Set<String>? {
    var types: Set<String> = []
    for part in type.split(separator: "|").map(\.trimmed)
    where part != "null" && part != "undefined" {
      switch part {
      case "string": types.insert("string")
      case "number": types.formUnion(["number", "integer"])
      case "boolean", "true", "false": types.insert("boolean")
      case let text where text.hasPrefix("\"") || text.hasPrefix("'"): types.insert("string")
      case let text where text.hasSuffix("[]") || text.hasPrefix("Array<"): types.insert("array")
      case let text where text.hasPrefix("{") || text.hasPrefix("Record<"): types.insert("object")
      default: return nil
      }
    }
    return types.isEmpty ? nil : types
  }
}
