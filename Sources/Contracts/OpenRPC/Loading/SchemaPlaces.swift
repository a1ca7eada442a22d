import JSON

extension Specification {
  /// A document with its schemas replaced, each as a whole: those of components, parameters, results and so on.
  ///
  /// - Parameter transform: gets each schema and its place, and gives what takes its place.
  package func mappingSchemas(of document: JSON, _ transform: (JSON, JSONPointer) -> JSON) -> JSON {
    Self.mapped(document, .object(root), at: JSONPointer(), transform)
  }

  private static func mapped(
    _ value: JSON, _ shape: Shape, at pointer: JSONPointer, _ transform: (JSON, JSONPointer) -> JSON
  ) -> JSON {
    switch shape {
    case .schema: return transform(value, pointer)
    case .later(let shape): return mapped(value, shape(), at: pointer, transform)
    case .orReference(let shape):
      return value["$ref"] == nil ? mapped(value, shape, at: pointer, transform) : value
    case .array(let item):
      guard let items = value.array else { return value }
      let mapped = items.enumerated().map { Self.mapped($1, item, at: pointer.appending($0), transform) }
      return JSON(.array(mapped), range: value.range)
    case .map(let item), .namedMap(_, let item):
      return value.mapMembers { name, value in
        name.hasPrefix("x-") ? value : mapped(value, item, at: pointer.appending(name), transform)
      }
    case .object(let object):
      return value.mapMembers { name, value in
        object.field(named: name).map { mapped(value, $0.shape, at: pointer.appending(name), transform) }
          ?? value
      }
    default: return value
    }
  }
}
