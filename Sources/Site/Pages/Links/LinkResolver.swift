import Dialects
import Project

/// What the path of a link means: for checks, and for the portal, which rewrites it.
///
/// A path as it is on the disk comes first. Then come the addresses that documentation tools give to pages: `guide`,
/// `guide/` and `guide.html` for `guide.md`, `/guide` from the root of the site, and `/logo.png` for a file in
/// `static/`. An address that could mean several pages is not resolved.
public final class LinkResolver: Sendable {
  public enum Target: Sendable, Hashable {
    /// A page, relative to the content folder; `isExact` when the path is that of its file or folder.
    case page(String, isExact: Bool)
    /// Another file of the project, by its path from the root.
    case file(String)
    /// A place on a page that has this name as a label, in MyST.
    case label(PagePaths.Label)
    /// A folder without a page of its own.
    case folder(String)
    /// Outside the project, but in the same repository.
    case besideProject
    case outsideProject
    case missing
  }

  private let project: Project
  private let dialect: Dialect
  private let files: FileReader
  private let paths: PagePaths
  /// The content folder, with `/`; empty when it is the root.
  private let prefix: String
  /// Folders, from the project's root, whose files are at the root of the published site.
  private let assets: [String]
  /// The folders above the project, `../`, of which one may be the root of the repository.
  private let upwards: [String]
  /// The images of a catalogue.
  private let images: CatalogueImages?
  private let linked: [LinkedFolder]

  /// Where the relative links of one page begin, looked up once: a page may have a hundred thousand of them.
  public struct Base: Sendable {
    /// Relative to the content folder.
    let page: String
    /// The folder of the page, from the project's root.
    let folder: String
    /// The folder that a browser begins at where a page is served as a folder.
    let served: String?
    /// Whether the project has that folder, too.
    let isServedOnDisk: Bool
  }

  /// - Parameter linked: the links to folders in the content.
  public init(project: Project, files: FileReader, paths: PagePaths, linked: [LinkedFolder] = []) {
    self.project = project
    self.linked = linked
    dialect = project.dialect
    self.files = files
    self.paths = paths
    prefix = project.path(ofPage: "")
    let above = files.foldersAbove
    assets = AssetFolders.all(of: project, files, paths, above: above)
    upwards = above.map { $0 + "/" }
    images = dialect.isCatalogue ? CatalogueImages(files, in: project.content) : nil
  }

  /// - Parameters:
  ///   - path: percent-decoded, without query and fragment. What begins with `/` begins at the root of the site.
  ///   - page: the page that the link is on, relative to the content folder.
  public func target(of path: String, on page: String) -> Target {
    target(of: path, on: page, nil)
  }

  /// The same for many links of one page.
  public func target(of path: String, from base: Base) -> Target { target(of: path, on: base.page, base) }

  private func target(of path: String, on page: String, _ base: Base?) -> Target {
    if path.hasPrefix(LinkDestination.documentScheme) {
      return named(String(path.dropFirst(LinkDestination.documentScheme.count)), on: page)
    }
    if let target = aliased(path) { return target }
    return path.hasPrefix("/") || path.hasPrefix("@site/")
      ? absolute(path, on: page) : relative(path, on: page, base)
  }

  /// What a path means that begins with the name of a folder: `@assets/cup.svg`.
  private func aliased(_ path: String) -> Target? {
    guard let alias = project.aliases.first(where: { path.hasPrefix($0.prefix) }) else { return nil }
    let whole = alias.folder + path.dropFirst(alias.prefix.count)
    return whole.hasPrefix("../") ? outside(whole, in: "") : inProject(whole)
  }

  /// - Parameter page: relative to the content folder.
  public func base(of page: String) -> Base {
    let served = servedFolder(of: page)
    return Base(
      page: page, folder: folder(of: page), served: served,
      isServedOnDisk: served.map { files.kind($0) == .folder } ?? false)
  }

  private func folder(of page: String) -> String { RelativePath.folder(of: prefix + page) }

  /// `nil` for a page that is not served as a folder.
  private func servedFolder(of page: String) -> String? {
    dialect.servesFolders && !paths.isIndex(page) ? PageName.withoutEnding(prefix + page) : nil
  }

  /// The page that `<doc:name>` or a short code names: in Hugo by a path, or else by the name of its file.
  private func named(_ name: String, on page: String) -> Target {
    if dialect.hasShortcodes {
      let target = name.hasPrefix("/") ? absolute(name, on: page) : relative(name, on: page, nil)
      if case .page(let page, isExact: _) = target { return .page(page, isExact: false) }
      if case .page(let page, isExact: _) = inProject(prefix + name) { return .page(page, isExact: false) }
    }
    return paths.page(named: PageName.withoutEnding(name)).map { .page($0, isExact: false) } ?? .missing
  }

  private func relative(_ path: String, on page: String, _ base: Base?) -> Target {
    let folder = base?.folder ?? self.folder(of: page)
    let first = RelativePath.resolve(path, in: folder).map { inProject($0) } ?? outside(path, in: folder)
    guard first == .missing || first == .outsideProject else { return first }
    if let label = label(path) { return .label(label) }
    if let image = images?[path] { return .file(image) }
    guard let served = base == nil ? servedFolder(of: page) : base?.served else { return first }
    guard let deeper = RelativePath.resolve(path, in: served) else {
      return first == .missing ? first : outside(path, in: served)
    }
    let mayBeFile = base?.isServedOnDisk ?? true || RelativePath.inside(served, deeper) == nil
    switch inProject(deeper, mayBeFile: mayBeFile) {
    case .missing: return first
    case .page(let page, isExact: _): return .page(page, isExact: false)
    case let second: return second
    }
  }

  /// The label of MyST to which `#name` leads from every page; `nil` in other dialects.
  public func label(_ name: String) -> PagePaths.Label? { dialect.hasLabels ? paths.label(name) : nil }

  private func absolute(_ path: String, on page: String) -> Target {
    if path.hasPrefix("@site/") {
      let folder = project.reading.folder ?? ""
      let bare = String(path.dropFirst("@site/".count))
      guard let whole = RelativePath.resolve(bare, in: folder) else { return outside(bare, in: folder) }
      return inProject(whole)
    }
    guard let bare = RelativePath.normalized(String(path.drop { $0 == "/" })) else { return .outsideProject }
    var folders = prefix.isEmpty ? [""] : [prefix, ""]
    folders += assets.map { $0 + "/" }
    // In a folder of several sites the page's own may begin at any folder around it.
    folders += RelativePath.folders(of: prefix + page).map { $0 + "/" }
    for folder in folders where !folder.hasPrefix("..") {
      let found = inProject(folder + bare)
      if found != .missing { return found }
    }
    // The address of the site may be a folder of its host.
    for rest in withoutBase(bare) {
      for folder in folders where !folder.hasPrefix("..") {
        let found = inProject(folder + rest)
        if found != .missing { return found }
      }
    }
    for folder in folders + upwards where folder.hasPrefix("..") {
      for path in [bare] + withoutBase(bare) where files.kindOutside(folder + path) != nil {
        return .besideProject
      }
    }
    return .missing
  }

  /// A path without the folder that the site is in on its host: the path of its address, or the name of its folder.
  private func withoutBase(_ path: String) -> [String] {
    let address = (project.address?.path ?? "").split(separator: "/").joined(separator: "/")
    let content = project.content == "." ? project.root : project.content
    let name = content.split(separator: "/").last.map(String.init) ?? ""
    return ([address] + project.bases + [name]).filter { !$0.isEmpty }
      .compactMap { RelativePath.inside($0, path) }
  }

  /// - Parameters:
  ///   - path: from the project's root.
  ///   - mayBeFile: false in a folder that the disk does not have, where only pages have addresses.
  private func inProject(_ path: String, mayBeFile: Bool = true) -> Target {
    let own = contentPath(path)
    if let own, paths.contains(own) { return .page(own, isExact: true) }
    if let real = linked.realPath(of: path), case .page(let page, isExact: _) = inProject(real) {
      return .page(page, isExact: false)
    }
    let kind = mayBeFile ? files.kind(path.isEmpty ? "." : path) : nil
    if kind == .file { return .file(path) }
    if let own, paths.isFolder(own), let index = paths.index(of: own) { return .page(index, isExact: true) }
    if let own, let page = named(own) { return .page(page, isExact: false) }
    return kind == .folder ? .folder(path) : .missing
  }

  /// The page that other tools serve at a path.
  private func named(_ path: String) -> String? {
    if let page = page(withoutEnding: path) { return page }
    guard let ending = Self.endings.first(where: { path.hasSuffix($0) }) else { return nil }
    let bare = String(Substring(path.utf8.dropLast(ending.utf8.count)))
    if let page = page(withoutEnding: bare) { return page }
    guard bare == "index" || bare.hasSuffix("/index") else { return nil }
    let folder = RelativePath.folder(of: bare)
    return paths.index(of: folder) ?? page(withoutEnding: folder)
  }

  private static let endings = [".html", ".htm"] + PageName.endings

  private func page(withoutEnding path: String) -> String? {
    paths.page(
      withoutEnding: path, numbered: dialect.dropsNumbers, ignoringCase: dialect.ignoresCaseOfPaths)
  }

  /// A path relative to the project's root made relative to the content folder; `nil` outside of it.
  public func contentPath(_ path: String) -> String? {
    if prefix.isEmpty { return path }
    if path.hasPrefix(prefix) { return String(Substring(path.utf8.dropFirst(prefix.utf8.count))) }
    return path + "/" == prefix ? "" : nil
  }

  private func outside(_ path: String, in folder: String) -> Target {
    guard let whole = RelativePath.outside(path, in: folder) else { return .outsideProject }
    return files.kindOutside(whole) == nil ? .outsideProject : .besideProject
  }
}

/// The images in a catalogue of DocC, which pages name without a folder, and without what tells the variants of an image
/// apart: `sloth.png` or `sloth` for `Images/sloth~dark@2x.png`.
struct CatalogueImages {
  private var paths: [String: String] = [:]

  init(_ files: FileReader, in content: String) {
    let found = files.files(content == "." ? "" : content) { name in
      Self.endings.contains { name.lowercased().hasSuffix($0) }
    }
    // Images for light backgrounds first.
    for path in found.sorted(by: { Self.rank($0) < Self.rank($1) }) {
      let name = String(path.split(separator: "/").last ?? "")
      let bare = Self.withoutVariant(name)
      for key in [name, bare.name + bare.ending, bare.name] where paths[key] == nil { paths[key] = path }
    }
  }

  subscript(name: String) -> String? { paths[name] }

  private static let endings = [".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"]

  private static func rank(_ path: String) -> (Int, String) { (path.contains("~dark") ? 1 : 0, path) }

  /// `sloth` and `.png` for `sloth~dark@2x.png`.
  private static func withoutVariant(_ file: String) -> (name: String, ending: String) {
    let ending = file.lastIndex(of: ".").map { String(file[$0...]) } ?? ""
    var name = file.dropLast(ending.count)
    for _ in 0..<2 {
      for variant in ["@1x", "@2x", "@3x", "~dark", "~light"] where name.hasSuffix(variant) {
        name = name.dropLast(variant.count)
      }
    }
    return (String(name), ending)
  }
}

/// Folders such as `static/` and `public/`, whose files are at the root of a published site.
enum AssetFolders {
  /// Below the project's root and, as `../static`, above it.
  static func all(
    of project: Project, _ files: FileReader, _ paths: PagePaths, above: [String]
  ) -> [String] {
    var places = [project.reading.folder ?? "", ""]
    let content = project.contentFolder
    places += [content] + RelativePath.folders(of: content)
    places += ["website", "site", "docs", "www", "web"]
    places += paths.topFolders.map { content.isEmpty ? $0 : content + "/" + $0 }
    places += above.flatMap { [$0, $0 + "/website", $0 + "/site", $0 + "/docs"] }
    var seen: Set<String> = []
    return places.flatMap { place in
      project.dialect.assets.map { place.isEmpty ? $0 : place + "/" + $0 }
    }.filter { path in
      seen.insert(path).inserted && files.kindInRepository(path) == .folder
    }
  }
}
