/// Header fields in order; names are compared without regard to case.
public struct HTTPHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  public struct Field: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public private(set) var fields: [Field]

  public init(_ fields: [Field] = []) { self.fields = fields }

  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }

  /// The first value of that name. Setting replaces all values of the name; `nil` removes them.
  public subscript(name: String) -> String? {
    get {
      let wanted = name.lowercased()
      return fields.first { $0.name.lowercased() == wanted }?.value
    }
    set {
      let wanted = name.lowercased()
      let place = fields.firstIndex { $0.name.lowercased() == wanted }
      fields.removeAll { $0.name.lowercased() == wanted }
      if let newValue { fields.insert(Field(name: name, value: newValue), at: place ?? fields.count) }
    }
  }
}

/// A request as the service sees it, with its whole body.
public struct HTTPExchangeRequest: Sendable, Hashable {
  public var method: String
  /// With or without a query, which no endpoint looks at.
  public var path: String
  public var headers: HTTPHeaders
  public var body: [UInt8]

  public init(method: String, path: String, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }
}

public struct HTTPExchangeResponse: Sendable, Hashable {
  public var status: Int
  /// Without `Content-Length`, which follows from the body.
  public var headers: HTTPHeaders
  public var body: [UInt8]

  public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  public var text: String { String(decoding: body, as: UTF8.self) }

  /// The reason phrase of RFC 9110 for the statuses the service uses.
  public var reason: String {
    switch status {
    case 200: "OK"
    case 204: "No Content"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 413: "Content Too Large"
    case 415: "Unsupported Media Type"
    case 429: "Too Many Requests"
    default: "Unknown"
    }
  }
}
