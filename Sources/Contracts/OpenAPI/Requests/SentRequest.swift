import Diagnostics
import HTTP

/// A request in the parts that parameters are in. Values are as they were sent: percent-encoded in path and query.
package struct SentRequest: Sendable {
  package struct Pair: Sendable {
    /// Decoded.
    package var name: String
    package var value: String
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
    cookies = request.headers.fields.filter { $0.name.lowercased() == "cookie" }
      .flatMap { $0.value.split(separator: ";") }
      .map { field in
        let field = field.drop { $0 == " " }
        let name = field.prefix { $0 != "=" }
        return Pair(name: String(name), value: String(field.dropFirst(name.count + 1)))
      }
  }

  /// All values of a header field of that name.
  package func header(_ name: String) -> [String] {
    headers.fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }
}

/// `application/x-www-form-urlencoded` (URL Standard, section 5).
package enum FormText {
  package static func pairs(_ text: String) -> [SentRequest.Pair] {
    text.split(separator: "&").map { field in
      let name = field.prefix { $0 != "=" }
      return .init(name: decoded(name), value: String(field.dropFirst(name.count + 1)))
    }
  }

  package static func decoded(_ text: some StringProtocol) -> String {
    PercentEncoding.decoded(String(text.map { $0 == "+" ? " " : $0 }))
  }

  package static func text(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
  }

  private static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte.isAlphanumeric || "-._*".utf8.contains(byte) {
        bytes.append(byte)
      } else if byte == UInt8(ascii: " ") {
        bytes.append(UInt8(ascii: "+"))
      } else {
        bytes.appendPercentEncoded(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
