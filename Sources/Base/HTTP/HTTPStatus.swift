/// The status codes of HTTP and their reason phrases.
public enum HTTPStatus {
  /// The reason phrase of a status code, empty for codes that are not registered.
  ///
  /// The HTTP Status Code Registry of IANA: RFC 9110, section 15; 102, 207, 423, 424 and 507 of WebDAV (RFC 2518, RFC 4918),
  /// 103 of RFC 8297, 208 and 508 of RFC 5842, 226 of RFC 3229, 425 of RFC 8470, 428, 429, 431 and 511 of RFC 6585, 451 of
  /// RFC 7725, 506 of RFC 2295, 510 of RFC 2774. The only table of the tool: the mocks write these phrases, and reference
  /// pages show them.
  public static func reason(_ status: Int) -> String { reasons[status] ?? "" }

  /// The status code with its reason phrase, as in a status line: `422 Unprocessable Content`, `599`.
  public static func line(_ status: Int) -> String {
    reasons[status].map { "\(status) \($0)" } ?? String(status)
  }

  private static let reasons: [Int: String] = [
    100: "Continue", 101: "Switching Protocols", 102: "Processing", 103: "Early Hints",
    200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information", 204: "No Content",
    205: "Reset Content", 206: "Partial Content", 207: "Multi-Status", 208: "Already Reported",
    226: "IM Used",
    300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
    305: "Use Proxy", 307: "Temporary Redirect", 308: "Permanent Redirect",
    400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 406: "Not Acceptable", 407: "Proxy Authentication Required",
    408: "Request Timeout",
    409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed",
    413: "Content Too Large",
    414: "URI Too Long", 415: "Unsupported Media Type", 416: "Range Not Satisfiable",
    417: "Expectation Failed",
    421: "Misdirected Request", 422: "Unprocessable Content", 423: "Locked", 424: "Failed Dependency",
    425: "Too Early", 426: "Upgrade Required",
    428: "Precondition Required", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
    451: "Unavailable For Legal Reasons",
    500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout", 505: "HTTP Version Not Supported", 506: "Variant Also Negotiates",
    507: "Insufficient Storage", 508: "Loop Detected", 510: "Not Extended",
    511: "Network Authentication Required",
  ]
}
