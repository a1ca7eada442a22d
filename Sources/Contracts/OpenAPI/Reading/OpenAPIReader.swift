import JSON
import JSONSchema
import OpenRPC

/// Makes the model of a document whose structure has been checked.
struct OpenAPIReader {
  let checked: CheckedContract
  let specification: Specification
  let schemas: CompiledSchemas

  var document: JSON { checked.document }

  func contract() -> Contract {
    let methods = methods()
    return Contract(
      specification: specification, sources: checked.sources, document: document,
      title: document["info"]?["title"]?.string ?? "", version: document["info"]?["version"]?.string ?? "",
      description: document["info"]?["description"]?.string,
      servers: (document["servers"]?.array ?? []).map(Server.init), methods: methods,
      schemas: componentSchemas(), errors: Self.errors(of: methods), webhooks: [],
      sentSchemas: Contract.components(
        reachedFrom: methods.flatMap { $0.params.map(\.schemaValue) }, in: document),
      readingFindings: checked.readingFindings)
  }

  private func methods() -> [Method] {
    let paths = JSONPointer(["paths"])
    return (document["paths"]?.object?.members ?? []).flatMap { member -> [Method] in
      guard member.name.hasPrefix("/") else { return [] }
      let item = resolved(member.value, at: paths.appending(member.name))
      let reader = OperationReader(
        reader: self, path: member.name, pathRange: member.nameRange ?? 0..<0, item: item.value,
        pointer: item.pointer)
      return reader.methods()
    }
  }

  private func componentSchemas() -> [NamedSchema] {
    let path = JSONPointer(["components", "schemas"])
    return (document.value(at: path)?.object?.members ?? []).compactMap { member in
      let pointer = path.appending(member.name)
      guard let schema = schemas[pointer] else { return nil }
      return NamedSchema(
        name: member.name, nameRange: member.nameRange ?? 0..<0, pointer: pointer, value: member.value,
        schema: schema)
    }
  }

  /// Once per status, in the order of first appearance.
  private static func errors(of methods: [Method]) -> [ErrorDescription] {
    var known: Set<Int> = []
    return methods.flatMap(\.errors).filter { known.insert($0.code).inserted }
  }

  func resolved(_ value: JSON, at pointer: JSONPointer) -> (value: JSON, pointer: JSONPointer) {
    ReferenceTarget.resolved(value, at: pointer, in: document)
  }

  /// The items of a list, or the members of an object without its extensions, behind their references.
  func members(_ parent: JSON, _ name: String, at pointer: JSONPointer) -> [ResolvedMember] {
    let place = pointer.appending(name)
    return (parent[name]?.object?.members ?? []).compactMap { member in
      if member.name.hasPrefix("x-") { return nil }
      let target = resolved(member.value, at: place.appending(member.name))
      return ResolvedMember(
        name: member.name, nameRange: member.nameRange ?? 0..<0, value: target.value, pointer: target.pointer)
    }
  }

  /// The bodies of a request, a response or a parameter, JSON first.
  func content(of parent: JSON, at pointer: JSONPointer, named name: String) -> [MediaContent] {
    let all = members(parent, "content", at: pointer).map { member in
      MediaContent(
        type: member.name,
        descriptor: descriptor(
          member.value, at: member.pointer, name: name, nameRange: member.nameRange,
          description: parent["description"]?.string, required: parent["required"]?.bool ?? false),
        examples: examples(of: member.value, at: member.pointer))
    }
    return all.filter(\.isJSON) + all.filter { !$0.isJSON }
  }

  func descriptor(
    _ owner: JSON, at pointer: JSONPointer, name: String, nameRange: Range<Int>, description: String?,
    required: Bool
  ) -> ContentDescriptor? {
    let place = pointer.appending("schema")
    guard let value = owner["schema"], let schema = schemas[place] else { return nil }
    return ContentDescriptor(
      name: name, nameRange: nameRange, description: description, required: required,
      deprecated: owner["deprecated"]?.bool ?? false, schemaValue: value, schemaPointer: place,
      schema: schema)
  }

  func examples(of owner: JSON, at pointer: JSONPointer) -> [(name: String, value: JSON)] {
    if let example = owner["example"] { return [("example", example)] }
    return members(owner, "examples", at: pointer).compactMap { member in
      (member.value["dataValue"] ?? member.value["value"]).map { (member.name, $0) }
    }
  }
}

/// A member of an object, behind its reference.
struct ResolvedMember {
  var name: String
  var nameRange: Range<Int>
  var value: JSON
  var pointer: JSONPointer
}
