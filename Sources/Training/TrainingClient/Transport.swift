import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// How a request reaches the service. The default is `URLSession`; a test replaces it by a closure.
///
///     let transport = TrainingTransport { url, token, body, timeout in
///       TrainingTransport.Response(status: 503, retryAfter: 1, body: Data())
///     }
///     let client = TrainingClient(url: address, token: "test", transport: transport)
public struct TrainingTransport: Sendable {
  /// The HTTP response to one request.
  public struct Response: Sendable {
    /// The HTTP status code.
    public var status: Int
    /// The value of `Retry-After`, in seconds, when the response had one.
    public var retryAfter: Int?
    /// The bytes of the response, as they were received.
    public var body: Data

    /// A response as a test or another transport gives it.
    ///
    ///     let busy = TrainingTransport.Response(status: 503, retryAfter: 1, body: Data())
    public init(status: Int, retryAfter: Int? = nil, body: Data) {
      self.status = status
      self.retryAfter = retryAfter
      self.body = body
    }
  }

  /// Posts a JSON body and returns the response, with any status. The interval is the longest wait in seconds.
  public var post: @Sendable (URL, _ token: String, Data, TimeInterval) async throws -> Response

  /// A transport of one closure; see `post`.
  ///
  ///     let offline = TrainingTransport { url, _, _, _ in
  ///       throw TrainingError.transport("\(url.absoluteString): offline")
  ///     }
  public init(
    post: @escaping @Sendable (URL, _ token: String, Data, TimeInterval) async throws -> Response
  ) {
    self.post = post
  }

  /// Sends with `URLSession.shared`.
  public static let urlSession = TrainingTransport { url, token, body, timeout in
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.httpBody = body
    request.timeoutInterval = timeout
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.setValue("application/json", forHTTPHeaderField: "Accept")
    request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
    let (data, response) = try await URLSession.shared.data(for: request)
    guard let response = response as? HTTPURLResponse else {
      throw TrainingError.transport("\(url.absoluteString): that is not an HTTP address")
    }
    return Response(
      status: response.statusCode,
      retryAfter: response.value(forHTTPHeaderField: "Retry-After").flatMap { Int($0) }, body: data)
  }
}
