import JSON
import OpenRPC

extension ReferenceSection {
  /// All types, in groups by what they are for.
  func typeIndex() -> PageWriter {
    var page = PageWriter(contract)
    page.frontMatter(
      title: "Types", description: "What methods take and give, and what events and errors carry.", order: 21)
    page.heading(1, "Types")
    page.block(
      "A field that you send is required or optional. A field that you receive is always there, unless it may be absent."
    )
    for group in groups() {
      page.heading(2, group.title)
      page.table(
        ["Type", "What it is"],
        group.schemas.map { schema in
          [
            link(PageWriter.code(schema.name), to: .schema(schema.name), from: "types/x"),
            PageWriter.summary(of: contract.resolve(schema.value)),
          ]
        })
    }
    page.ending(tables(from: "types/index.md"))
    return page
  }

  private func groups() -> [(title: String, schemas: [NamedSchema])] {
    var rest = contract.schemas.filter { !contract.isSimple($0) }
    var groups: [(title: String, schemas: [NamedSchema])] = []
    func take(_ title: String, _ isMember: (NamedSchema) -> Bool) {
      let members = rest.filter(isMember)
      rest.removeAll(where: isMember)
      if !members.isEmpty { groups.append((title, members)) }
    }
    let calls = contract.components(
      reachedFrom: contract.methods.flatMap { $0.params.map(\.schemaValue) + results(of: $0) })
    let events = contract.components(reachedFrom: contract.webhooks.map(\.payloadValue))
    let errors = contract.components(reachedFrom: contract.errors.compactMap(\.dataValue))
    take("Parameters and results") { calls.contains($0.name) }
    if !contract.simpleSchemas.isEmpty { groups.append(("Simple types", contract.simpleSchemas)) }
    take("Events") { events.contains($0.name) }
    take("Data of errors") { errors.contains($0.name) }
    take(groups.isEmpty ? "All types" : "Others") { _ in true }
    return groups
  }

  private func results(of method: Method) -> [JSON] { method.result.map { [$0.schemaValue] } ?? [] }

  /// Texts and numbers, which have no fields: one line each, too little for a page of its own.
  func simpleTypesPage() -> PageWriter {
    var page = PageWriter(contract)
    page.frontMatter(
      title: "Simple types", description: "Identifiers, times, amounts and other values without fields.",
      order: 1)
    page.heading(1, "Simple types")
    for schema in contract.simpleSchemas {
      page.range = schema.nameRange
      page.heading(2, PageWriter.escaped(schema.name))
      page.directive("schema", schema.name)
      let users = users(of: schema, from: ReferencePaths.simpleTypes)
      if !users.isEmpty { page.block("Used by " + users.joined(separator: ", ") + ".") }
    }
    page.range = 0..<0
    page.ending([("All types", "index.md"), ("All methods", "../methods/index.md")])
    return page
  }

  func typePage(_ schema: NamedSchema, order: Int) -> PageWriter {
    var page = PageWriter(contract, from: schema.nameRange)
    let description = contract.resolve(schema.value)?["description"]?.string
    page.frontMatter(title: schema.name, description: description, order: order)
    page.heading(1, PageWriter.escaped(schema.name))
    page.directive("schema", schema.name)
    let users = users(of: schema, from: "types/x")
    if !users.isEmpty {
      page.heading(2, "Used by")
      page.block(users.map { "- " + $0 }.joined(separator: "\n"))
    }
    page.ending([("All types", "index.md"), ("All methods", "../methods/index.md")])
    return page
  }

  /// Links to what names a type itself: methods, events, errors and other types.
  private func users(of schema: NamedSchema, from page: String) -> [String] {
    let name = schema.name
    let methods = contract.methods.filter { method in
      (method.params.map(\.schemaValue) + results(of: method)).contains { refers($0, to: name) }
    }
    let events = contract.webhooks.filter { refers($0.payloadValue, to: name) }
    let errors = contract.errors.filter { $0.dataValue.map { refers($0, to: name) } ?? false }
    let types = contract.schemas.filter { $0.name != name && refers($0.value, to: name) }
    return methods.map { link(PageWriter.code($0.name), to: .method($0.name), from: page) }
      + events.map { link(PageWriter.code($0.name), to: .webhook($0.name), from: page) }
      + errors.map {
        link("\($0.code) \(PageWriter.escaped($0.message))", to: .error($0.code), from: page)
      }
      + types.map { link(PageWriter.code($0.name), to: .schema($0.name), from: page) }
  }

  /// Whether a schema names a component itself, not through another one.
  private func refers(_ schema: JSON, to name: String) -> Bool {
    switch schema.content {
    case .object(let object):
      if let reference = object["$ref"]?.string,
        JSONPointer(reference: reference)?.tokens == ["components", "schemas", name]
      {
        return true
      }
      return object.members.contains { refers($0.value, to: name) }
    case .array(let items): return items.contains { refers($0, to: name) }
    default: return false
    }
  }
}
