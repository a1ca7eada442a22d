import JSON

extension Contract {
  /// The names of the components that schemas refer to, and that these refer to in turn.
  public func components(reachedFrom schemas: [JSON]) -> Set<String> {
    Self.components(reachedFrom: schemas, in: document)
  }

  package static func components(reachedFrom schemas: [JSON], in document: JSON) -> Set<String> {
    var names: Set<String> = []
    var seen: Set<String> = []
    var next = schemas
    while let value = next.popLast() {
      switch value.content {
      case .object(let object):
        next += object.members.lazy.map(\.value)
        guard let reference = object["$ref"]?.string, seen.insert(reference).inserted,
          let pointer = JSONPointer(reference: reference), let target = document.value(at: pointer)
        else { continue }
        if let name = pointer.schemaComponent { names.insert(name) }
        next.append(target)
      case .array(let items): next += items
      default: continue
      }
    }
    return names
  }
}
