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
    let link = LinkDestination(destination)
    if link.kind == .external { return .unchanged }
    if link.written.isEmpty {
      guard link.tail.utf8.first == UInt8(ascii: "#") else { return .unchanged }
      let tail = self.tail(of: link, on: page)
      if tail == link.tail, let label = resolver.label(link.fragment ?? ""),
        label.page != page || label.name != link.fragment
      {
        return .rewritten(
          (label.page == page ? "" : address(of: label.page, from: page)) + Self.fragment(label.name))
      }
      return tail == link.tail ? .unchanged : .rewritten(tail)
    }
    switch resolver.target(of: link.path, on: page) {
    case .page(let target, let isExact):
      let output = paths.output(of: target)
      let tail = tail(of: link, on: target)
      guard isExact, link.kind == .relative, !link.written.hasPrefix("@") else {
        return .rewritten(address(of: target, from: page) + tail)
      }
      // Only the end of the path changes, so that the link stays as it was written.
      let name = output.split(separator: "/").last.map(String.init) ?? output
      let isFolder = !PageName.isPage(link.path)
      let kept =
        isFolder
        ? (link.written.hasSuffix("/") ? link.written : link.written + "/")
        : link.written.lastIndex(of: "/").map { String(link.written[...$0]) } ?? ""
      return .rewritten(kept + Self.encoded(name) + tail)
    case .label(let label):
      return .rewritten(address(of: label.page, from: page) + Self.fragment(label.name))
    case .file(let source):
      if published.refusal(of: source) != nil { return .dead }
      let output = published.output(of: source)
      return .attachment(
        PagePaths.root(from: page) + Self.encoded(output) + link.tail,
        Attachment(source: source, output: output))
    case .folder, .besideProject, .outsideProject, .missing: return .dead
    }
  }

  /// The title of the page that a destination names, when that is its name and nothing more: `Setup` for `doc:Setup` and
  /// `guides/setup.md`.
  func title(of destination: String, named name: String, on page: String) -> String? {
    let link = LinkDestination(destination)
    guard link.fragment == nil, case .page(let target, isExact: _) = resolver.target(of: link.path, on: page)
    else { return nil }
    let path =
      link.path.hasPrefix(LinkDestination.documentScheme)
      ? link.path.dropFirst(LinkDestination.documentScheme.count) : link.path[...]
    let file = PageName.withoutEnding(path.split(separator: "/").last.map(String.init) ?? "")
    return [file, file.replacing("-", with: " ")].contains(name) ? site.page(target)?.title : nil
  }

  /// The query and the fragment, with the anchor of the heading that the fragment means.
  private func tail(of link: LinkDestination, on page: String) -> String {
    guard let fragment = link.fragment, let anchor = site.page(page)?.addresses.anchor(of: fragment),
      anchor != fragment
    else { return link.tail }
    return link.tail.prefix { $0 != "#" } + Self.fragment(anchor)
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
