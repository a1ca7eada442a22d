import HTTP
import NIOHTTP1

extension HTTPResponseHead {
  /// The head of a response, with the reason phrase of `HTTPStatus`, or with the status line that a proxy received.
  ///
  /// NIOHTTP1's own phrases are older than RFC 9110 (`413 Payload Too Large`), so the status is always a custom one. A field
  /// whose name is not a token is left out, and line ends and NUL in a value become spaces: what a service writes into a
  /// header cannot start another header or response (RFC 9110, section 5.5).
  init(_ response: HTTPExchangeResponse, isHead: Bool = false) {
    var headers = NIOHTTP1.HTTPHeaders()
    for field in response.headers.fields where Self.isToken(field.name) {
      headers.add(name: field.name, value: Self.singleLine(field.value))
    }
    if response.status != 204, !isHead {
      headers.replaceOrAdd(name: "Content-Length", value: String(response.body.count))
    }
    let isOld = response.received?.version == "HTTP/1.0"
    self.init(
      version: isOld ? .http1_0 : .http1_1,
      status: .custom(code: UInt(clamping: response.status), reasonPhrase: Self.singleLine(response.reason)),
      headers: headers)
  }

  /// `token` of RFC 9110, section 5.6.2.
  private static func isToken(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: tokenMarks.contains(byte)
        }
      }
  }

  private static let tokenMarks = Set("!#$%&'*+-.^_`|~".utf8)

  private static func singleLine(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else { return value }
    return String(
      decoding: value.utf8.map { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
  }
}
