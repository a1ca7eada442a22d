import Diagnostics
import JSON

extension ContractLint {
  /// Reports components that nothing outside `components` refers to, directly or through other components.
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
      // A reference to a part of a component uses the component.
      let component = JSONPointer(Array(pointer.tokens.prefix(3)))
      guard reached.insert(component).inserted, let value = contract.document.value(at: component) else {
        continue
      }
      Self.references(in: value, into: &waiting)
    }
    for section in contract.document["components"]?.object?.members ?? []
    where !section.name.hasPrefix("x-")
      // They are used by name.
      && section.name != "securitySchemes"
    {
      for member in section.value.object?.members ?? [] {
        let pointer = JSONPointer(["components", section.name, member.name])
        guard !reached.contains(pointer) else { continue }
        report(
          .contractUnused, "`\(member.name)` in `components.\(section.name)` is not used", member.nameRange,
          fix: "remove it, or add \"x-documentation\": true if it is only for documentation")
      }
    }
  }

  private static func references(in value: JSON, into list: inout [String]) {
    switch value.content {
    case .object(let object):
      for member in object {
        if member.name == "$ref", let text = member.value.string {
          list.append(text)
        } else if member.name == "mapping" {
          // Of a discriminator: names of values, with the schema of each.
          list += (member.value.object?.members ?? []).compactMap(\.value.string)
        } else {
          references(in: member.value, into: &list)
        }
      }
    case .array(let items): for item in items { references(in: item, into: &list) }
    default: break
    }
  }
}
