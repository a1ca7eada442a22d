import Foundation
import Hummingbird
import Logging
import NIOCore
import Portal

/// Serves a built portal on loopback and tells open pages when it has changed.
///
/// Pages on disk stay as they are built; the script that waits for changes is added on the way out.
struct SiteServer: Sendable {
  /// Absolute path of the built portal.
  var root: String
  var host: String
  var port: Int
  var changes: ChangeSignal

  /// Runs until the process is interrupted; `ready` gets the address when connections are accepted.
  func run(ready: @escaping @Sendable (String) -> Void) async throws {
    let router = Router(options: .autoGenerateHeadEndpoints)
    router.get("__flowdocs/changes/:seen") { _, context -> Response in
      let seen = context.parameters.get("seen", as: Int.self) ?? 0
      let generation = await changes.next(after: seen)
      return text("\(generation)", type: "text/plain; charset=utf-8")
    }
    router.get("__flowdocs/reload.js") { _, _ in
      text(LiveReload.script, type: "text/javascript; charset=utf-8")
    }
    router.get("/") { _, _ in file("") }
    router.get("**") { _, context in
      file(context.parameters.getCatchAll().joined(separator: "/"))
    }
    // What goes wrong is thrown; the server's own log would only repeat it.
    let logger = Logger(label: "flowdocs.serve", factory: { _ in SwiftLogNoOpLogHandler() })
    let (host, port) = (host, port)
    let application = Application(
      router: router, configuration: .init(address: .hostname(host, port: port), serverName: "flowdocs"),
      onServerRunning: { channel in
        ready("http://\(host):\(channel.localAddress?.port ?? port)/")
      },
      logger: logger)
    // Signals are for the command, which ends the server by cancelling it.
    try await application.runService(gracefulShutdownSignals: [])
  }

  private func text(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Response {
    response(Array(text.utf8), type: type, status: status)
  }

  private func response(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: type, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// The file a path means: itself, its `index.html`, or itself with `.html`; the 404 page otherwise.
  func file(_ path: String) -> Response {
    let decoded = path.removingPercentEncoding ?? path
    let parts = decoded.split(separator: "/")
    if parts.allSatisfy({ !$0.hasPrefix(".") && !$0.contains("\0") }) {
      let base = ([root] + parts.map(String.init)).joined(separator: "/")
      for candidate in [base, base + "/index.html", base + ".html"] {
        if let bytes = read(candidate) { return page(bytes, name: candidate, status: .ok) }
      }
    }
    return page(read(root + "/404.html") ?? Array("not found\n".utf8), name: "404.html", status: .notFound)
  }

  private func page(_ bytes: [UInt8], name: String, status: HTTPResponse.Status) -> Response {
    let type = MediaType.of(name)
    return response(
      name.hasSuffix(".html") ? LiveReload.inject(into: bytes) : bytes, type: type, status: status)
  }

  private func read(_ path: String) -> [UInt8]? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileManager.default.contents(atPath: path).map(Array.init)
  }
}

/// Media types of the files a portal is made of.
enum MediaType {
  static func of(_ path: String) -> String {
    let ending = path.split(separator: "/").last?.split(separator: ".").last.map(String.init) ?? ""
    return switch ending.lowercased() {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "json": "application/json"
    case "md", "txt", "yml", "yaml", "py", "swift", "sh": "text/plain; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "ico": "image/x-icon"
    case "woff2": "font/woff2"
    case "pdf": "application/pdf"
    default: "application/octet-stream"
    }
  }
}
