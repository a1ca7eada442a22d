import Diagnostics
import Markdown
import Pages
import Project

/// Relative links lead to pages, files and anchors that exist.
///
/// Links to other hosts are not looked at: a check opens no connection.
struct LinkCheck {
  static let check = Check(
    .pages,
    [.deadLink, .deadAnchor, .absoluteLink, .remoteImage, .unpublishedFile, .duplicateFile, .draftLink],
    .links { checked, index in
      guard let outline = index[checked.page.path] else { return [] }
      return LinkCheck(context: checked.context, index: index, outline: outline).findings(checked)
    })

  let context: CheckContext
  let index: OutlineIndex
  /// The page whose links are checked.
  let outline: PageOutline
  // What each link needs is looked up once: a page may have a hundred thousand of them.
  private let isPortal: Bool
  /// Whether the tool that the folder was written for publishes it as part of a larger site, or with pages that the tool
  /// generates. Links to those cannot be resolved here. A portal is always a whole site.
  private let isPartOfSite: Bool
  /// Whether links may name symbols of the code, which are not looked at: in a catalogue of DocC.
  private let hasSymbolLinks: Bool
  /// Whether links may name labels of MyST.
  private let hasLabels: Bool
  /// The folder of the page, from the project's root.
  private let folder: String
  private let base: LinkResolver.Base

  init(context: CheckContext, index: OutlineIndex, outline: PageOutline) {
    self.context = context
    self.index = index
    self.outline = outline
    let project = context.project
    isPortal = project.isConfigured
    isPartOfSite = !isPortal && project.dialect != .github
    hasSymbolLinks = !isPortal && (outline.isInCatalogue || project.dialect.id == "docc")
    hasLabels = project.dialect.hasLabels
    folder = RelativePath.folder(of: project.path(ofPage: outline.path))
    base = index.resolver.base(of: outline.path)
  }

  func findings(_ checked: CheckedPage) -> [Diagnostic] {
    let page = checked.page
    var places = LinkPlaces(page)
    // Pages link to the same place many times.
    var problems: [LinkProblem?] = []
    var known: [PageOutline.Link: Int] = [:]
    known.reserveCapacity(page.links.count)
    func problem(with link: PageOutline.Link) -> LinkProblem? {
      let position = known[link, default: problems.count]
      if position == problems.count {
        problems.append(self.problem(with: link))
        known[link] = position
      }
      return problems[position]
    }
    var findings: [Diagnostic] = []
    // Links that share a reference definition share its place, and are one mistake.
    var starts: [String: Set<Int>] = [:]
    for link in page.links {
      guard let problem = problem(with: .init(text: link.destination, isImage: link.isImage)) else {
        continue
      }
      let span = places.span(of: link)
      if !starts[span.path, default: []].insert(span.range.lowerBound).inserted { continue }
      findings.append(problem.diagnostic(at: span, written: link.destination))
    }
    for (link, span) in DiagramReadings(page, context).links(on: page, context) {
      // A name that was meant to be a symbol is not a path.
      if case .mistaken(let mistakes) = context.symbols.reading(of: link.text), let mistake = mistakes.first {
        findings.append(SymbolCheck.finding(mistake, at: span))
      } else if let problem = problem(with: link) {
        findings.append(problem.diagnostic(at: span, written: link.text))
      }
    }
    return findings
  }

  func problem(with link: PageOutline.Link) -> LinkProblem? {
    if link.text.isEmpty {
      return LinkProblem(
        .deadLink, link.isImage ? "The image has no file" : "The link has no destination",
        fix: "write a path between the parentheses")
    }
    if isTemplate(link.text) { return nil }
    let target = LinkDestination(link.text)
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
    case .absolute: return problem(with: link, target)
    case .relative:
      return target.path.isEmpty ? anchor(target.fragment, on: outline, link) : problem(with: link, target)
    }
  }

  /// Whether a tool puts something in place of a part of a destination: `{{ site.url }}/a`, `{% link a.md %}`, and
  /// `{url}` on a page that is a template.
  private func isTemplate(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return false }
    return text.contains("{{") || text.contains("{%")
      || outline.isTemplate && text.hasPrefix("{") && text.hasSuffix("}")
  }

  private func problem(with link: PageOutline.Link, _ target: LinkDestination) -> LinkProblem? {
    let isAbsolute = target.kind == .absolute
    switch index.resolver.target(of: target.path, from: base) {
    case .page(let path, let isExact):
      guard let linked = index[path] else { return nil }
      if isPortal, linked.isDraft, !outline.isDraft { return draft(link) }
      if !isExact, index.namesPagesByFile(context.project) { return dead(link, target) }
      return isExact && !isAbsolute
        ? respelled(link, target, linked) ?? anchor(target.fragment, on: linked, link)
        : anchor(target.fragment, on: linked, link)
    case .label: return nil
    case .file(let path): return isPortal ? unpublished(link, path) : nil
    // A code host lists a folder; a portal has nothing to show for it.
    case .folder where isPortal:
      return LinkProblem(
        .deadLink, "The folder `\(link.text)` has no page `index.md` or `README.md`",
        fix: "link to one of its files, or add an `index.md`")
    case .folder: return nil
    // On code hosts such a link works.
    case .besideProject where !isPortal: return nil
    case .outsideProject where leadsToAnotherSite(target): return nil
    case .besideProject, .outsideProject: return outside(link)
    case .missing where isAbsolute && isPortal: return absolute(link, target)
    case .missing:
      if isSymbolLink(target.path) || isNameOfCode(target.path) || isMadeByBuild(target)
        || PreprocessorLinks.isMade(link.text, in: context.project)
      {
        return nil
      }
      var problem = dead(link, target)
      if problem.guess == nil, !link.isImage { problem.guess = label(near: target.path) }
      return (problem.guess == nil || target.path.utf8.count < 3) && isMade(target, link) ? nil : problem
    }
  }

  /// Whether a path above the root of the site leads to another site on the same host, as `../std/index.html` in a book.
  private func leadsToAnotherSite(_ target: LinkDestination) -> Bool {
    isPartOfSite && [".html", ".htm", "/"].contains { target.path.hasSuffix($0) }
  }

  /// Whether a file that is not there is made by a build of the project: git ignores it, or the settings of the tool name
  /// its address.
  private func isMadeByBuild(_ target: LinkDestination) -> Bool {
    guard !isPortal, let path = path(of: target) else { return false }
    if isPartOfSite, addresses(of: path).contains(where: context.project.namesAddress) { return true }
    let whole = target.kind == .absolute ? context.project.path(ofPage: path) : path
    return ([whole] + PageName.endings.map { whole + $0 }).contains(where: index.ignored.contains)
  }

  /// What a path from the project's root may be from the root of the site.
  private func addresses(of path: String) -> [String] {
    let folder = context.project.reading.folder ?? ""
    let roots = [folder, folder.isEmpty ? "docs" : folder + "/docs", context.project.path(ofPage: "")]
    return [path]
      + roots.compactMap { RelativePath.inside($0.hasSuffix("/") ? String($0.dropLast()) : $0, path) }
  }

  /// Whether a link of MyST may name a part of a program that Sphinx documents: `Spawner.start`.
  private func isNameOfCode(_ name: String) -> Bool {
    guard isPartOfSite, context.project.documentsCode, name.first?.isNumber == false,
      name.utf8.allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") })
    else { return false }
    let parts = name.split(separator: ".")
    if Self.isFileName(name) { return false }
    return parts.first?.contains(where: \.isUppercase) ?? false
      || parts.count > 2 || parts.count == 2 && parts[1].contains("_")
  }

  /// Whether a name has one dot, before the ending of a file.
  private static func isFileName(_ name: some StringProtocol) -> Bool {
    let parts = name.split(separator: ".")
    return parts.count == 2 && fileEndings.contains(parts[1].lowercased())
  }

  static let fileEndings: Set<String> = [
    "md", "markdown", "mdx", "rst", "txt", "html", "htm", "ipynb", "py", "pdf", "json", "yml", "yaml", "toml",
    "png", "jpg", "jpeg", "svg", "gif", "webp", "css", "js", "ts", "zip", "csv", "sh", "cfg", "ini",
  ]

  /// Whether the tool may generate the page at a path without a file: one of another part of the site, such as
  /// `/blog/first`, which is not in the folder of the documentation, or a link that a template of the site replaces.
  private func isMade(_ target: LinkDestination, _ link: PageOutline.Link) -> Bool {
    guard isPartOfSite, !link.isImage else { return false }
    let parts = target.path.split(separator: "/")
    guard let first = parts.first, let last = parts.last else { return false }
    // Extensions of Sphinx make labels, too, and programs in `conf.py` whole pages with them: `schema_hub.config`.
    if context.project.documentsCode, parts.count == 1, !Self.isFileName(first) { return true }
    if target.kind == .absolute { return !index.hasFolder(String(first), on: outline.path) }
    // The folder that is checked may be around the root of the site.
    if first == "..", leadsToAnotherSite(target) { return true }
    return index.hasLinkTemplate && !last.contains(".")
  }

  /// A path that differs from that of its page in Unicode normalization: equal for people, but not for servers.
  private func respelled(
    _ link: PageOutline.Link, _ target: LinkDestination, _ linked: PageOutline
  ) -> LinkProblem? {
    let actual = context.project.path(ofPage: linked.path)
    guard let path = path(of: target), path == actual, !path.utf8.elementsEqual(actual.utf8) else {
      return nil
    }
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
    case .hostSettings:
      return LinkProblem(
        .unpublishedFile,
        "`\(link.text)` is not published: hosts read settings from a file of this name, such as headers and redirects",
        fix:
          "rename it, or list it in `trustedFiles` of `site/portal.yml` if you trust everyone who writes it"
      )
    case .linkedFolder(let folder):
      return LinkProblem(
        .unpublishedFile,
        "`\(link.text)` is not published: it is a page in `\(folder)`, a symbolic link to a folder, which is not followed",
        fix: "move the folder to the place of the link")
    case .draft: return draft(link)
    case .taken(let owner): return taken(path, by: owner)
    case nil: return nil
    }
  }

  /// A link that readers of the published portal could not follow.
  private func draft(_ link: PageOutline.Link) -> LinkProblem {
    LinkProblem(
      .draftLink, "`\(link.text)` is a draft, which the published portal leaves out",
      fix: "remove the link, or `draft: true` from the front matter of that page")
  }

  /// A file that another file of the portal keeps from being published.
  private func taken(_ path: String, by owner: PublishedFiles.Owner) -> LinkProblem {
    let output = context.published.output(of: path)
    let name = index.resolver.contentPath(path) ?? path
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

  /// A path without an ending names a symbol.
  private func isSymbolLink(_ path: String) -> Bool {
    hasSymbolLinks && !(path.split(separator: "/").last ?? "").contains(".")
  }

  /// Whether a page is at a path from the project's root.
  private func isPage(at path: String) -> Bool {
    index.resolver.contentPath(path).map(index.has) ?? false
  }

  /// The path from the project's root that a relative link has as a file.
  private func path(of target: LinkDestination) -> String? {
    if target.kind == .absolute { return RelativePath.normalized(String(target.path.drop { $0 == "/" })) }
    return RelativePath.resolve(target.path, in: folder)
  }

  private func anchor(_ fragment: String?, on linked: PageOutline, _ link: PageOutline.Link) -> LinkProblem? {
    // `#` alone and `#top` lead to the top in every browser; `#:~:text=` searches for words.
    guard let fragment, !fragment.isEmpty, fragment != "top", !fragment.hasPrefix(":~:") else { return nil }
    if linked.has(fragment) { return respelled(fragment, on: linked, link) }
    // Code hosts show the lines of a page's source.
    if let lines = lines(of: fragment, link) {
      guard let line = lines.first(where: { $0 == 0 || $0 > linked.lineCount }) else { return nil }
      return LinkProblem(
        .deadAnchor,
        "`\(linked.path)` has no line \(line): it has \(linked.lineCount) line\(linked.lineCount == 1 ? "" : "s")",
        fix: "name a line of the page, or link to a heading")
    }
    if link.text.first == "#", index.resolver.label(fragment) != nil || isNameOfCode(fragment) {
      return nil
    }
    var problem = dead(fragment, on: linked, link)
    if problem.guess == nil, link.text.first == "#", let label = label(near: fragment) {
      problem.guess = .init("#" + label.name, isCertain: label.isCertain)
    }
    // A heading with another word is near by its beginning or its end alone.
    let isNear = problem.guess.map { isSlip(fragment, of: String($0.name.dropFirst())) } ?? false
    return !isNear && isMade(fragment, on: linked, link) ? nil : problem
  }

  private func isSlip(_ fragment: String, of name: String) -> Bool {
    func letters(_ text: String) -> [UInt8] { Array(text.lowercased().utf8.filter(\.isAlphanumeric)) }
    return letters(fragment) == letters(name) || Slip.isOneLetter(letters(fragment), letters(name))
  }

  /// The label of MyST that was probably meant.
  private func label(near name: String) -> NearMiss.Guess? {
    hasLabels ? index.labels.meant(by: name) : nil
  }

  /// Whether an anchor may be made by what the tool includes in the page, or be one of another project that Sphinx knows.
  private func isMade(_ fragment: String, on linked: PageOutline, _ link: PageOutline.Link) -> Bool {
    isPartOfSite
      && (linked.includesText || hasLabels && link.text.first == "#" && context.project.documentsCode)
  }

  /// The lines of a file that a fragment names, as `#L3` and `#L3-L7` do; `nil` for any other fragment.
  private func lines(of fragment: String, _ link: PageOutline.Link) -> [Int]? {
    guard link.text.first != "#" else { return nil }
    var lines: [Int] = []
    for part in fragment.split(separator: "-", omittingEmptySubsequences: false) {
      // A column may follow: `L3C5`.
      let words = part.dropFirst().split(separator: "C", maxSplits: 1, omittingEmptySubsequences: false)
      guard part.first == "L", !words.isEmpty, words.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }),
        let line = words.first.flatMap({ Int($0) })
      else { return nil }
      lines.append(line)
    }
    return lines
  }

  private func dead(_ fragment: String, on linked: PageOutline, _ link: PageOutline.Link) -> LinkProblem {
    let place = linked.path == outline.path ? "on this page" : "on `\(linked.path)`"
    let message = "No heading `#\(fragment)` \(place)"
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

  private func absolute(_ link: PageOutline.Link, _ target: LinkDestination) -> LinkProblem {
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

  private func dead(_ link: PageOutline.Link, _ target: LinkDestination) -> LinkProblem {
    let path = path(of: target) ?? target.path
    let what = link.isImage ? "No image" : PageName.isPage(path) ? "No page" : "No page or file"
    return LinkProblem(
      .deadLink, "\(what) `\(target.path)`",
      guess: nearest(to: path, isImage: link.isImage)
        .map { .init($0.name + fragment(of: target, link), isCertain: $0.isCertain) })
  }

  private func fragment(of target: LinkDestination, _ link: PageOutline.Link) -> String {
    link.isImage ? "" : target.fragment.map { "#" + $0 } ?? ""
  }

  /// Endings that links have in place of the page's own.
  private static let replacedEndings = [".html", ".htm", ".md", ".markdown"]

  /// The destination, as it is written on this page, of what exists and is spelt most like `path`.
  private func nearest(to path: String, isImage: Bool) -> NearMiss.Guess? {
    let isPageName = PageName.isPage(path)
    if !isPageName {
      for ending in PageName.endings + ["/index.md"] where isPage(at: path + ending) {
        return .init(written(path + ending))
      }
    }
    if let ending = Self.replacedEndings.first(where: { path.hasSuffix($0) }) {
      let stem = String(Substring(path.utf8.dropLast(ending.utf8.count)))
      for other in PageName.endings where other != ending && isPage(at: stem + other) {
        return .init(written(stem + other))
      }
    }
    let isForPage = !isImage && (isPageName || !path.utf8.contains(UInt8(ascii: ".")))
    return (isForPage ? index.pages : index.files).meant(by: path).map {
      .init(written($0.name), isCertain: $0.isCertain)
    }
  }

  /// A path from the project's root as a destination on this page.
  private func written(_ path: String) -> String {
    LinkDestination.written(RelativePath.link(to: path, from: folder))
  }
}
