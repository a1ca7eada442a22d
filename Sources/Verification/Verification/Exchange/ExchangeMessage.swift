import Pages

/// The message that is sent for an exchange.
struct ExchangeMessage: Sendable {
  var method: String
  var path: String
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  /// - Parameters:
  ///   - token: The bearer token for a `json` block.
  ///   - variables: The values of `$NAME` in headers, path and body of an `http` block.
  init(_ exchange: PlannedExchange, endpoint: String, token: String?, variables: [String: String]) {
    switch exchange.form {
    case .json:
      method = "POST"
      path = endpoint
      headers = [(name: "Content-Type", value: "application/json")]
      if let token { headers.append((name: "Authorization", value: "Bearer \(token)")) }
      body = Array(exchange.requestBlock.code.utf8)
    case .http:
      let text = HTTPText(exchange.requestBlock.code)
      method = text.method
      path = Self.filled(text.path, variables)
      headers = text.headers.map { ($0.name, Self.filled($0.value, variables)) }
      var content = Self.filled(text.body, variables)
      while content.hasSuffix("\n") { content.removeLast() }
      body = Array(content.utf8)
    }
  }

  /// `$NAME` and `${NAME}` of known variables replaced, the longest name first.
  private static func filled(_ text: String, _ variables: [String: String]) -> String {
    guard text.contains("$") else { return text }
    var text = text
    for (name, value) in variables.sorted(by: { $0.key.utf8.count > $1.key.utf8.count }) {
      text = text.replacing("${\(name)}", with: value).replacing("$\(name)", with: value)
    }
    return text
  }
}
