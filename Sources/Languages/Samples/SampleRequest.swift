import JSON

/// A request to a service, as samples send it.
public struct SampleRequest: Sendable {
  public struct Param: Sendable {
    public var name: String
    public var value: JSON
    /// The type of the value, or of its items, when the contract names it.
    public var type: String?

    public init(name: String, value: JSON, type: String? = nil) {
      self.name = name
      self.value = value
      self.type = type
    }
  }

  /// The message that is sent.
  public var message: JSON
  /// The method that it calls; `nil` for a body that calls none.
  public var method: String?
  /// The name of the method's result.
  public var result: String?
  /// `nil` for params by position.
  public var params: [Param]?
  /// The params whose values are read from files, because they are long lists: `rows` from `rows.json`.
  public var lists: [String]
  /// Whether the service responds: a notification has no response.
  public var hasResponse: Bool
  /// The environment variable with the address of the service.
  public var url: String
  /// The path that requests are posted to, after the address.
  public var endpoint: String
  /// The environment variable with the bearer token; `nil` for services without one.
  public var token: String?

  public init(
    message: JSON, method: String?, result: String? = nil, params: [Param]?, lists: [String] = [],
    hasResponse: Bool = true, url: String, endpoint: String = "", token: String? = nil
  ) {
    self.message = message
    self.method = method
    self.result = result
    self.params = params
    self.lists = lists
    self.hasResponse = hasResponse
    self.url = url
    self.endpoint = endpoint
    self.token = token
  }
}
