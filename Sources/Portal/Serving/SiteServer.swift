import HTTP
import HTTPServing
import Synchronization

/// Serves a built portal on loopback and notifies open pages when it has changed.
public struct SiteServer: Sendable {
  /// Absolute path of the built portal.
  public var root: String
  public var host: String
  public var port: Int
  public var changes: ChangeSignal
  /// Pages that are newer than the built portal.
  public var preview: PreviewedPages
  /// What its pages may send requests to.
  public var services = ForwardedServices()

  public init(
    root: String, host: String = "127.0.0.1", port: Int, changes: ChangeSignal,
    preview: PreviewedPages = PreviewedPages()
  ) {
    self.preview = preview
    self.root = root
    self.host = host
    self.port = port
    self.changes = changes
  }

  /// Runs until its task is cancelled; `ready` gets the address when connections are accepted.
  public func run(ready: @escaping @Sendable (String) -> Void) async throws {
    let service = SiteService(
      files: SiteFiles(root: root, preview: preview), changes: changes, services: services)
    let server = try await HTTPServer.start(service, host: host, port: port)
    service.port.set(server.port)
    ready(server.url + "/")
    do {
      while true { try await Task.sleep(for: .seconds(3_600)) }
    } catch {
      // The server is stopped by cancelling its task.
      await server.stop()
    }
  }
}

/// Answers requests for the files of a portal, to its own pages only.
///
/// Any page that the user has open in a browser can send requests to this server, also under a domain name that it
/// resolves to 127.0.0.1 (DNS rebinding). The host and the origin of a request are therefore checked, and every
/// response forbids other origins to use it.
struct SiteService: HTTPService {
  let files: SiteFiles
  let changes: ChangeSignal
  var services = ForwardedServices()
  let port = ServedPort()

  var limits: HTTPLimits {
    HTTPLimits(bodySize: services.all.isEmpty ? 1 << 10 : 8 << 20, headerSize: 16 << 10)
  }

  func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
    if let refusal = RequestOrigin(request, port: port.number).refusal {
      return Self.text(refusal, status: 403)
    }
    if request.path.hasPrefix(ForwardedServices.prefix) { return await services.respond(to: request) }
    guard request.method == "GET" || request.method == "HEAD" else {
      var answer = Self.text("this server only supports GET and HEAD", status: 405)
      answer.headers["Allow"] = "GET, HEAD"
      return answer
    }
    var answer = await self.answer(to: request.plainPath)
    if request.method == "HEAD" {
      answer.headers["Content-Length"] = String(answer.body.count)
      answer.body = []
    }
    return answer
  }

  private func answer(to path: String) async -> HTTPExchangeResponse {
    let prefix = "/__flowdocs/changes/"
    if path.hasPrefix(prefix) {
      let generation = await changes.next(after: Int(path.dropFirst(prefix.count)) ?? 0)
      return Self.text("\(generation)")
    }
    if path == SiteFiles.reloadScript.path { return Self.answer(SiteFiles.reloadScript, status: 200) }
    if let page = files.failure(path) { return Self.answer(page, status: 500) }
    if let file = files.file(path) { return Self.answer(file, status: 200) }
    return Self.answer(files.notFound, status: 404)
  }

  private static func text(_ text: String, status: Int = 200) -> HTTPExchangeResponse {
    answer(SiteFiles.File(path: "x.txt", bytes: Array((text + "\n").utf8)), status: status)
  }

  private static func answer(_ file: SiteFiles.File, status: Int) -> HTTPExchangeResponse {
    HTTPExchangeResponse(
      status: status,
      headers: [
        "Content-Type": MediaType.of(file.path), "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "no-referrer", "Content-Security-Policy": file.policy,
      ], body: file.bytes)
  }
}

/// The port of a server, which it knows when it runs.
final class ServedPort: Sendable {
  private let value = Mutex(0)

  /// 0 before it is known.
  var number: Int { value.withLock { $0 } }

  func set(_ number: Int) { value.withLock { $0 = number } }
}

/// The origin of a request, by its headers.
package struct RequestOrigin {
  let host: String
  private let request: HTTPExchangeRequest
  private let port: Int

  /// - Parameter port: that of the server.
  package init(_ request: HTTPExchangeRequest, port: Int) {
    self.request = request
    self.port = port
    host = request.headers["Host"]?.lowercased() ?? ""
  }

  /// Why the request is refused; `nil` for one of the portal's own pages or of the user.
  package var refusal: String? {
    guard Self.names.contains(where: { isHost($0) }) else {
      return "this server only accepts local requests; open it as 127.0.0.1:\(port) or localhost:\(port)"
    }
    if let origin = request.headers["Origin"], origin.lowercased() != "http://" + host {
      return "requests from another origin are rejected"
    }
    // Browsers also send these headers for scripts and images, which have no `Origin`.
    let mode = request.headers["Sec-Fetch-Mode"]?.lowercased()
    if request.headers["Sec-Fetch-Site"]?.lowercased() == "cross-site", mode != "navigate" {
      return "requests from another site are rejected"
    }
    return nil
  }

  private static let names: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

  /// Whether the host has a name, and this port, which browsers leave out when it is that of HTTP.
  private func isHost(_ name: String) -> Bool { host == "\(name):\(port)" || port == 80 && host == name }
}
