import Diagnostics
import JSON
import JSONSchema

extension Contract {
  /// Reads a contract.
  ///
  /// - Throws: everything that keeps it from being used: text that is no JSON, objects that OpenRPC does not
  ///   allow, references that lead nowhere, schemas that are none. What can be used but should be better
  ///   is left to `lint()`.
  public static func load(_ source: SourceText) throws(DiagnosticError) -> Contract {
    let document = try JSONParser.parse(source)
    var checker = StructureChecker(source: source, document: document)
    checker.check()
    if checker.diagnostics.hasErrors {
      throw DiagnosticError(checker.diagnostics.sortedByPlace())
    }
    var reader = ContractReader(source: source, document: document)
    let contract = reader.contract()
    if reader.diagnostics.hasErrors {
      throw DiagnosticError(reader.diagnostics.sortedByPlace())
    }
    return contract
  }
}

/// Makes the model of a document whose structure has been checked.
struct ContractReader {
  let source: SourceText
  let document: JSON
  private(set) var diagnostics: [Diagnostic] = []
  private var compiled: [JSONPointer: Schema] = [:]

  init(source: SourceText, document: JSON) {
    self.source = source
    self.document = document
  }

  mutating func contract() -> Contract {
    let details = (document["x-errors"]?.array ?? []).enumerated().map { index, value in
      errorDetail(value, at: JSONPointer(["x-errors", String(index)]))
    }
    var errors = details
    for member in document.value(at: JSONPointer(["components", "errors"]))?.object?.members ?? [] {
      let error = error(member.value, details: details)
      if !errors.contains(where: { $0.code == error.code }) { errors.append(error) }
    }
    let methods = resolvedItems(document["methods"], at: JSONPointer(["methods"])).map { value, pointer in
      method(value, at: pointer, details: details)
    }
    for error in methods.flatMap(\.errors) where !errors.contains(where: { $0.code == error.code }) {
      errors.append(error)
    }
    let path = JSONPointer(["components", "schemas"])
    let schemas = (document.value(at: path)?.object?.members ?? []).compactMap { member -> NamedSchema? in
      let pointer = path.appending(member.name)
      guard let schema = schema(at: pointer) else { return nil }
      return NamedSchema(
        name: member.name, nameRange: member.nameRange ?? 0..<0, pointer: pointer, value: member.value,
        schema: schema, isDocumentation: member.value["x-documentation"]?.bool ?? false)
    }
    return Contract(
      source: source, document: document,
      title: document["info"]?["title"]?.string ?? "",
      version: document["info"]?["version"]?.string ?? "",
      description: document["info"]?["description"]?.string,
      servers: (document["servers"]?.array ?? []).map { server in
        Server(
          name: server["name"]?.string, url: server["url"]?.string ?? "", summary: server["summary"]?.string,
          description: server["description"]?.string)
      },
      methods: methods, schemas: schemas, errors: errors, webhooks: webhooks())
  }

  private mutating func webhooks() -> [Webhook] {
    (document["x-webhooks"]?.array ?? []).enumerated().compactMap { index, value in
      let pointer = JSONPointer(["x-webhooks", String(index), "payload"])
      guard let schema = schema(at: pointer) else { return nil }
      return Webhook(
        name: value["name"]?.string ?? "", nameRange: value["name"]?.range ?? 0..<0,
        summary: value["summary"]?.string, description: value["description"]?.string,
        payloadValue: value["payload"] ?? true, payloadPointer: pointer, payload: schema,
        example: value["example"])
    }
  }

  private mutating func method(_ value: JSON, at pointer: JSONPointer, details: [ErrorDescription]) -> Method
  {
    let params = resolvedItems(value["params"], at: pointer.appending("params")).compactMap {
      value, pointer in
      descriptor(value, at: pointer)
    }
    let result = value["result"].flatMap { result in
      let (value, pointer) = resolved(result, at: pointer.appending("result"))
      return descriptor(value, at: pointer)
    }
    let examples = resolvedItems(value["examples"], at: pointer.appending("examples")).map { value, pointer in
      example(value, at: pointer, params: params)
    }
    let errorExamples = (value["x-errorExamples"]?.array ?? []).map { value in
      ErrorExample(
        name: value["name"]?.string ?? "", description: value["description"]?.string,
        params: value["params"] ?? .object([]), error: value["error"] ?? .null, range: value.range ?? 0..<0)
    }
    let limit = value["x-rateLimit"].flatMap { limit -> RateLimit? in
      guard let requests = limit["requests"]?.int, let window = limit["windowSeconds"]?.int else {
        return nil
      }
      return RateLimit(requests: requests, windowSeconds: window)
    }
    return Method(
      name: value["name"]?.string ?? "", nameRange: value["name"]?.range ?? 0..<0,
      summary: value["summary"]?.string, description: value["description"]?.string, params: params,
      paramStructure: value["paramStructure"]?.string.flatMap(ParamStructure.init) ?? .either,
      result: result,
      errors: resolvedItems(value["errors"], at: pointer.appending("errors")).map { value, _ in
        error(value, details: details)
      },
      examples: examples, errorExamples: errorExamples,
      permission: value["x-permission"]?.string, rateLimit: limit,
      tags: resolvedItems(value["tags"], at: pointer.appending("tags")).compactMap { $0.0["name"]?.string },
      deprecated: value["deprecated"]?.bool ?? false, pointer: pointer)
  }

  private mutating func descriptor(_ value: JSON, at pointer: JSONPointer) -> ContentDescriptor? {
    let schemaPointer = pointer.appending("schema")
    guard let schema = schema(at: schemaPointer) else { return nil }
    return ContentDescriptor(
      name: value["name"]?.string ?? "", nameRange: value["name"]?.range ?? 0..<0,
      summary: value["summary"]?.string, description: value["description"]?.string,
      required: value["required"]?.bool ?? false, deprecated: value["deprecated"]?.bool ?? false,
      schemaValue: value["schema"] ?? true, schemaPointer: schemaPointer, schema: schema)
  }

  private func example(_ value: JSON, at pointer: JSONPointer, params: [ContentDescriptor]) -> Example {
    let items = resolvedItems(value["params"], at: pointer.appending("params")).map(\.0)
    let names = items.map { $0["name"]?.string ?? "" }
    let byName = names.contains { name in params.contains { $0.name == name } }
    let values = items.enumerated().map { index, item in
      var param: String?
      if byName {
        param = params.first { $0.name == names[index] }?.name
      } else if params.indices.contains(index) {
        param = params[index].name
      }
      return ExampleParam(
        name: names[index], nameRange: item["name"]?.range ?? 0..<0, param: param,
        value: item["value"] ?? .null)
    }
    return Example(
      name: value["name"]?.string ?? "", description: value["description"]?.string, params: values,
      result: value["result"].flatMap { resolved($0, at: pointer.appending("result")).0["value"] },
      pointer: pointer, range: value.range ?? 0..<0)
  }

  private mutating func errorDetail(_ value: JSON, at pointer: JSONPointer) -> ErrorDescription {
    var description = ErrorDescription(
      code: value["code"]?.int ?? 0, message: value["message"]?.string ?? "",
      description: value["description"]?.string, httpStatus: value["httpStatus"]?.int ?? 200,
      scope: value["scope"]?.string.flatMap(ErrorDescription.Scope.init) ?? .method,
      codeRange: value["code"]?.range ?? 0..<0)
    if let data = value["data"] {
      let dataPointer = pointer.appending("data")
      description.dataValue = data
      description.dataPointer = dataPointer
      description.dataSchema = schema(at: dataPointer)
    }
    return description
  }

  private func error(_ value: JSON, details: [ErrorDescription]) -> ErrorDescription {
    let value = resolved(value, at: JSONPointer()).0
    let code = value["code"]?.int ?? 0
    let message = value["message"]?.string ?? ""
    if var detail = details.first(where: { $0.code == code }) {
      detail.message = message
      detail.codeRange = value["code"]?.range ?? detail.codeRange
      return detail
    }
    return ErrorDescription(
      code: code, message: message, httpStatus: 200, scope: .method, codeRange: value["code"]?.range ?? 0..<0)
  }

  private func resolvedItems(_ list: JSON?, at pointer: JSONPointer) -> [(JSON, JSONPointer)] {
    (list?.array ?? []).enumerated().map { index, value in resolved(value, at: pointer.appending(index)) }
  }

  /// Follows a reference that the structure check has found good.
  private func resolved(_ value: JSON, at pointer: JSONPointer) -> (JSON, JSONPointer) {
    guard let reference = value["$ref"]?.string,
      case .success(let target) = Result(of: reference, in: document)
    else { return (value, pointer) }
    return (target.value, target.pointer)
  }

  /// The compiled schema at a place; a schema that is only a reference is compiled once, at its target.
  private mutating func schema(at pointer: JSONPointer) -> Schema? {
    var place = pointer
    if let value = document.value(at: pointer), let reference = value["$ref"]?.string,
      value.object?.count == 1,
      case .success(let target) = Result(of: reference, in: document)
    {
      place = target.pointer
    }
    if let schema = compiled[place] { return schema }
    do throws(SchemaError) {
      let schema = try Schema(document: document, at: place)
      compiled[place] = schema
      return schema
    } catch {
      let range = error.range ?? document.value(at: place)?.range ?? 0..<0
      let diagnostic = Diagnostic(.contractSchema, error.message, at: source.span(range))
      // Several schemas may lead to the same mistake.
      if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
      return nil
    }
  }
}
