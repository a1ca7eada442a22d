/// Why a request has no response.
public struct HTTPFailure: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
  /// Whether the timeout passed without progress.
  public var isTimeout: Bool

  public init(description: String, isTimeout: Bool = false) {
    self.description = description
    self.isTimeout = isTimeout
  }
}

/// A response as it was received, with the reason phrase and the headers in order.
public struct HTTPReply: Sendable, Hashable, Codable {
  public struct Header: Sendable, Hashable, Codable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// `HTTP/1.1`.
  public var version: String
  public var status: Int
  /// The reason phrase; may be empty.
  public var reason: String
  public var headers: [Header]
  public var body: String

  public init(
    version: String = "HTTP/1.1", status: Int, reason: String, headers: [Header], body: String
  ) {
    self.version = version
    self.status = status
    self.reason = reason
    self.headers = headers
    self.body = body
  }

  /// The first line of the response: `HTTP/1.1 422 Unprocessable Content`.
  public var statusLine: String { "\(version) \(status)" + (reason.isEmpty ? "" : " \(reason)") }

  /// The first value of a header.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
