import JSON
import JSONSchema

/// One method of an API.
public struct Method: Sendable {
  public var name: String
  /// The bytes of the quoted name in the contract.
  public var nameRange: Range<Int>
  public var summary: String?
  /// GitHub Flavored Markdown.
  public var description: String?
  public var params: [ContentDescriptor]
  public var paramStructure: ParamStructure
  /// `nil` for a method that is only sent as a notification.
  public var result: ContentDescriptor?
  public var errors: [ErrorDescription]
  public var examples: [Example]
  public var errorExamples: [ErrorExample]
  /// The permission a caller needs (`x-permission`).
  public var permission: String?
  public var rateLimit: RateLimit?
  public var tags: [String]
  public var deprecated: Bool
  /// The place of the method in the document.
  public var pointer: JSONPointer
  /// How it is called over HTTP (OpenAPI); `nil` for a method of JSON-RPC.
  public var operation: HTTPOperation?

  package init(
    name: String, nameRange: Range<Int>, summary: String? = nil, description: String? = nil,
    params: [ContentDescriptor], paramStructure: ParamStructure, result: ContentDescriptor? = nil,
    errors: [ErrorDescription] = [], examples: [Example] = [], errorExamples: [ErrorExample] = [],
    permission: String? = nil, rateLimit: RateLimit? = nil, tags: [String] = [], deprecated: Bool = false,
    pointer: JSONPointer, operation: HTTPOperation? = nil
  ) {
    self.name = name
    self.nameRange = nameRange
    self.summary = summary
    self.description = description
    self.params = params
    self.paramStructure = paramStructure
    self.result = result
    self.errors = errors
    self.examples = examples
    self.errorExamples = errorExamples
    self.permission = permission
    self.rateLimit = rateLimit
    self.tags = tags
    self.deprecated = deprecated
    self.pointer = pointer
    self.operation = operation
  }

  public func param(named name: String) -> ContentDescriptor? {
    params.first { $0.name == name }
  }
}

/// How a method takes its params.
public enum ParamStructure: String, Sendable, Hashable, CaseIterable {
  case byName = "by-name"
  case byPosition = "by-position"
  case either
}

/// A param or a result: a name, a description and the schema that values fit.
public struct ContentDescriptor: Sendable {
  public var name: String
  /// The bytes of the quoted name in the contract.
  public var nameRange: Range<Int>
  public var summary: String?
  /// GitHub Flavored Markdown.
  public var description: String?
  public var required: Bool
  public var deprecated: Bool
  /// The schema as it is written, `$ref` and all.
  public var schemaValue: JSON
  public var schemaPointer: JSONPointer
  public var schema: Schema

  package init(
    name: String, nameRange: Range<Int>, summary: String? = nil, description: String? = nil,
    required: Bool = false, deprecated: Bool = false, schemaValue: JSON, schemaPointer: JSONPointer,
    schema: Schema
  ) {
    self.name = name
    self.nameRange = nameRange
    self.summary = summary
    self.description = description
    self.required = required
    self.deprecated = deprecated
    self.schemaValue = schemaValue
    self.schemaPointer = schemaPointer
    self.schema = schema
  }
}

/// An error that a method, or any request, may be answered with.
public struct ErrorDescription: Sendable {
  public enum Scope: String, Sendable, Hashable, CaseIterable {
    /// May answer any request, whatever its method.
    case anyRequest = "protocol"
    /// Answers the methods that list it.
    case method
  }

  public var code: Int
  /// The short text that goes with the code.
  public var message: String
  /// When it happens and what to do, in Markdown (from `x-errors`).
  public var description: String?
  /// The HTTP status it is sent with (from `x-errors`); 200 unless the contract says otherwise.
  public var httpStatus: Int
  /// The HTTP headers it is sent with (from `x-errors`).
  public var headers: [Header] = []
  /// Whether it is sent with the `id` of the request (from `x-errors`). An error that is sent before the request is
  /// read, such as one about the token in a header, has `id` null.
  public var repeatsID = true
  public var scope: Scope
  /// The schema of the error's `data`; `nil` when the contract does not say.
  public var dataValue: JSON?
  public var dataPointer: JSONPointer?
  public var dataSchema: Schema?
  /// What the caller does about it, in Markdown (from `x-errors`).
  public var remedy: String?
  /// Requests of no method in particular that give this error (from `x-errors`).
  public var examples: [ErrorExample] = []
  /// The bytes of its code in the contract.
  public var codeRange: Range<Int>

  package init(
    code: Int, message: String, description: String? = nil, httpStatus: Int, scope: Scope,
    codeRange: Range<Int>
  ) {
    self.code = code
    self.message = message
    self.description = description
    self.httpStatus = httpStatus
    self.scope = scope
    self.codeRange = codeRange
  }

  /// The headers that an error is sent with, and what they say with it.
  public func headers(of error: JSON) -> [(name: String, value: String)] {
    headers.compactMap { header in header.value(in: error).map { (header.name, $0) } }
  }

  /// A header that repeats a part of the error, as `Retry-After` does.
  public struct Header: Sendable {
    public var name: String
    /// The place of its value in the error: `/data/retry_after`.
    public var pointer: String
    /// The bytes of the pointer in the contract.
    public var range: Range<Int>

    /// The value of the header for an error; `nil` when there is not a string or number at its place.
    public func value(in error: JSON) -> String? {
      guard let value = JSONPointer(pointer).flatMap({ error.value(at: $0) }) else { return nil }
      return value.string ?? value.number?.literal
    }
  }
}

/// A request that succeeds, and its result.
public struct Example: Sendable {
  public var name: String
  public var description: String?
  /// In the order of the contract.
  public var params: [ExampleParam]
  /// `nil` for a notification.
  public var result: JSON?
  /// What has to be called before, in this order (`x-after`).
  public var preparations: [Preparation]
  public var pointer: JSONPointer
  public var range: Range<Int>

  /// The params as the method takes them: an object by name, an array for methods by position. A method that takes both is
  /// called by position when a name is more than a word, because such names are descriptions: servers do not read them.
  public func params(of method: Method) -> JSON {
    switch method.paramStructure {
    case .byPosition: .array(params.map(\.value))
    case .either where method.params.contains { $0.name.contains(" ") }: .array(params.map(\.value))
    case .byName, .either: .object(params.map { ($0.param ?? $0.name, $0.value) })
    }
  }
}

/// An example that is called to bring about the state that another one starts from.
public struct Preparation: Sendable, Hashable {
  /// The name of the example.
  public var example: String
  /// The method it is an example of; `nil` for the first method that has one of that name, the own first.
  public var method: String?
  public var times: Int
  /// Params that take the place of the example's.
  public var params: [String: JSON]
  /// The bytes that name it in the contract.
  public var range: Range<Int>
}

/// The value of one param in an example.
public struct ExampleParam: Sendable {
  /// The name of the example value.
  public var name: String
  /// The bytes of that name, quoted.
  public var nameRange: Range<Int>
  /// The param of the method it is for: the one of the same name, or else the one at the same position, when
  /// no other value is for that. Where params are only taken by name and some value has the name of a param,
  /// position says nothing. `nil` when there is none.
  public var param: String?
  public var value: JSON
}

/// A request that fails (`x-errorExamples`).
public struct ErrorExample: Sendable {
  public var name: String
  public var description: String?
  public var params: JSON
  /// The error object: `code`, `message`, `data`.
  public var error: JSON
  /// What has to be called before, in this order (`x-after`).
  public var preparations: [Preparation] = []
  /// The environment variable whose token is sent where that is not the usual one (`x-token`); empty for a
  /// request without a token.
  public var token: String?
  /// Additional header fields of the request (`x-headers`).
  public var headers: [(name: String, value: String)] = []
  /// A body that is sent instead of a request made of `params`; it need not be a valid request.
  public var body: String?
  public var range: Range<Int>

  public var code: Int? { error["code"]?.int }
}

/// How many requests of a method one caller may send.
public struct RateLimit: Sendable, Hashable {
  public var requests: Int
  /// The length of the window, in seconds.
  public var windowSeconds: Int

  public init(requests: Int, windowSeconds: Int) {
    self.requests = requests
    self.windowSeconds = windowSeconds
  }
}
