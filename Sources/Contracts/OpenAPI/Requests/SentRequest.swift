import Diagnostics
import HTTP

/// A request in the parts that parameters are in. Values are as they were sent: percent-encoded in path and query.
package struct SentRequest: Sendable {
  package struct Pair: Sendable {
    /// Decoded.
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }

    /// `name=value`; the value is empty without an equals sign.
    package init(_ field: some StringProtocol, decode: (String) -> String = { $0 }) {
      let name = field.prefix { $0 != "=" }
      self.init(name: decode(String(name)), value: String(field.dropFirst(name.count + 1)))
    }
  }

  package var path: [String: String]
  package var query: [Pair]
  /// All that follows the question mark.
  package var queryText: String?
  package var headers: HTTPHeaders
  package var cookies: [Pair]

  package init(_ request: HTTPExchangeRequest, path: [String: String]) {
    self.path = path
    headers = request.headers
    queryText = request.path.firstIndex(of: "?").map {
      String(request.path[request.path.index(after: $0)...])
    }
    query = FormText.pairs(queryText ?? "")
    cookies = request.headers.values(of: "Cookie").flatMap { $0.split(separator: ";") }
      .map { field in Pair(field.drop { $0 == " " }) }
  }
}

/// `application/x-www-form-urlencoded` (URL Standard, section 5).
package enum FormText {
  package static func pairs(_ text: String) -> [SentRequest.Pair] {
    text.split(separator: "&").map { SentRequest.Pair($0, decode: decoded) }
  }

  package static func decoded(_ text: some StringProtocol) -> String {
    PercentEncoding.decoded(String(text.map { $0 == "+" ? " " : $0 }))
  }

  package static func text(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
  }

  private static func encoded(_ text: String) -> String {
    PercentEncoding.encoded(text, keeping: "-._* ").replacing(" ", with: "+")
  }
}
