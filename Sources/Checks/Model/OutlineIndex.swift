import Dialects
import Pages
import Project
import Site

/// The outlines of all pages by path. It is one object, because every check of a link refers to it.
public final class OutlineIndex: Sendable {
  let outlines: [PageOutline]
  private let positions: [String: Int]
  let paths: PagePaths
  let resolver: LinkResolver
  /// The positions of the pages that are written to each file, whose names are in lower case. As for all strings, names
  /// that differ in Unicode normalization are equal.
  private let written: [String: [Int]]
  /// How many links of all pages name a page by its file, as `guide.md`, and how many by an address, as `guide`.
  private let linksByFile: Int
  private let linksByAddress: Int
  /// Whether a template of Hugo decides where links lead.
  let hasLinkTemplate: Bool
  /// Pages and all files of the project, both from its root, by their names.
  let pages: NameIndex
  let files: NameIndex
  /// The labels of MyST.
  let labels: AnchorIndex
  private let ignoresCaseOfPaths: Bool
  /// What git does not keep, because a build of the project makes it.
  let ignored: IgnoredFiles
  /// What commands may name of the repository's own files.
  let targets: RepositoryTargets
  let routes: RepositoryRoutes
  let manifests: RepositoryManifests
  let help: HelpTexts
  /// The variables that pages set.
  let assignments: AssignmentIndex

  init(_ outlines: [PageOutline], _ context: CheckContext) {
    self.outlines = outlines
    pages = NameIndex { outlines.map { context.project.path(ofPage: $0.path) } }
    files = NameIndex { context.files.files("") { _ in true } }
    positions = Dictionary(
      outlines.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let paths = context.site.paths
    self.paths = paths
    labels = AnchorIndex { paths.allLabels }
    ignoresCaseOfPaths = context.project.dialect.ignoresCaseOfPaths
    ignored = IgnoredFiles(context.files, root: context.project.root, content: context.project.content)
    let site = context.site
    targets = RepositoryTargets(context.files)
    routes = RepositoryRoutes(context)
    manifests = RepositoryManifests(context.files)
    help = HelpTexts(context.files) { site.pages }
    assignments = AssignmentIndex { site.pages }
    resolver = site.links
    hasLinkTemplate = context.project.dialect.hasTerms && Self.linkTemplate(context.project, context.files)
    let written = outlines.filter { !context.site.isHomeGenerated || $0.path != HomePage.path }
    linksByFile = written.reduce(0) { $0 + $1.linksByFile }
    linksByAddress = written.reduce(0) { $0 + $1.linksByAddress }
    self.written = Dictionary(grouping: outlines.indices) { paths.output(of: outlines[$0].path).lowercased() }
  }

  private static func linkTemplate(_ project: Project, _ files: FileReader) -> Bool {
    let folder = project.reading.folder.map { $0.isEmpty ? "" : $0 + "/" } ?? ""
    return ["layouts/_markup", "layouts/_default/_markup"].contains { place in
      let path = folder + place + "/render-link.html"
      return files.kindInRepository(path) == .file
    }
  }

  /// Whether links have to name the files of pages: on a code host they have to, and in a folder of no tool the way in
  /// which most of its links are written says what it is for. A portal resolves both.
  func namesPagesByFile(_ project: Project) -> Bool {
    !project.isConfigured && project.dialect == .github && linksByFile > linksByAddress
  }

  /// Whether a path from the root of the site may begin with a name: that of a folder or page at the root of the content,
  /// or of a folder around a page.
  func hasFolder(_ name: String, on page: String) -> Bool {
    (RelativePath.folders(of: page) + [""]).contains { folder in
      let path = folder.isEmpty ? name : folder + "/" + name
      return paths.isFolder(path)
        || paths.page(withoutEnding: path, numbered: true, ignoringCase: ignoresCaseOfPaths) != nil
    }
  }

  /// The pages that are written to a file of the portal, or to one that some file systems treat as the same, in their
  /// order.
  func pages(writtenTo output: String) -> [PageOutline] {
    (written[output.lowercased()] ?? []).map { outlines[$0] }
  }

  func has(_ path: String) -> Bool { positions[path] != nil }

  subscript(path: String) -> PageOutline? { positions[path].map { outlines[$0] } }
}
