import Diagnostics
import JSON

extension ContractLint {
  /// Components that no method, server or extension reaches through references.
  mutating func unusedComponents() {
    var reached: Set<JSONPointer> = []
    var waiting: [String] = []
    for member in contract.document.object?.members ?? [] where member.name != "components" {
      Self.references(in: member.value, into: &waiting)
    }
    for schema in contract.schemas where schema.isDocumentation {
      reached.insert(schema.pointer)
      Self.references(in: schema.value, into: &waiting)
    }
    while let reference = waiting.popLast() {
      guard let pointer = JSONPointer(reference: reference) else { continue }
      // A reference into a component uses the whole of it.
      let component = JSONPointer(Array(pointer.tokens.prefix(3)))
      guard reached.insert(component).inserted, let value = contract.document.value(at: component) else {
        continue
      }
      Self.references(in: value, into: &waiting)
    }
    for section in contract.document["components"]?.object?.members ?? [] where !section.name.hasPrefix("x-")
    {
      for member in section.value.object?.members ?? [] {
        let pointer = JSONPointer(["components", section.name, member.name])
        guard !reached.contains(pointer) else { continue }
        report(
          .contractUnused, "nothing refers to `\(member.name)` of `\(section.name)`", member.nameRange,
          fix: "remove it, or mark it with \"x-documentation\": true when it is there for readers")
      }
    }
  }

  private static func references(in value: JSON, into list: inout [String]) {
    switch value.content {
    case .object(let object):
      for member in object {
        if member.name == "$ref", let text = member.value.string {
          list.append(text)
        } else {
          references(in: member.value, into: &list)
        }
      }
    case .array(let items): for item in items { references(in: item, into: &list) }
    default: break
    }
  }
}
