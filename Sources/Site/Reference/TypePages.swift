import JSON
import OpenRPC

extension ReferenceSection {
  /// All types, grouped by purpose.
  func typeIndex() -> PageWriter {
    var page = PageWriter(contract)
    page.frontMatter(
      title: "Types", description: "The types of parameters, results, events and error data.", order: 21)
    page.heading(1, "Types")
    page.block(
      "A field that you send is required or optional. A field that you receive is always present, unless it is marked *may be absent*."
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
    take("Error data") { errors.contains($0.name) }
    take(groups.isEmpty ? "All types" : "Other types") { _ in true }
    return groups
  }

  private func results(of method: Method) -> [JSON] { method.result.map { [$0.schemaValue] } ?? [] }

  /// Texts and numbers, which have no fields: one line each, too little for a page of its own.
  func simpleTypesPage(_ uses: TypeUses) -> PageWriter {
    var page = PageWriter(contract)
    page.frontMatter(
      title: "Simple types", description: "Identifiers, times, amounts and other values without fields.",
      order: 1)
    page.heading(1, "Simple types")
    for schema in contract.simpleSchemas {
      page.range = schema.nameRange
      page.heading(2, PageWriter.escaped(schema.name))
      page.directive("schema", schema.name)
      let users = users(of: schema, uses, from: ReferencePaths.simpleTypes)
      if !users.isEmpty { page.block("Used by " + users.joined(separator: ", ") + ".") }
    }
    page.range = 0..<0
    page.ending([("All types", "index.md"), ("All methods", "../methods/index.md")])
    return page
  }

  func typePage(_ schema: NamedSchema, order: Int, _ uses: TypeUses) -> PageWriter {
    var page = PageWriter(contract, from: schema.nameRange)
    let description = contract.resolve(schema.value)?["description"]?.string
    page.frontMatter(title: schema.name, description: description, order: order)
    page.heading(1, PageWriter.escaped(schema.name))
    page.directive("schema", schema.name)
    let users = users(of: schema, uses, from: "types/x")
    if !users.isEmpty {
      page.heading(2, "Used by")
      page.block(users.map { "- " + $0 }.joined(separator: "\n"))
    }
    page.ending([("All types", "index.md"), ("All methods", "../methods/index.md")])
    return page
  }

  /// Links to the parts that name a type directly: methods, events, errors and other types.
  private func users(of schema: NamedSchema, _ uses: TypeUses, from page: String) -> [String] {
    (uses.users[schema.name] ?? []).map { user in
      switch user {
      case .method(let index):
        let name = contract.methods[index].name
        return link(PageWriter.code(name), to: .method(name), from: page)
      case .event(let index):
        let name = contract.webhooks[index].name
        return link(PageWriter.code(name), to: .webhook(name), from: page)
      case .error(let index):
        let error = contract.errors[index]
        return link("\(error.code) \(PageWriter.escaped(error.message))", to: .error(error.code), from: page)
      case .type(let index):
        let name = contract.schemas[index].name
        return link(PageWriter.code(name), to: .schema(name), from: page)
      }
    }
  }
}
