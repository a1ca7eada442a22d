import Pages

/// The message that is sent for an exchange.
struct ExchangeMessage: Sendable {
  var method: String
  var path: String
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  /// - Parameters:
  ///   - token: The bearer token for a `json` block.
  ///   - values: The values of `$NAME` in the body, and in headers and path of an `http` block.
  init(_ exchange: PlannedExchange, endpoint: String, token: String?, values: FilledRequest) {
    switch exchange.form {
    case .json:
      method = "POST"
      path = endpoint
      headers = [(name: "Content-Type", value: "application/json")]
      if let token { headers.append((name: "Authorization", value: "Bearer \(token)")) }
      body = Array(values.body(exchange.requestBlock.code).utf8)
    case .http:
      let text = HTTPText(exchange.requestBlock.code)
      method = text.method
      path = values.text(text.path)
      headers = text.headers.map { ($0.name, values.text($0.value)) }
      var content = values.body(text.body)
      while content.hasSuffix("\n") { content.removeLast() }
      body = Array(content.utf8)
    }
  }
}
