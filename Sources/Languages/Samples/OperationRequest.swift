import JSON

/// A request to an operation of an HTTP service, as samples send it.
public struct OperationRequest: Sendable {
  public struct Header: Sendable {
    public var name: String
    /// The text in front of the variable's value: `Bearer `; the whole value without a variable.
    public var text: String
    /// The environment variable that the value ends with.
    public var variable: String?

    public init(name: String, text: String, variable: String? = nil) {
      self.name = name
      self.text = text
      self.variable = variable
    }
  }

  /// `GET`.
  public var verb: String
  /// Percent-encoded, with the query.
  public var path: String
  /// Without `Content-Type`.
  public var headers: [Header]
  /// The body, as JSON; `nil` for a request without one.
  public var body: JSON?
  /// The media type of the body.
  public var mediaType: String
  /// The environment variable with the address of the service.
  public var url: String

  public init(
    verb: String, path: String, headers: [Header], body: JSON?, mediaType: String = "application/json",
    url: String
  ) {
    self.verb = verb
    self.path = path
    self.headers = headers
    self.body = body
    self.mediaType = mediaType
    self.url = url
  }
}
