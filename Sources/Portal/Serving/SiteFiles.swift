import Files
import Foundation
import Portal

/// The files of a built portal, as they are sent to a browser. No path or link can leave its folder.
package struct SiteFiles: Sendable {
  struct File: Sendable {
    var path: String
    var bytes: [UInt8]
    /// The Content-Security-Policy that is sent with it.
    var policy = ContentSecurityPolicy.header
  }

  /// Absolute path of the built portal.
  let root: String
  var preview = PreviewedPages()

  static let reloadScript = File(path: LiveReload.scriptPath, bytes: Array(LiveReload.script.utf8))

  /// The file for a path: at the path itself, its `index.html`, or the path with `.html`; `nil` when none exists.
  func file(_ path: String) -> File? {
    for candidate in Self.candidates(path) {
      if let bytes = read(candidate) { return Self.file(candidate, bytes) }
    }
    return nil
  }

  /// What is served instead of the page for a path while the portal cannot be built.
  func failure(_ path: String) -> File? {
    let name = path.split(separator: "/").last ?? ""
    let isPage = path.hasSuffix("/") || !name.contains(".") || name.hasSuffix(".html")
    guard isPage, let page = preview.failure else { return nil }
    return File(path: "index.html", bytes: LiveReload.inject(into: page))
  }

  /// Where the file for a path may be, below the root; nowhere for one that names hidden files or leads out.
  package static func candidates(_ path: String) -> [String] {
    guard let decoded = path.removingPercentEncoding else { return [] }
    let parts = decoded.split(separator: "/").map(String.init)
    guard parts.allSatisfy({ !$0.hasPrefix(".") || $0 == ".well-known" }) else { return [] }
    let base = parts.joined(separator: "/")
    return base.isEmpty ? ["index.html"] : [base, base + "/index.html", base + ".html"]
  }

  /// The page for addresses that do not exist.
  var notFound: File {
    read("404.html").map { Self.file("404.html", $0) }
      ?? File(path: "x.txt", bytes: Array("not found\n".utf8))
  }

  private func read(_ path: String) -> [UInt8]? {
    if let bytes = preview[path] { return bytes }
    do throws(FileFailure) {
      return try Folder(at: root).read(path)
    } catch {
      // A folder, a link or a pipe is not a file of the portal.
      return nil
    }
  }

  /// Pages on disk stay as they are built; the script that waits for changes is added when they are sent.
  private static func file(_ path: String, _ bytes: [UInt8]) -> File {
    guard path.hasSuffix(".html"), ContentSecurityPolicy.isPage(bytes) else {
      // A file that is not a page of the portal gets no access to the portal's origin.
      return File(path: path, bytes: bytes, policy: ContentSecurityPolicy.sandbox)
    }
    return File(path: path, bytes: LiveReload.inject(into: bytes))
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
    case "md", "txt", "yml", "yaml", "py", "swift", "sh", "csv", "toml", "sql": "text/plain; charset=utf-8"
    case "svg": "image/svg+xml"
    case "xml": "application/xml"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "avif": "image/avif"
    case "ico": "image/x-icon"
    case "woff2": "font/woff2"
    case "mp4": "video/mp4"
    case "webm": "video/webm"
    case "pdf": "application/pdf"
    default: "application/octet-stream"
    }
  }
}
