import JSON

/// The answer to one request: a result or an error (JSON-RPC 2.0, section 5).
public struct Response: Sendable, Hashable {
  public var id: JSONRPCID
  public var outcome: Result<JSON, RPCError>

  public init(id: JSONRPCID, outcome: Result<JSON, RPCError>) {
    self.id = id
    self.outcome = outcome
  }

  public init(id: JSONRPCID, result: JSON) { self.init(id: id, outcome: .success(result)) }
  public init(id: JSONRPCID, error: RPCError) { self.init(id: id, outcome: .failure(error)) }

  public var result: JSON? { if case .success(let result) = outcome { result } else { nil } }
  public var error: RPCError? { if case .failure(let error) = outcome { error } else { nil } }

  /// The identifier is always written, as null where it is unknown.
  public var json: JSON {
    switch outcome {
    case .success(let result): .object([("jsonrpc", "2.0"), ("result", result), ("id", id.json)])
    case .failure(let error): .object([("jsonrpc", "2.0"), ("error", error.json), ("id", id.json)])
    }
  }

  /// Reads a response object: exactly one of `result` and `error`, and an `id`.
  public init(_ json: JSON) throws(InvalidResponse) {
    guard let object = json.object else {
      throw InvalidResponse(
        field: nil, reason: "a response must be an object, but this is \(json.named)", range: json.range)
    }
    func invalid(_ field: String, _ reason: String) -> InvalidResponse {
      InvalidResponse(field: field, reason: reason, range: object[field]?.range ?? json.range)
    }
    guard let version = object["jsonrpc"] else { throw invalid("jsonrpc", "is missing; write \"2.0\"") }
    guard version.string == "2.0" else {
      throw invalid("jsonrpc", "must be the string \"2.0\", but is \(version.shown)")
    }
    guard let idValue = object["id"] else {
      throw invalid("id", "is missing; it must be that of the request, or null if that is unknown")
    }
    guard let id = JSONRPCID(idValue) else {
      throw invalid("id", "must be a string, an integer or null, but is \(idValue.shown)")
    }
    switch (object["result"], object["error"]) {
    case (.some, .some): throw invalid("error", "must not be present together with \"result\"")
    case (nil, nil): throw invalid("result", "is missing, and there is no \"error\"")
    case (.some(let result), nil): self.init(id: id, result: result)
    case (nil, .some(let error)):
      guard let members = error.object else {
        throw invalid("error", "must be an object, but is \(error.named)")
      }
      guard let code = members["code"]?.int else {
        throw InvalidResponse(field: "error.code", reason: "must be an integer", range: error.range)
      }
      guard let message = members["message"]?.string else {
        throw InvalidResponse(field: "error.message", reason: "must be a string", range: error.range)
      }
      self.init(id: id, error: RPCError(code: code, message: message, data: members["data"]))
    }
  }
}

/// Why a JSON value is not a response object.
public struct InvalidResponse: Error, Sendable, Hashable {
  /// The member that is wrong (`error.code`); `nil` when the whole value is.
  public var field: String?
  /// The mistake, to be read after the member's name.
  public var reason: String
  public var range: Range<Int>?
}
