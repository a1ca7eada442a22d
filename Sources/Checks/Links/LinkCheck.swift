import Diagnostics
import Markdown
import Pages
import Project

/// Relative links lead to pages, files and anchors that exist.
///
/// Links to other hosts are not looked at: a check opens no connection.
struct LinkCheck {
  static let check = Check(
    .pages, [.deadLink, .deadAnchor, .absoluteLink, .remoteImage, .unpublishedFile, .duplicateFile],
    .links { checked, index in
      guard let outline = index[checked.page.path] else { return [] }
      return LinkCheck(context: checked.context, index: index, outline: outline).findings(checked)
    })

  let context: CheckContext
  let index: OutlineIndex
  /// The page whose links are checked.
  let outline: PageOutline

  func findings(_ checked: CheckedPage) -> [Diagnostic] {
    let page = checked.page
    var places = LinkPlaces(page)
    var problems: [PageOutline.Link: LinkProblem?] = [:]
    func problem(with link: PageOutline.Link) -> LinkProblem? {
      if let known = problems[link] { return known }
      let found = self.problem(with: link)
      problems[link] = .some(found)
      return found
    }
    let inText = page.links.compactMap { link -> Diagnostic? in
      let text = link.destination
      guard let problem = problem(with: .init(text: text, isImage: link.isImage)) else { return nil }
      return problem.diagnostic(at: places.span(of: link), written: text)
    }
    let inDiagrams = DiagramReadings(page, context).links(on: page, context).compactMap {
      link, span -> Diagnostic? in
      // A name that was meant to be a symbol is not a path.
      if case .mistaken(let mistakes) = context.symbols.reading(of: link.text), let mistake = mistakes.first {
        return SymbolCheck.finding(mistake, at: span)
      }
      return problem(with: link)?.diagnostic(at: span, written: link.text)
    }
    // Links that share a reference definition share its place, and are one mistake.
    var seen: Set<Range<Int>> = []
    return inText.filter { $0.span.map { seen.insert($0.range).inserted } ?? true } + inDiagrams
  }

  private var isPortal: Bool { context.project.isConfigured }

  func problem(with link: PageOutline.Link) -> LinkProblem? {
    if link.text.isEmpty {
      return LinkProblem(
        .deadLink, link.isImage ? "The image has no file" : "The link has no destination",
        fix: "write a path between the parentheses")
    }
    let target = LinkTarget(link.text)
    switch target.kind {
    case .external
    where isPortal ? !LinkScheme.isAllowed(link.text) : MarkdownHTML.isDangerous(link.text.utf8):
      return LinkProblem(
        .deadLink,
        "`\(link.text)` has the scheme `\(LinkScheme.scheme(of: link.text) ?? "")`, which pages may not link to",
        fix: "put the file into the project and link to it, or write an `https://` address")
    case .external where isPortal && link.isImage && !link.text.lowercased().hasPrefix("data:"):
      return LinkProblem(
        .remoteImage,
        "The image `\(link.text)` is on another host, which the portal's content security policy blocks",
        fix: "put the image into the project, or link to it")
    case .external: return nil
    case .absolute where isPortal: return absolute(link, target)
    case .absolute:
      // On code hosts such a path begins at the root of the repository.
      guard let path = RelativePath.normalized(String(target.path.drop { $0 == "/" })) else {
        return outside(link)
      }
      return problem(with: link, target, path: path)
    case .relative:
      if target.path.isEmpty { return anchor(target.fragment, on: outline, link) }
      let own = context.project.path(ofPage: outline.path)
      guard let path = RelativePath.resolve(target.path, in: RelativePath.folder(of: own)) else {
        return outside(link)
      }
      return problem(with: link, target, path: path)
    }
  }

  /// `path` is relative to the project's root.
  private func problem(with link: PageOutline.Link, _ target: LinkTarget, path: String) -> LinkProblem? {
    if let linked = pageAt(path) {
      return respelled(link, target, path, linked) ?? anchor(target.fragment, on: linked, link)
    }
    switch context.files.kind(path.isEmpty ? "." : path) {
    case .file: return isPortal ? unpublished(link, path) : nil
    case .folder: return folder(link, target, path)
    case nil: return isSymbolLink(path) ? nil : dead(link, target, path)
    }
  }

  /// A path that differs from that of its page in Unicode normalization: equal for people, but not for servers.
  private func respelled(
    _ link: PageOutline.Link, _ target: LinkTarget, _ path: String, _ linked: PageOutline
  ) -> LinkProblem? {
    let actual = context.project.path(ofPage: linked.path)
    if path.utf8.elementsEqual(actual.utf8) || path.utf8.elementsEqual(linked.path.utf8) { return nil }
    return LinkProblem(
      .deadLink, "`\(target.path)` differs from the name of the page in Unicode normalization",
      guess: .init(written(actual) + fragment(of: target, link)))
  }

  /// Why an existing file is not published.
  private func unpublished(_ link: PageOutline.Link, _ path: String) -> LinkProblem? {
    switch context.published.refusal(of: path) {
    case .hidden:
      return LinkProblem(
        .unpublishedFile,
        "`\(link.text)` is not published: it is a hidden file or in a hidden folder",
        fix: "link to a file without secrets, or write what readers need on the page")
    case .active(let reason):
      return LinkProblem(
        .unpublishedFile,
        "`\(link.text)` is not published: \(reason), which a browser would run as part of the portal",
        fix:
          "show it as code on a page, or list it in `trustedFiles` of `site/portal.yml` if you trust everyone who writes it"
      )
    case .taken(let owner): return taken(path, by: owner)
    case nil: return nil
    }
  }

  /// A file that another file of the portal keeps from being published.
  private func taken(_ path: String, by owner: PublishedFiles.Owner) -> LinkProblem {
    let output = context.published.output(of: path)
    let name = contentPath(path) ?? path
    let (other, fix) =
      switch owner {
      case .page(let page): ("the page `\(page)`", "rename one of them")
      case .file(let file): ("`\(file)`", "rename one of them")
      case .portal: ("a file that every portal has", "rename the file")
      }
    return LinkProblem(
      .duplicateFile,
      "`\(name)` and \(other) are published as the same file" + (name == output ? "" : ", `\(output)`"),
      fix: fix)
  }

  /// In a catalogue of DocC a path without an ending names a symbol of the code, which is not looked at.
  private func isSymbolLink(_ path: String) -> Bool {
    !isPortal && outline.isInCatalogue && !(path.split(separator: "/").last ?? "").contains(".")
  }

  /// The page at a path from the project's root.
  private func pageAt(_ path: String) -> PageOutline? {
    index[path] ?? contentPath(path).flatMap { index[$0] }
  }

  /// A path relative to the project's root made relative to the content folder; `nil` outside of it.
  private func contentPath(_ path: String) -> String? {
    let prefix = context.project.path(ofPage: "")
    guard path.hasPrefix(prefix) else { return path + "/" == prefix ? "" : nil }
    return String(path.dropFirst(prefix.count))
  }

  private func folder(_ link: PageOutline.Link, _ target: LinkTarget, _ path: String) -> LinkProblem? {
    for folder in [path, contentPath(path)].compactMap(\.self) {
      if let linked = index.index(of: folder) { return anchor(target.fragment, on: linked, link) }
    }
    // A code host lists a folder; a portal has nothing to show for it.
    guard isPortal else { return nil }
    return LinkProblem(
      .deadLink, "The folder `\(link.text)` has no page `index.md` or `README.md`",
      fix: "link to one of its files, or add an `index.md`")
  }

  private func anchor(_ fragment: String?, on linked: PageOutline, _ link: PageOutline.Link) -> LinkProblem? {
    // `#` alone and `#top` lead to the top in every browser; `#:~:text=` searches for words.
    guard let fragment, !fragment.isEmpty, fragment != "top", !fragment.hasPrefix(":~:") else { return nil }
    if linked.has(fragment) { return respelled(fragment, on: linked, link) }
    // DocC keeps the capitals of headings.
    if !isPortal, linked.isInCatalogue, linked.has(fragment.lowercased()) { return nil }
    let place = linked.path == outline.path ? "on this page" : "on `\(linked.path)`"
    let message = "No heading `#\(fragment)` \(place)"
    if let attributes = linked.foreign[fragment] {
      return LinkProblem(
        .deadAnchor, message,
        fix: "remove `\(attributes.mark)` from the heading, whose id is then `#\(attributes.address)`"
          + (attributes.address == fragment ? "" : ", and write that"))
    }
    let anchors = linked.anchors
    let guess = anchors.meant(by: fragment)
    return LinkProblem(
      .deadAnchor, message,
      guess: guess.map { .init("#" + $0.name, isCertain: $0.isCertain) },
      before: String(link.text.prefix { $0 != "#" }),
      fix: anchors.first.isEmpty
        ? "remove the anchor: there are no headings"
        : "the first headings are " + anchors.first.map { "`#\($0)`" }.joined(separator: ", "))
  }

  /// An anchor that differs from the page's in Unicode normalization: browsers compare the bytes.
  private func respelled(_ fragment: String, on linked: PageOutline, _ link: PageOutline.Link) -> LinkProblem?
  {
    if fragment.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
    let equal = linked.anchors.equal(to: fragment)
    guard let actual = equal.first, !equal.contains(where: { $0.utf8.elementsEqual(fragment.utf8) }) else {
      return nil
    }
    return LinkProblem(
      .deadAnchor, "`#\(fragment)` differs from the address of the heading in Unicode normalization",
      guess: .init("#" + actual), before: String(link.text.prefix { $0 != "#" }))
  }

  private func absolute(_ link: PageOutline.Link, _ target: LinkTarget) -> LinkProblem {
    let bare = String(target.path.drop { $0 == "/" })
    let known = index[bare].map { context.project.path(ofPage: $0.path) }
    let guess =
      known.map { .init(written($0)) }
      ?? RelativePath.normalized(context.project.path(ofPage: bare))
      .flatMap { nearest(to: $0, isImage: link.isImage) }
    return LinkProblem(
      .absoluteLink, "`\(link.text)` begins at the root of the host, which may not be the root of the portal",
      guess: guess.map { .init($0.name + fragment(of: target, link), isCertain: $0.isCertain) },
      fix: "write a path relative to this page")
  }

  private func outside(_ link: PageOutline.Link) -> LinkProblem {
    LinkProblem(
      .deadLink, "`\(link.text)` points outside the project",
      fix: "link to something inside the project, or write a full `https://` URL")
  }

  private func dead(_ link: PageOutline.Link, _ target: LinkTarget, _ path: String) -> LinkProblem {
    let what = link.isImage ? "No image" : PageName.isPage(path) ? "No page" : "No page or file"
    return LinkProblem(
      .deadLink, "\(what) `\(target.path)`",
      guess: nearest(to: path, isImage: link.isImage)
        .map { .init($0.name + fragment(of: target, link), isCertain: $0.isCertain) })
  }

  private func fragment(of target: LinkTarget, _ link: PageOutline.Link) -> String {
    link.isImage ? "" : target.fragment.map { "#" + $0 } ?? ""
  }

  /// The destination, as it is written on this page, of what exists and is spelt most like `path`.
  private func nearest(to path: String, isImage: Bool) -> NearMiss.Guess? {
    let named = PageName.isPage(path) ? [] : PageName.endings.map { path + $0 } + [path + "/index.md"]
    for candidate in named where pageAt(candidate) != nil {
      return .init(written(candidate))
    }
    for ending in [".html", ".htm", ".md", ".markdown"] where path.hasSuffix(ending) {
      let stem = String(path.dropLast(ending.count))
      for candidate in PageName.endings.map({ stem + $0 }) where pageAt(candidate) != nil {
        return .init(written(candidate))
      }
    }
    let isPage = !isImage && (PageName.isPage(path) || !path.split(separator: "/").joined().contains("."))
    return (isPage ? index.pages : index.files).meant(by: path).map {
      .init(written($0.name), isCertain: $0.isCertain)
    }
  }

  /// A path from the project's root as a destination on this page.
  private func written(_ path: String) -> String {
    let own = RelativePath.folder(of: context.project.path(ofPage: outline.path))
    return LinkTarget.written(RelativePath.link(to: path, from: own))
  }
}
