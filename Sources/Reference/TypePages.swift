import JSON
import OpenRPC

extension ReferenceSection {
  func typeIndex() -> PageWriter {
    var page = PageWriter(contract)
    page.frontMatter(title: "Types", description: "The objects that methods take and give.", order: 21)
    page.heading(1, "Types")
    page.directive("schemas")
    page.heading(2, "Where to go next")
    page.block("- [Overview](../index.md)\n- [All methods](../methods/index.md)")
    return page
  }

  func typePage(_ schema: NamedSchema, order: Int) -> PageWriter {
    var page = PageWriter(contract, from: schema.nameRange)
    let description = contract.resolve(schema.value)?["description"]?.string
    page.frontMatter(title: schema.name, description: description, order: order)
    page.heading(1, PageWriter.escaped(schema.name))
    page.directive("schema", schema.name)
    let users = contract.methods.filter { uses($0, schema.name) }.map {
      "- " + link(PageWriter.code($0.name), to: .method($0.name), from: "types/x")
    }
    let types = contract.schemas.filter { $0.name != schema.name && refers($0.value, to: schema.name) }.map {
      "- " + link(PageWriter.code($0.name), to: .schema($0.name), from: "types/x")
    }
    if !users.isEmpty || !types.isEmpty {
      page.heading(2, "Used by")
      page.block((users + types).joined(separator: "\n"))
    }
    page.heading(2, "Where to go next")
    page.block("- [All types](index.md)\n- [All methods](../methods/index.md)")
    return page
  }

  private func uses(_ method: Method, _ name: String) -> Bool {
    method.params.contains { refers($0.schemaValue, to: name) }
      || method.result.map { refers($0.schemaValue, to: name) } ?? false
      || method.errors.contains { $0.dataValue.map { refers($0, to: name) } ?? false }
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
