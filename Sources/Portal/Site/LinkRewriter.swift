import Markdown
import Pages
import Project
import Site

/// Turns the destinations in Markdown into links between the files of the portal.
struct LinkRewriter: Sendable {
  let site: Site
  let paths: PagePaths
  private let resolver: LinkResolver
  private let published: PublishedFiles

  init(site: Site) {
    self.site = site
    paths = site.paths
    resolver = site.links
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
    /// Leads nowhere: as it is.
    case dead
    case rewritten(String)
    case attachment(String, Attachment)
  }

  /// The rewritten destination of a link on `page`.
  ///
  /// Links to the source of a page lead to the page, links to a folder to its index page, and links to other files of the
  /// project to a copy of the file: at the same path when it is part of the content, else under `files/`.
  func target(of destination: String, on page: String) -> Target {
    let bytes = Array(destination.utf8)
    guard let first = bytes.first, !LinkDestination.leadsElsewhere(bytes) else { return .unchanged }
    let end = bytes.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") } ?? bytes.count
    let written = String(decoding: bytes[..<end], as: UTF8.self)
    let tail = String(decoding: bytes[end...], as: UTF8.self)
    if first == UInt8(ascii: "#") {
      let fragment = fragment(tail, on: page)
      if fragment == tail, let labelled = resolver.page(labelled: String(tail.dropFirst())), labelled != page
      {
        return .rewritten(address(of: labelled, from: page) + tail)
      }
      return fragment == tail ? .unchanged : .rewritten(fragment)
    }
    if written.isEmpty { return .unchanged }
    let decoded = LinkDestination.percentDecoded(written)
    switch resolver.target(of: decoded, on: page) {
    case .page(let target, let isExact):
      let output = paths.output(of: target)
      let fragment = fragment(tail, on: target)
      guard isExact, first != UInt8(ascii: "/"), !written.hasPrefix("@") else {
        return .rewritten(address(of: target, from: page) + fragment)
      }
      // Only the end of the path changes, so that the link stays as it was written.
      let name = output.split(separator: "/").last.map(String.init) ?? output
      let isFolder = !PageName.isPage(decoded)
      let kept =
        isFolder
        ? (written.hasSuffix("/") ? written : written + "/")
        : written.lastIndex(of: "/").map { String(written[...$0]) } ?? ""
      return .rewritten(kept + Self.encoded(name) + fragment)
    case .label(let target): return .rewritten(address(of: target, from: page) + Self.fragment(decoded))
    case .file(let source):
      if published.refusal(of: source) != nil { return .dead }
      let output = published.output(of: source)
      return .attachment(
        PagePaths.root(from: page) + Self.encoded(output) + tail, Attachment(source: source, output: output))
    case .folder, .besideProject, .outsideProject, .missing: return .dead
    }
  }

  /// The end of a destination, with the anchor of the heading that its fragment means.
  private func fragment(_ tail: String, on page: String) -> String {
    guard let hash = tail.firstIndex(of: "#"), let target = site.page(page) else { return tail }
    let fragment = LinkDestination.percentDecoded(String(tail[hash...].dropFirst()))
    guard let anchor = target.addresses.anchor(of: fragment), anchor != fragment else { return tail }
    return tail[..<hash] + Self.fragment(anchor)
  }

  private static func fragment(_ anchor: String) -> String {
    var bytes: [UInt8] = []
    bytes.put(fragment: anchor)
    return "#" + String(decoding: bytes, as: UTF8.self)
  }

  private func address(of target: String, from page: String) -> String {
    Self.encoded(RelativePath.link(to: paths.output(of: target), from: RelativePath.folder(of: page)))
  }

  private static func encoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    bytes.put(path: path)
    return String(decoding: bytes, as: UTF8.self)
  }
}
