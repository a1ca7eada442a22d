import HTTP

/// What browsers ask before a page of another origin may send a request (Fetch Standard, section 3.2).
enum CrossOrigin {
  /// The answer to a preflight request; `nil` for any other request.
  static func preflight(
    _ request: HTTPExchangeRequest, methods: [String], headers: String
  ) -> HTTPExchangeResponse? {
    guard request.method == "OPTIONS", request.headers["Access-Control-Request-Method"] != nil else {
      return nil
    }
    return HTTPExchangeResponse(
      status: 204,
      headers: [
        "Access-Control-Allow-Methods": methods.joined(separator: ", "),
        "Access-Control-Allow-Headers": headers, "Access-Control-Max-Age": "600",
      ])
  }
}
