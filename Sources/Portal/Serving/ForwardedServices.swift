import HTTP
import HTTPServing

/// The services that `flowdocs serve --with-services` has started, for requests of the portal's own pages.
///
///     POST /__services/NAME            to the path at which the service takes calls
///     GET  /__services/NAME/jobs/7     to this path of the service
///
/// A service may do anything at a request, so even a link on another site must not lead to it. Its answers are shown on
/// the origin of the portal, so they cannot run scripts, set cookies or be a page of it.
public struct ForwardedServices: Sendable {
  public struct Service: Sendable {
    public var name: String
    /// The path to which calls are posted.
    public var endpoint: String
    /// The bearer token that is sent where a request has none.
    public var token: String?
    let base: any HTTPService

    /// - Parameter port: of the service, or of what records its answers, on this computer.
    public init(name: String, port: Int, endpoint: String, token: String? = nil) {
      self.init(name: name, endpoint: endpoint, token: token, base: ServiceProxy(port: port))
    }

    init(name: String, endpoint: String, token: String?, base: any HTTPService) {
      self.name = name
      self.endpoint = endpoint
      self.token = token
      self.base = base
    }
  }

  public static let prefix = "/__services/"

  public var all: [Service]

  public init(_ all: [Service] = []) { self.all = all }

  /// The answer to a request below `prefix`, whose host and origin have been checked.
  func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
    // A browser says for every request who makes it; other programs say nothing.
    let site = request.headers["Sec-Fetch-Site"]?.lowercased()
    if let site, site != "same-origin", site != "none" {
      return Self.refusal("only pages of this portal may send requests to its services", 403)
    }
    // A page can have images and links without anybody having written a script: these send nothing.
    if site == "same-origin", let kind = request.headers["Sec-Fetch-Dest"]?.lowercased(), kind != "empty" {
      return Self.refusal("links and images of pages may not lead to services", 403)
    }
    let rest = request.path.dropFirst(Self.prefix.count)
    let name = rest.prefix { $0 != "/" && $0 != "?" }
    guard let service = all.first(where: { $0.name == name }) else {
      let known = all.map { "`\($0.name)`" }.joined(separator: ", ")
      return Self.refusal(
        all.isEmpty
          ? "no services are running; start `flowdocs serve --with-services`"
          : "no service is named `\(name)`; running: \(known)", 404)
    }
    if request.isCutOff { return Self.refusal("the body is larger than 8 MiB", 413) }
    var forwarded = request
    let path = rest.dropFirst(name.count)
    if !path.hasPrefix("/") {
      guard request.method == "POST" else {
        return Self.refusal("calls are sent with POST; for other requests add a path of the service", 405)
      }
      forwarded.path = service.endpoint + path
    } else {
      forwarded.path = String(path)
    }
    forwarded.headers = Self.passed(request.headers)
    if forwarded.headers["Authorization"] == nil, let token = service.token {
      forwarded.headers["Authorization"] = "Bearer " + token
    }
    return Self.shown(await service.base.respond(to: forwarded))
  }

  /// Without what concerns the portal and the browser.
  private static func passed(_ headers: HTTPHeaders) -> HTTPHeaders {
    HTTPHeaders(
      headers.fields.filter { field in
        let name = field.name.lowercased()
        return !["host", "cookie", "origin", "referer"].contains(name) && !name.hasPrefix("sec-")
      })
  }

  private static func shown(_ answer: HTTPExchangeResponse) -> HTTPExchangeResponse {
    var answer = answer
    answer.headers = HTTPHeaders(
      answer.headers.fields.filter { field in
        let name = field.name.lowercased()
        return !["set-cookie", "clear-site-data", "service-worker-allowed", "refresh", "link"].contains(name)
          && !name.hasPrefix("access-control-")
      })
    for (name, value) in safety { answer.headers[name] = value }
    return answer
  }

  private static let safety = [
    ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'"),
  ]

  private static func refusal(_ text: String, _ status: Int) -> HTTPExchangeResponse {
    var answer = HTTPExchangeResponse(
      status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Array((text + "\n").utf8))
    for (name, value) in safety { answer.headers[name] = value }
    return answer
  }
}
