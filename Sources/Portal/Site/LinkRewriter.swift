import Markdown
import Pages
import Project
import Site

/// Turns the destinations in Markdown into links between the files of the portal.
struct LinkRewriter: Sendable {
  let paths: PagePaths
  /// Path of the content folder from the project's root, and the kind of file at a path from there.
  let content: String
  let files: FileReader
  let published: PublishedFiles

  init(site: Site) {
    paths = site.paths
    content = site.project.content
    files = site.files
    published = site.published
  }

  /// A file that a page links to: its path from the project's root, and where it goes in the portal.
  struct Attachment: Sendable, Hashable {
    var source: String
    var output: String
  }

  enum Target: Sendable, Equatable {
    /// Leads out of the portal, to a place on the same page, or to nothing that is known: as it is.
    case unchanged
    case rewritten(String)
    case attachment(String, Attachment)
  }

  /// The rewritten destination of a link on `page`.
  ///
  /// A destination that begins with `/` is relative to the content folder's root. Links to the source of a page lead to
  /// the page, links to a folder to its index page, and links to other files of the project to a copy of the file: at
  /// the same path when it is part of the content, else under `files/`.
  func target(of destination: String, on page: String) -> Target {
    let bytes = Array(destination.utf8)
    guard let first = bytes.first, first != UInt8(ascii: "#"), !LinkDestination.leadsElsewhere(bytes) else {
      return .unchanged
    }
    let end = bytes.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") } ?? bytes.count
    let tail = String(decoding: bytes[end...], as: UTF8.self)
    var written = String(decoding: bytes[..<end], as: UTF8.self)
    if written.isEmpty { return .unchanged }
    var prefix = ""
    if first == UInt8(ascii: "/") {
      prefix = PagePaths.root(from: page)
      written = String(written.drop { $0 == "/" })
    }
    let folder = first == UInt8(ascii: "/") ? "" : RelativePath.folder(of: page)
    let decoded = LinkDestination.percentDecoded(written)
    guard let path = RelativePath.resolve(decoded, in: folder) else {
      return attachment(decoded, in: folder, on: page, tail)
    }
    if paths.contains(path) {
      let output = paths.output(of: path)
      // Only the end of the path changes, so that the link stays as it was written.
      let name = output.split(separator: "/").last.map(String.init) ?? output
      let kept = written.lastIndex(of: "/").map { String(written[...$0]) } ?? ""
      return .rewritten(prefix + kept + Self.encoded(name) + tail)
    }
    if paths.isFolder(path) {
      guard let index = paths.index(of: path) else { return .unchanged }
      let name = paths.output(of: index).split(separator: "/").last.map(String.init) ?? "index.html"
      let kept = written.isEmpty || written.hasSuffix("/") ? written : written + "/"
      return .rewritten(prefix + kept + name + tail)
    }
    return attachment(decoded, in: folder, on: page, tail)
  }

  /// - Parameter folder: what `path` is relative to, from the content folder's root.
  private func attachment(_ path: String, in folder: String, on page: String, _ tail: String) -> Target {
    let root = content == "." ? "" : content
    let parent = root.isEmpty || folder.isEmpty ? root + folder : root + "/" + folder
    guard let source = RelativePath.resolve(path, in: parent), files.kind(source) == .file,
      published.refusal(of: source) == nil
    else {
      return .unchanged
    }
    let output = published.output(of: source)
    return .attachment(
      PagePaths.root(from: page) + Self.encoded(output) + tail, Attachment(source: source, output: output))
  }

  private static func encoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    bytes.put(path: path)
    return String(decoding: bytes, as: UTF8.self)
  }
}
