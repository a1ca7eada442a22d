import Diagnostics
import JSON
import JSONSchema

/// An API as an OpenRPC document (1.0 to 1.4) or an OpenAPI document (3.0 to 3.2) describes it: methods, params, results,
/// errors, examples. Operations of OpenAPI are methods, with what HTTP adds in `Method.operation`.
///
///     let contract = try Contract.load(SourceText(path: "api/openrpc.json", bytes: bytes))
///     if let method = contract.method(named: "job.cancel") {
///       for violation in contract.validateParams(params, of: method) { print(violation.sentence()) }
///     }
///
/// Beside what OpenRPC defines, these extensions are understood:
/// - `x-permission` of a method: the permission that a caller needs.
/// - `x-rateLimit` of a method: `{"requests": 10, "windowSeconds": 60}`.
/// - `x-errorExamples` of a method: `[{"name", "params", "error"}]`, requests that fail and their errors;
///   with `x-token` they are sent with the token of another environment variable, or with none (`""`), and
///   `x-headers` are sent in addition.
/// - `x-after` of an example or error example: what is called before, `["Start a job", {"example": "A queued
///   job", "times": 3}]`; `method` beside `example` says whose example it is, and `params` replaces some of its params.
/// - `x-errors` of the document: what OpenRPC has no place for in an error, by code: `description`, `data`
///   (a schema), `httpStatus`, `headers` (`{"Retry-After": "/data/retry_after"}`, each with the place of its value in
///   the error), `repeatsId`, which is false for errors that are sent with `id` null because the request was not read,
///   `scope`, which is `protocol` for errors that may answer any request, `remedy`, and `examples`:
///   `[{"name", "body", "error"}]`, bodies that give the error whatever their method.
/// - `x-violationCodes` of a schema: `{"maximum": -40005}`, the error code that breaking a keyword gives,
///   where that is not -32602.
/// - `x-expected` of a schema: what `pattern` or `format` means in words ("a UUID"), for messages.
/// - `x-webhooks` of the document: the events that the service posts to addresses registered with it, each
///   with `name`, `summary`, `description`, `payload` (a schema) and `example`.
/// - `x-webhookDelivery` of the document: how they are posted; for readers.
/// - `x-documentation` of a component: `true` when it is there for readers and nothing need refer to it.
public struct Contract: Sendable {
  package let specification: Specification
  public var callProtocol: CallProtocol { specification.callProtocol }
  /// The contract's own file. Ranges of the document may lie in others: `span` knows in which.
  public var source: SourceText { sources.files[0] }
  /// The contract's own file and those that it refers to.
  public let sources: ContractSources
  /// All files as one document, in which references only lead to places of its own.
  public let document: JSON
  public let title: String
  public let version: String
  public let description: String?
  public let servers: [Server]
  public let methods: [Method]
  /// The schemas under `components`, in the order of the document.
  public let schemas: [NamedSchema]
  /// Every error of the document, once per code, in the order of `x-errors`, then of first appearance.
  public let errors: [ErrorDescription]
  /// The events of `x-webhooks`, in the order of the document.
  public let webhooks: [Webhook]
  /// The names of the schemas of components that callers send, in params of any method.
  public let sentSchemas: Set<String>
  /// What is read although the specification does not allow it.
  package let readingFindings: [Diagnostic]

  // Positions by name, so that checking every call of a large contract is not quadratic.
  private let methodPositions: [String: Int]
  private let schemaPositions: [String: Int]
  private let errorPositions: [Int: Int]

  package init(
    specification: Specification, sources: ContractSources, document: JSON, title: String, version: String,
    description: String?,
    servers: [Server], methods: [Method], schemas: [NamedSchema], errors: [ErrorDescription],
    webhooks: [Webhook], sentSchemas: Set<String>, readingFindings: [Diagnostic] = []
  ) {
    self.specification = specification
    self.sources = sources
    self.document = document
    self.title = title
    self.version = version
    self.description = description
    self.servers = servers
    self.methods = methods
    self.schemas = schemas
    self.errors = errors
    self.webhooks = webhooks
    self.sentSchemas = sentSchemas
    self.readingFindings = readingFindings
    methodPositions = Self.positions(methods.map(\.name))
    schemaPositions = Self.positions(schemas.map(\.name))
    errorPositions = Self.positions(errors.map(\.code))
  }

  /// The first position of each key.
  private static func positions<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
    Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  /// The method of a name; the first one if the contract has several.
  public func method(named name: String) -> Method? { methodPositions[name].map { methods[$0] } }

  /// The component schema of a name.
  public func schema(named name: String) -> NamedSchema? { schemaPositions[name].map { schemas[$0] } }

  /// The error of a code, whichever methods declare it.
  public func error(code: Int) -> ErrorDescription? { errorPositions[code].map { errors[$0] } }

  /// The example that a preparation of one of `method`'s examples calls, and the method it is of.
  public func example(for preparation: Preparation, of method: Method?) -> (method: Method, example: Example)?
  {
    let candidates =
      preparation.method.map { name in self.method(named: name).map { [$0] } ?? [] }
      ?? (method.map { [$0] } ?? []) + methods
    for method in candidates {
      if let example = method.examples.first(where: { $0.name == preparation.example }) {
        return (method, example)
      }
    }
    return nil
  }

  /// The span of a range of the document, in the file that it belongs to.
  public func span(_ range: Range<Int>) -> SourceSpan { sources.span(range) }

  /// The value itself, or the target of its `$ref`, following references to references. `nil` when a reference is
  /// broken, circular or leads out of the document.
  public func resolve(_ value: JSON) -> JSON? {
    var value = value
    var seen: Set<String> = []
    while let reference = value["$ref"]?.string {
      guard seen.insert(reference).inserted, let pointer = JSONPointer(reference: reference),
        let target = document.value(at: pointer)
      else { return nil }
      value = target
    }
    return value
  }
}

/// A server that speaks the API.
public struct Server: Sendable, Hashable {
  public var name: String?
  public var url: String
  public var summary: String?
  public var description: String?

  package init(_ value: JSON) {
    name = value["name"]?.string
    url = value["url"]?.string ?? ""
    summary = value["summary"]?.string
    description = value["description"]?.string
  }
}

/// A schema of `components`.
public struct NamedSchema: Sendable {
  public var name: String
  /// The bytes of the quoted name.
  public var nameRange: Range<Int>
  public var pointer: JSONPointer
  /// The schema as it is written, `$ref` and all.
  public var value: JSON
  public var schema: Schema
  /// Whether it is there for readers only (`x-documentation`).
  public var isDocumentation: Bool

  package init(name: String, nameRange: Range<Int>, pointer: JSONPointer, value: JSON, schema: Schema) {
    self.name = name
    self.nameRange = nameRange
    self.pointer = pointer
    self.value = value
    self.schema = schema
    isDocumentation = value["x-documentation"]?.bool ?? false
  }
}

extension JSONPointer {
  /// The pointer of a reference inside the same document: `#/components/schemas/User` or `#`. Escapes of
  /// the form `%20` are undone. `nil` for references to other documents and for anchors.
  public init?(reference: String) {
    guard reference.utf8.first == UInt8(ascii: "#"),
      let text = PercentEncoding.decodedIfValid(String(reference.unicodeScalars.dropFirst()))
    else { return nil }
    self.init(text)
  }
}
