import JSON
import OpenRPC

/// The operations of one path.
struct OperationReader {
  let reader: OpenAPIReader
  let path: String
  let pathRange: Range<Int>
  /// The path item.
  let item: JSON
  let pointer: JSONPointer

  /// In the order of the document.
  func methods() -> [Method] {
    var methods: [Method] = []
    let verbs = Set(OpenAPIObjects.of(.v32).verbs)
    for member in item.object?.members ?? [] where verbs.contains(member.name) {
      methods.append(
        method(member.name.uppercased(), member.value, member.nameRange, at: pointer.appending(member.name)))
    }
    let others = pointer.appending("additionalOperations")
    for member in item["additionalOperations"]?.object?.members ?? [] {
      methods.append(method(member.name, member.value, member.nameRange, at: others.appending(member.name)))
    }
    return methods
  }

  private func method(
    _ verb: String, _ value: JSON, _ verbRange: Range<Int>?, at pointer: JSONPointer
  ) -> Method {
    let operation = operation(verb, value, at: pointer)
    let success = operation.responses.filter(\.isSuccess).min { $0.status < $1.status }
    let id = value["operationId"]
    return Method(
      name: id?.string ?? "\(verb) \(path)", nameRange: id?.range ?? verbRange ?? 0..<0,
      summary: value["summary"]?.string, description: value["description"]?.string,
      params: Self.params(of: operation), paramStructure: .byName,
      result: success?.content.first?.descriptor,
      errors: operation.responses.compactMap(Self.error),
      tags: (value["tags"]?.array ?? []).compactMap(\.string),
      deprecated: value["deprecated"]?.bool ?? false, pointer: pointer, operation: operation)
  }

  private func operation(_ verb: String, _ value: JSON, at pointer: JSONPointer) -> HTTPOperation {
    let body = value["requestBody"].map { reader.resolved($0, at: pointer.appending("requestBody")) }
    return HTTPOperation(
      verb: verb, path: path, pathRange: pathRange, parameters: parameters(value, at: pointer),
      bodies: body.map { reader.content(of: $0.value, at: $0.pointer, named: "body") } ?? [],
      isBodyRequired: body?.value["required"]?.bool ?? false,
      responses: responses(value, at: pointer), security: reader.security(of: value))
  }

  /// Those of the path first; one of the operation takes the place of that of the same name and place.
  private func parameters(_ operation: JSON, at pointer: JSONPointer) -> [HTTPParameter] {
    let own = parameters(of: operation, at: pointer)
    let shared = parameters(of: item, at: self.pointer).filter { shared in
      !own.contains { $0.place == shared.place && $0.descriptor.name == shared.descriptor.name }
    }
    return shared + own
  }

  private func parameters(of owner: JSON, at pointer: JSONPointer) -> [HTTPParameter] {
    let list = pointer.appending("parameters")
    return (owner["parameters"]?.array ?? []).enumerated().compactMap { index, value in
      let (value, place) = reader.resolved(value, at: list.appending(index))
      guard let name = value["name"], let text = name.string,
        let kind = value["in"]?.string.flatMap(HTTPParameter.Place.init)
      else { return nil }
      return parameter(value, named: text, nameRange: name.range, in: kind, at: place)
    }
  }

  private func parameter(
    _ value: JSON, named name: String, nameRange: Range<Int>?, in place: HTTPParameter.Place,
    at pointer: JSONPointer
  ) -> HTTPParameter? {
    let content = reader.content(of: value, at: pointer, named: name).first
    let descriptor = reader.descriptor(
      value, at: pointer, name: name, nameRange: nameRange ?? 0..<0,
      description: value["description"]?.string, required: value["required"]?.bool ?? (place == .path))
    guard let descriptor = descriptor ?? content?.descriptor else { return nil }
    return HTTPParameter(
      place: place, descriptor: descriptor, style: value["style"]?.string, isExploded: value["explode"]?.bool,
      isContent: value["schema"] == nil,
      examples: reader.examples(of: value, at: pointer) + (content?.examples ?? []))
  }

  private func responses(_ operation: JSON, at pointer: JSONPointer) -> [HTTPResponse] {
    reader.members(operation, "responses", at: pointer).map { member in
      HTTPResponse(
        status: member.name, statusRange: member.nameRange,
        description: member.value["description"]?.string ?? member.value["summary"]?.string,
        content: reader.content(of: member.value, at: member.pointer, named: member.name),
        headers: headers(of: member))
    }
  }

  /// A header `Content-Type` is ignored: the media types of the content say it (OpenAPI 3.1, section 4.8.17).
  private func headers(of response: ResolvedMember) -> [HTTPParameter] {
    reader.members(response.value, "headers", at: response.pointer).compactMap { member in
      guard member.name.lowercased() != "content-type" else { return nil }
      return parameter(
        member.value, named: member.name, nameRange: member.nameRange, in: .header, at: member.pointer)
    }
  }

  /// Parameters as a caller knows them: by name, and the body under `body`.
  private static func params(of operation: HTTPOperation) -> [ContentDescriptor] {
    var names: Set<String> = []
    let all = operation.parameters.map(\.descriptor) + [operation.bodies.first?.descriptor].compactMap(\.self)
    return all.filter { names.insert($0.name).inserted }
  }

  /// A response of one failing status; ranges and the default have no number of their own.
  private static func error(_ response: HTTPResponse) -> ErrorDescription? {
    guard let status = Int(response.status), status >= 400 else { return nil }
    let text = response.description ?? ""
    var error = ErrorDescription(
      code: status, message: text.split(separator: "\n").first.map(String.init) ?? "", description: text,
      httpStatus: status, scope: .method, codeRange: response.statusRange)
    let body = response.content.first?.descriptor
    error.dataValue = body?.schemaValue
    error.dataPointer = body?.schemaPointer
    error.dataSchema = body?.schema
    return error
  }
}
