import Diagnostics
import Markdown
import Pages
import Project

/// Relative links lead to pages, files and anchors that exist.
///
/// Links to other hosts are not looked at: a check opens no connection.
struct LinkCheck {
  let context: CheckContext
  let index: OutlineIndex
  /// The page whose links are checked.
  let outline: PageOutline

  /// A link as it is kept of a page that is no longer in memory.
  struct Destination: Sendable, Hashable {
    var text: String
    var isImage: Bool

    init(_ link: Link) {
      text = link.destination
      isImage = link.isImage
    }

    /// A link that is no Markdown.
    init(text: String) {
      self.text = text
      isImage = false
    }
  }

  func findings(on page: Page, _ diagrams: DiagramCheck) -> [Diagnostic] {
    // Links that share a reference definition share its place, and are one mistake.
    var seen: Set<Diagnostic> = []
    let inText = page.links.compactMap { link -> Diagnostic? in
      guard var finding = finding(Destination(link)) else { return nil }
      finding.span = page.span(of: link)
      return finding
    }
    let inDiagrams = diagrams.links().compactMap { link, span -> Diagnostic? in
      // A name that was meant to be a symbol is no path.
      if case .mistaken(let mistakes) = context.symbols.reading(of: link.text), let mistake = mistakes.first {
        return SymbolCheck.finding(mistake, at: span)
      }
      guard var finding = finding(link) else { return nil }
      finding.span = span
      return finding
    }
    return (inText + inDiagrams).filter { seen.insert($0).inserted }
  }

  private var isPortal: Bool { context.project.isConfigured }

  /// What is wrong with a link, without its place.
  func finding(_ link: Destination) -> Diagnostic? {
    if link.text.isEmpty {
      return Diagnostic(
        .deadLink, link.isImage ? "an image without a file" : "a link without a destination",
        fix: "write a path between the parentheses")
    }
    let target = LinkTarget(link.text)
    switch target.kind {
    case .external
    where isPortal ? !LinkScheme.isAllowed(link.text) : MarkdownHTML.isDangerous(link.text.utf8):
      return Diagnostic(
        .deadLink,
        "`\(link.text)` has the scheme `\(LinkScheme.scheme(of: link.text) ?? "")`, to which a page may not lead",
        fix: "put the file into the project and link to it, or write an `https://` address")
    case .external where isPortal && link.isImage && !link.text.lowercased().hasPrefix("data:"):
      return Diagnostic(
        .remoteImage, "`\(link.text)` is an image of another host, which the portal's pages do not load",
        fix: "put the image into the project, or link to it")
    case .external: return nil
    case .absolute where isPortal: return absolute(link, target)
    case .absolute:
      // On code hosts such a path begins at the root of the repository.
      guard let path = RelativePath.normalized(String(target.path.drop { $0 == "/" })) else {
        return outside(link)
      }
      return finding(link, target, path: path)
    case .relative:
      if target.path.isEmpty { return anchor(target.fragment, on: outline, link) }
      let own = context.project.path(ofPage: outline.path)
      guard let path = RelativePath.resolve(target.path, in: RelativePath.folder(of: own)) else {
        return outside(link)
      }
      return finding(link, target, path: path)
    }
  }

  /// `path` is relative to the project's root.
  private func finding(_ link: Destination, _ target: LinkTarget, path: String) -> Diagnostic? {
    if let linked = pageAt(path) { return anchor(target.fragment, on: linked, link) }
    switch context.files.kind(path.isEmpty ? "." : path) {
    case .file: return isPortal ? unpublished(link, path) : nil
    case .folder: return folder(link, target, path)
    case nil: return isSymbolLink(path) ? nil : dead(link, target, path)
    }
  }

  /// Of a file that exists: why the portal does not have it.
  private func unpublished(_ link: Destination, _ path: String) -> Diagnostic? {
    switch context.published.refusal(of: path) {
    case .hidden:
      return Diagnostic(
        .unpublishedFile,
        "`\(link.text)` is not published: its name, or that of a folder it is in, begins with a dot",
        fix: "link to a file without secrets, or write what readers need of it on the page")
    case .active(let reason):
      return Diagnostic(
        .unpublishedFile,
        "`\(link.text)` is not published: \(reason), which a browser would run as part of the portal",
        fix:
          "show it as code on a page, or list it in `trustedFiles` of `site/portal.yml` if you trust everyone who writes it"
      )
    case nil: break
    }
    guard let own = contentPath(path), own.hasSuffix(".html"),
      let page = index[String(own.dropLast(5)) + ".md"]
    else { return nil }
    return Diagnostic(
      .duplicateFile, "`\(own)` and the page `\(page.path)` become the same file of the portal",
      fix: "rename one of them")
  }

  /// In a catalogue of DocC a path without an ending names a symbol of the code, which is not looked at.
  private func isSymbolLink(_ path: String) -> Bool {
    !isPortal && outline.isInCatalogue && !(path.split(separator: "/").last ?? "").contains(".")
  }

  /// The page at a path from the project's root.
  private func pageAt(_ path: String) -> PageOutline? {
    index[path] ?? contentPath(path).flatMap { index[$0] }
  }

  /// A path from the project's root as one from the content folder; `nil` outside of it.
  private func contentPath(_ path: String) -> String? {
    let prefix = context.project.path(ofPage: "")
    guard path.hasPrefix(prefix) else { return path + "/" == prefix ? "" : nil }
    return String(path.dropFirst(prefix.count))
  }

  private func folder(_ link: Destination, _ target: LinkTarget, _ path: String) -> Diagnostic? {
    let prefix = path.isEmpty ? "" : path + "/"
    for name in ["index.md", "README.md"] {
      if let linked = pageAt(prefix + name) { return anchor(target.fragment, on: linked, link) }
    }
    // A code host lists a folder; a portal has nothing to show for it.
    guard isPortal else { return nil }
    return Diagnostic(
      .deadLink, "`\(link.text)` is a folder without a page",
      fix: "link to one of its files, or write an `index.md` in it")
  }

  private func anchor(_ fragment: String?, on linked: PageOutline, _ link: Destination) -> Diagnostic? {
    // `#` alone and `#top` lead to the top in every browser; `#:~:text=` searches for words.
    guard let fragment, !fragment.isEmpty, fragment != "top", !fragment.hasPrefix(":~:") else { return nil }
    if linked.has(fragment) { return nil }
    // DocC keeps the capitals of headings.
    if !isPortal, linked.isInCatalogue, linked.has(fragment.lowercased()) { return nil }
    let place = linked.path == outline.path ? "this page" : "`\(linked.path)`"
    if let attributes = linked.foreign[fragment] {
      return Diagnostic(
        .deadAnchor, "\(place) has no heading `#\(fragment)`",
        fix: "remove `\(attributes.mark)` from the heading, whose address is then `#\(attributes.address)`"
          + (attributes.address == fragment ? "" : ", and write that"))
    }
    let all = linked.anchors
    let nearest = NearMiss.nearest(to: fragment, in: all) ?? Self.sharing(fragment, in: all)
    return Diagnostic(
      .deadAnchor, "\(place) has no heading `#\(fragment)`",
      fix: nearest.map { "write `#\($0)`" }
        ?? (all.isEmpty
          ? "remove the anchor: there are no headings"
          : "the first headings are "
            + all.prefix(4).map { "`#\($0)`" }.joined(separator: ", ")))
  }

  /// An anchor that begins with the one looked for, or with which it begins: a heading that grew or shrank.
  private static func sharing(_ fragment: String, in anchors: [String]) -> String? {
    guard fragment.utf8.count >= 4 else { return nil }
    return anchors.first { $0.hasPrefix(fragment) || ($0.utf8.count >= 4 && fragment.hasPrefix($0)) }
  }

  private func absolute(_ link: Destination, _ target: LinkTarget) -> Diagnostic {
    let bare = String(target.path.drop { $0 == "/" })
    let known = index[bare].map { context.project.path(ofPage: $0.path) }
    let own = RelativePath.folder(of: context.project.path(ofPage: outline.path))
    let written =
      known.map { RelativePath.link(to: $0, from: own) }
      ?? RelativePath.normalized(context.project.path(ofPage: bare))
      .flatMap { nearest(to: $0, isImage: link.isImage) }
    let fragment = link.isImage ? "" : target.fragment.map { "#" + $0 } ?? ""
    return Diagnostic(
      .absoluteLink, "`\(link.text)` begins at the root of the host, where the portal may not be",
      fix: written.map { "write `\($0)\(fragment)`" } ?? "write a path relative to this page")
  }

  private func outside(_ link: Destination) -> Diagnostic {
    Diagnostic(
      .deadLink, "`\(link.text)` leads out of the project",
      fix: "link to something inside the project, or write a whole `https://` address")
  }

  private func dead(_ link: Destination, _ target: LinkTarget, _ path: String) -> Diagnostic {
    let what = link.isImage ? "no image" : path.hasSuffix(".md") ? "no page" : "no page or file"
    let fragment = target.fragment.map { "#" + $0 } ?? ""
    return Diagnostic(
      .deadLink, "\(what) at `\(target.path)`",
      fix: nearest(to: path, isImage: link.isImage).map { "write `\($0)\(link.isImage ? "" : fragment)`" })
  }

  /// The destination, as it is written on this page, of what exists and is spelt most like `path`.
  private func nearest(to path: String, isImage: Bool) -> String? {
    let own = RelativePath.folder(of: context.project.path(ofPage: outline.path))
    func written(_ path: String) -> String { RelativePath.link(to: path, from: own) }
    for candidate in [path + ".md", path + "/index.md"] where pageAt(candidate) != nil {
      return written(candidate)
    }
    for ending in [".html", ".htm", ".markdown"] where path.hasSuffix(ending) {
      let candidate = String(path.dropLast(ending.count)) + ".md"
      if pageAt(candidate) != nil { return written(candidate) }
    }
    let isPage = !isImage && (path.hasSuffix(".md") || !path.split(separator: "/").joined().contains("."))
    return (isPage ? index.pages : index.files).meant(by: path).map(written)
  }
}
