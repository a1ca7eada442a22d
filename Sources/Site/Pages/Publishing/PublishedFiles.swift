import Diagnostics
import Project

extension Rule {
  public static let duplicateFile = Rule(
    "duplicate-file", .error, "Two files of the project with the same path in the portal")
}

/// Which files of a project, when pages link to them, become files of the portal, and where.
///
/// A hidden file may be a secret. A file that a browser runs, such as an HTML page or a drawing with a script, would run
/// as part of the portal, whose policy forbids scripts on its own pages only. Both stay out, unless `trustedFiles` in
/// `site/portal.yml` names the latter. A file whose place another file of the portal has stays out, too.
public final class PublishedFiles: Sendable {
  public enum Refusal: Sendable, Hashable {
    case hidden
    /// The content that a browser would run: `it has a script`.
    case active(String)
    /// A file by which a host sets headers, redirects, programs or domains of the portal.
    case hostSettings
    /// A page in a link to a folder, by the path of the link. A portal has no Markdown in place of pages.
    case linkedFolder(String)
    /// A page that is not to be published yet.
    case draft
    /// Another file of the portal has its place.
    case taken(by: Owner)
  }

  /// What has a place in the portal.
  public enum Owner: Sendable, Hashable {
    /// A page, by its path relative to the content folder.
    case page(String)
    /// A file of the project, by its path from the root.
    case file(String)
    /// A file that every portal has.
    case portal
  }

  private let trusted: [String]
  private let files: FileReader
  /// The content folder; empty for the project's root.
  private let content: String
  /// The pages by the files that they are written to.
  private let pages: [String: String]
  private let linked: [LinkedFolder]
  /// The pages that are not to be published yet, by their paths from the root.
  private let drafts: Set<String>
  /// The refusals of files that were read, each once: many pages link to one drawing.
  private let refusals = Memo<String, Refusal?>()

  /// - Parameters:
  ///   - pages: the paths of all pages, relative to the content folder.
  ///   - linked: the links to folders in the content.
  ///   - drafts: the pages that are left out, relative to the content folder.
  public init(
    of project: Project, files: FileReader, pages: [String], paths: PagePaths, linked: [LinkedFolder] = [],
    drafts: [String] = []
  ) {
    self.linked = linked
    self.drafts = Set(drafts.map(project.path(ofPage:)))
    trusted = project.trustedFiles
    self.files = files
    content = project.contentFolder
    self.pages = Dictionary(
      pages.map { (paths.output(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Where the file at a path from the project's root goes in the portal: to the same path when it is part of the
  /// content, else below `files/`.
  public func output(of path: String) -> String {
    RelativePath.inside(content, path) ?? PortalOutput.linkedFiles + path
  }

  /// Why the file at a path from the project's root is not published; `nil` when it is.
  public func refusal(of path: String) -> Refusal? {
    if !HiddenFile.mayBePublished(path) { return .hidden }
    if PageName.isPage(path), let link = linked.around(path) { return .linkedFolder(link.path) }
    if drafts.contains(path) { return .draft }
    return active(path) ?? owner(ofPlaceOf: path).map { .taken(by: $0) }
  }

  /// What else is at the place of a file in the portal.
  private func owner(ofPlaceOf path: String) -> Owner? {
    let output = output(of: path)
    if let page = pages[output] { return .page(page) }
    if PortalOutput.isReserved(output) { return .portal }
    let twin = content + "/" + output
    return RelativePath.inside(content, path) == nil && files.kind(twin) == .file ? .file(twin) : nil
  }

  private func active(_ path: String) -> Refusal? {
    if trusted.contains(where: { path == $0 || $0.isEmpty || RelativePath.inside($0, path) != nil }) {
      return nil
    }
    if Self.isHostSettings(output(of: path).lowercased()) { return .hostSettings }
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased() ?? ""
    if Self.documents.contains(ending) { return .active("it is a document that may contain scripts") }
    if InertFiles.endings.contains(ending) { return nil }
    return refusals.value(path) { path in
      do throws(FileReadError) {
        let bytes = try files.read(path)
        let isXML = ActiveXML.endings.contains(ending)
        return (isXML ? ActiveXML.reason(bytes) : InertFiles.reason(bytes)).map { Refusal.active($0) }
      } catch {
        // An unreadable file is reported when it is copied.
        return nil
      }
    }
  }

  /// Whether a host reads a file of the portal instead of serving it: Netlify, Cloudflare Pages (whose program may be a
  /// folder), GitHub Pages, Azure, Vercel and Firebase at the root, IIS in every folder.
  private static func isHostSettings(_ output: String) -> Bool {
    hostSettings.contains(output) || output.hasPrefix("_worker.js/") || output == "web.config"
      || output.hasSuffix("/web.config")
  }

  private static let hostSettings: Set<String> = [
    "_headers", "_redirects", "_routes.json", "_worker.js", "cname", "netlify.toml",
    "staticwebapp.config.json",
    "vercel.json", "now.json", "serve.json", "firebase.json",
  ]

  /// Endings of files that browsers show as pages, with any contents.
  private static let documents: Set<String> = [
    "html", "htm", "xhtml", "xht", "shtml", "shtm", "dhtml", "mht", "mhtml", "hta", "htc", "svgz", "xsl",
    "xslt", "swf",
    "jsp", "php", "asp", "aspx", "cgi",
  ]
}
