import Diagnostics
import JSON
import JSONSchema

extension Contract {
  /// Reads a contract and the files that it refers to.
  ///
  /// - Parameters:
  ///   - path: of the contract relative to the project's root, from which relative references start.
  ///   - files: the files of the project.
  /// - Throws: the errors that make it unusable: invalid JSON, objects that OpenRPC does not allow, broken references,
  ///   invalid schemas. `lint()` reports the other problems.
  public static func load(
    _ source: SourceText, at path: String = "", files: ContractFiles = .none
  ) throws(DiagnosticError) -> Contract {
    try load(source, try ContractText.read(source), at: path, files: files)
  }

  /// - Parameter text: what the source contains.
  package static func load(
    _ source: SourceText, _ text: JSON, at path: String, files: ContractFiles
  ) throws(DiagnosticError) -> Contract {
    let checked = try CheckedContract(source, text, at: path, files: files, specification: .openRPC)
    var reader = ContractReader(sources: checked.sources, document: checked.document)
    let contract = reader.contract()
    if reader.diagnostics.hasErrors {
      throw DiagnosticError(reader.diagnostics.sortedByPlace())
    }
    return contract
  }
}

/// Makes the model of a document whose structure has been checked.
struct ContractReader {
  let sources: ContractSources
  let document: JSON
  private(set) var diagnostics: [Diagnostic] = []
  private var compiled: CompiledSchemas?

  init(sources: ContractSources, document: JSON) {
    self.sources = sources
    self.document = document
  }

  mutating func contract() -> Contract {
    compile()
    let details = (document["x-errors"]?.array ?? []).enumerated().map { index, value in
      errorDetail(value, at: JSONPointer(["x-errors", String(index)]))
    }
    let detailsByCode = Dictionary(details.map { ($0.code, $0) }) { first, _ in first }
    var errors = details
    var known = Set(details.map(\.code))
    for member in document.value(at: JSONPointer(["components", "errors"]))?.object?.members ?? [] {
      let error = error(member.value, details: detailsByCode)
      if known.insert(error.code).inserted { errors.append(error) }
    }
    let methods = resolvedItems(document["methods"], at: JSONPointer(["methods"])).map { value, pointer in
      method(value, at: pointer, details: detailsByCode)
    }
    for error in methods.flatMap(\.errors) where known.insert(error.code).inserted { errors.append(error) }
    let path = Self.schemas
    let schemas = (document.value(at: path)?.object?.members ?? []).compactMap { member -> NamedSchema? in
      let pointer = path.appending(member.name)
      guard let schema = schema(at: pointer) else { return nil }
      return NamedSchema(
        name: member.name, nameRange: member.nameRange ?? 0..<0, pointer: pointer, value: member.value,
        schema: schema)
    }
    return Contract(
      specification: .openRPC, sources: sources, document: document,
      title: document["info"]?["title"]?.string ?? "",
      version: document["info"]?["version"]?.string ?? "",
      description: document["info"]?["description"]?.string,
      servers: (document["servers"]?.array ?? []).map(Server.init),
      methods: methods, schemas: schemas, errors: errors, webhooks: webhooks(),
      sentSchemas: Contract.components(
        reachedFrom: methods.flatMap { $0.params.map(\.schemaValue) }, in: document))
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

  private mutating func method(
    _ value: JSON, at pointer: JSONPointer, details: [Int: ErrorDescription]
  ) -> Method {
    let params = resolvedItems(value["params"], at: pointer.appending("params")).compactMap {
      value, pointer in
      descriptor(value, at: pointer)
    }
    let result = value["result"].flatMap { result in
      let (value, pointer) = resolved(result, at: pointer.appending("result"))
      return descriptor(value, at: pointer)
    }
    let structure = value["paramStructure"]?.string.flatMap(ParamStructure.init) ?? .either
    let examples = resolvedItems(value["examples"], at: pointer.appending("examples")).map { value, pointer in
      example(value, at: pointer, params: params, byNameOnly: structure == .byName)
    }
    let errorExamples = (value["x-errorExamples"]?.array ?? []).map(errorExample)
    let limit = value["x-rateLimit"].flatMap { limit -> RateLimit? in
      guard let requests = limit["requests"]?.int, let window = limit["windowSeconds"]?.int else {
        return nil
      }
      return RateLimit(requests: requests, windowSeconds: window)
    }
    return Method(
      name: value["name"]?.string ?? "", nameRange: value["name"]?.range ?? 0..<0,
      summary: value["summary"]?.string, description: value["description"]?.string, params: params,
      paramStructure: structure,
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

  private func example(
    _ value: JSON, at pointer: JSONPointer, params: [ContentDescriptor], byNameOnly: Bool
  ) -> Example {
    let items = resolvedItems(value["params"], at: pointer.appending("params")).map(\.0)
    let names = items.map { $0["name"]?.string ?? "" }
    let byName = names.contains { name in params.contains { $0.name == name } }
    let values = items.enumerated().map { index, item in
      var param: String?
      if params.contains(where: { $0.name == names[index] }) {
        param = names[index]
      } else if !(byName && byNameOnly), params.indices.contains(index),
        !names.contains(params[index].name)
      {
        param = params[index].name
      }
      return ExampleParam(
        name: names[index], nameRange: item["name"]?.range ?? 0..<0, param: param,
        value: item["value"] ?? .null)
    }
    return Example(
      name: value["name"]?.string ?? "", description: value["description"]?.string, params: values,
      result: value["result"].flatMap { resolved($0, at: pointer.appending("result")).0["value"] },
      preparations: preparations(value["x-after"]), pointer: pointer, range: value.range ?? 0..<0)
  }

  private func errorExample(_ value: JSON) -> ErrorExample {
    ErrorExample(
      name: value["name"]?.string ?? "", description: value["description"]?.string,
      params: value["params"] ?? .object([]), error: value["error"] ?? .null,
      preparations: preparations(value["x-after"]), token: value["x-token"]?.string,
      headers: (value["x-headers"]?.object?.members ?? []).compactMap { member in
        member.value.string.map { (member.name, $0) }
      },
      body: value["body"].map { $0.string ?? $0.text(.pretty) }, range: value.range ?? 0..<0)
  }

  /// Each is a name, or an object with `example`, and with `method` and `times` where they are needed.
  private func preparations(_ value: JSON?) -> [Preparation] {
    (value?.array ?? []).compactMap { item in
      guard let name = item.string ?? item["example"]?.string else { return nil }
      return Preparation(
        example: name, method: item["method"]?.string, times: item["times"]?.int ?? 1,
        params: Dictionary(
          (item["params"]?.object?.members ?? []).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }),
        range: item.range ?? 0..<0)
    }
  }

  private mutating func errorDetail(_ value: JSON, at pointer: JSONPointer) -> ErrorDescription {
    var description = ErrorDescription(
      code: value["code"]?.int ?? 0, message: value["message"]?.string ?? "",
      description: value["description"]?.string, httpStatus: value["httpStatus"]?.int ?? 200,
      scope: value["scope"]?.string.flatMap(ErrorDescription.Scope.init) ?? .method,
      codeRange: value["code"]?.range ?? 0..<0)
    description.headers = (value["headers"]?.object?.members ?? []).compactMap { member in
      member.value.string.map { .init(name: member.name, pointer: $0, range: member.value.range ?? 0..<0) }
    }
    description.repeatsID = value["repeatsId"]?.bool ?? true
    description.remedy = value["remedy"]?.string
    description.examples = (value["examples"]?.array ?? []).map(errorExample)
    if let data = value["data"] {
      let dataPointer = pointer.appending("data")
      description.dataValue = data
      description.dataPointer = dataPointer
      description.dataSchema = schema(at: dataPointer)
    }
    return description
  }

  private func error(_ value: JSON, details: [Int: ErrorDescription]) -> ErrorDescription {
    let value = resolved(value, at: JSONPointer()).0
    let code = value["code"]?.int ?? 0
    let message = value["message"]?.string ?? ""
    if var detail = details[code] {
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
    ReferenceTarget.resolved(value, at: pointer, in: document)
  }

  private func schema(at pointer: JSONPointer) -> Schema? { compiled?[pointer] }

  private mutating func compile() {
    var pointers = (document.value(at: Self.schemas)?.object?.names ?? []).map { Self.schemas.appending($0) }
    for (list, field) in [("x-errors", "data"), ("x-webhooks", "payload")] {
      for (index, item) in (document[list]?.array ?? []).enumerated() where item[field] != nil {
        pointers.append(JSONPointer([list, String(index), field]))
      }
    }
    for (method, pointer) in resolvedItems(document["methods"], at: JSONPointer(["methods"])) {
      for (_, param) in resolvedItems(method["params"], at: pointer.appending("params")) {
        pointers.append(param.appending("schema"))
      }
      if let result = method["result"] {
        pointers.append(resolved(result, at: pointer.appending("result")).1.appending("schema"))
      }
    }
    let compiled = CompiledSchemas(of: document, at: pointers, dialect: .draft7, sources: sources)
    diagnostics += compiled.diagnostics
    self.compiled = compiled
  }

  private static let schemas = JSONPointer(["components", "schemas"])
}
