import JSON

/// A call of a method (JSON-RPC 2.0, section 4).
public struct Request: Sendable, Hashable {
  /// `nil` for a notification, which is never answered. An `id` of `null` is an id, not its absence.
  public var id: JSONRPCID?
  public var method: String
  /// An object (by name) or an array (by position).
  public var params: JSON?

  public init(id: JSONRPCID?, method: String, params: JSON? = nil) {
    self.id = id
    self.method = method
    self.params = params
  }

  public var json: JSON {
    var members: [(String, JSON)] = [("jsonrpc", "2.0"), ("method", .string(method))]
    if let params { members.append(("params", params)) }
    if let id { members.append(("id", id.json)) }
    return .object(members)
  }

  /// Reads a request object. Members that the protocol does not know are ignored.
  public init(_ json: JSON) throws(InvalidRequest) {
    guard let object = json.object else {
      throw InvalidRequest(
        id: .null, field: nil, reason: "a request must be an object, but this is \(json.named)",
        range: json.range)
    }
    let givenID = object["id"].map { JSONRPCID($0) }
    // Section 5: an identifier that could be read is given back even when the rest is wrong.
    let knownID = (givenID ?? nil) ?? .null
    func invalid(_ field: String, _ reason: String) -> InvalidRequest {
      InvalidRequest(
        id: knownID, field: field, reason: reason, range: object[field]?.range ?? json.range)
    }
    if let idValue = object["id"], givenID == .some(nil) {
      throw invalid(
        "id",
        idValue.number == nil
          ? "must be a string, an integer or null, but is \(idValue.named)"
          : "must be an integer, a string or null; \(idValue.text()) has a fraction")
    }
    guard let version = object["jsonrpc"] else { throw invalid("jsonrpc", "is missing; write \"2.0\"") }
    guard version.string == "2.0" else {
      throw invalid("jsonrpc", "must be the string \"2.0\", but is \(version.shown)")
    }
    guard let method = object["method"] else { throw invalid("method", "is missing") }
    guard let name = method.string else {
      throw invalid("method", "must be a string, but is \(method.named)")
    }
    let params = object["params"]
    if let params, params.object == nil, params.array == nil {
      throw invalid("params", "must be an object or an array, but is \(params.named)")
    }
    self.init(id: givenID ?? nil, method: name, params: params)
  }
}

/// Why a JSON value is not a request object.
public struct InvalidRequest: Error, Sendable, Hashable {
  /// The identifier to answer with: the request's own where it could be read, else null.
  public var id: JSONRPCID
  /// The member that is wrong; `nil` when the whole value is.
  public var field: String?
  /// The mistake, to be read after the member's name: `must be a string, but is a number`.
  public var reason: String
  /// The bytes of the wrong member, or of the whole value.
  public var range: Range<Int>?

  public init(id: JSONRPCID, field: String?, reason: String, range: Range<Int>? = nil) {
    self.id = id
    self.field = field
    self.reason = reason
    self.range = range
  }

  /// The answer of section 7 of the specification, which carries no details.
  public var response: Response { Response(id: id, error: .invalidRequest) }

  /// The same response with the mistake, as a sentence, in `data.error`.
  public var detailedResponse: Response {
    let sentence = (field.map { "`\($0)` " } ?? "") + reason
    return Response(id: id, error: .invalidRequest.with(data: ["error": .string(sentence)]))
  }
}

extension JSON {
  /// The kind of value with its article, for messages.
  var named: String {
    switch content {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// A short plain value as it is written, anything else by its kind.
  var shown: String {
    if array != nil || object != nil { return named }
    let text = text()
    return text.utf8.count <= 40 ? text : named
  }
}
