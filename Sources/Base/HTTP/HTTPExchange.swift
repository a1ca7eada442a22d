import JSON

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

  /// All values of that name, in their order.
  public func values(of name: String) -> [String] {
    let wanted = name.lowercased()
    return fields.filter { $0.name.lowercased() == wanted }.map(\.value)
  }
}

/// A request as the service sees it, with its whole body.
public struct HTTPExchangeRequest: Sendable, Hashable {
  public var method: String
  /// With or without a query.
  public var path: String
  public var headers: HTTPHeaders
  public var body: [UInt8]
  /// Whether the body is larger than the limit of the service; the received part is then useless.
  public var isCutOff: Bool

  public init(
    method: String, path: String, headers: HTTPHeaders = [:], body: [UInt8] = [], isCutOff: Bool = false
  ) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
    self.isCutOff = isCutOff
  }
}

/// How an answer gets to the client: whole, or with one of the faults that networks have.
public enum Delivery: Sendable, Hashable {
  case whole
  /// The connection is closed without an answer.
  case dropped
  /// The connection is closed after that many bytes of the body; `Content-Length` promises all of it.
  case truncated(bytes: Int)
}

public struct HTTPExchangeResponse: Sendable, Hashable {
  public var status: Int
  /// Without `Content-Length`, which follows from the body.
  public var headers: HTTPHeaders
  public var body: [UInt8]
  /// How long the server waits before it sends the first byte.
  public var delay: Duration
  public var delivery: Delivery
  /// What a proxy repeats of the status line of the service; `nil` for a server that answers itself.
  public var received: ReceivedStatusLine?

  /// The version and the reason phrase that a service sent, whatever others are usual.
  public struct ReceivedStatusLine: Sendable, Hashable {
    /// `HTTP/1.0`
    public var version: String
    public var reason: String

    public init(version: String, reason: String) {
      self.version = version
      self.reason = reason
    }
  }

  public init(
    status: Int, headers: HTTPHeaders = [:], body: [UInt8] = [], delay: Duration = .zero,
    delivery: Delivery = .whole
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.delay = delay
    self.delivery = delivery
  }

  public var text: String { String(decoding: body, as: UTF8.self) }

  /// The reason phrase of the status.
  public var reason: String { received?.reason ?? HTTPStatus.reason(status) }
}

extension HTTPExchangeResponse {
  public static func json(_ value: JSON, status: Int = 200) -> HTTPExchangeResponse {
    HTTPExchangeResponse(status: status, headers: ["Content-Type": "application/json"], body: value.bytes())
  }
}

extension HTTPExchangeRequest {
  /// The path without its query.
  public var plainPath: String { String(path.prefix { $0 != "?" }) }

  /// The media type of the body, without parameters, in small letters.
  public var mediaType: String {
    let type = headers["Content-Type"]?.prefix { $0 != ";" }.lowercased() ?? ""
    return type.filter { !$0.isWhitespace }
  }
}
