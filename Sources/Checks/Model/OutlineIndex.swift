import Dialects
import Pages
import Project
import Site

/// The outlines of all pages by path.
public struct OutlineIndex: Sendable {
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
  /// Pages and all files of the project, both from its root, by their names.
  let pages: NameIndex
  let files: NameIndex

  init(_ outlines: [PageOutline], _ context: CheckContext) {
    self.outlines = outlines
    pages = NameIndex { outlines.map { context.project.path(ofPage: $0.path) } }
    files = NameIndex { context.files.files("") { _ in true } }
    positions = Dictionary(
      outlines.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let paths = context.site.paths
    self.paths = paths
    resolver = LinkResolver(project: context.project, files: context.files, paths: paths)
    let written = outlines.filter { !context.site.isHomeGenerated || $0.path != HomePage.path }
    linksByFile = written.reduce(0) { $0 + $1.linksByFile }
    linksByAddress = written.reduce(0) { $0 + $1.linksByAddress }
    self.written = Dictionary(grouping: outlines.indices) { paths.output(of: outlines[$0].path).lowercased() }
  }

  /// Whether links have to name the files of pages: on a code host they have to, and in a folder of no tool the way in
  /// which most of its links are written says what it is for. A portal resolves both.
  func namesPagesByFile(_ project: Project) -> Bool {
    !project.isConfigured && project.dialect == .github && linksByFile > linksByAddress
  }

  /// The pages that are written to a file of the portal, or to one that some file systems treat as the same, in their
  /// order.
  func pages(writtenTo output: String) -> [PageOutline] {
    (written[output.lowercased()] ?? []).map { outlines[$0] }
  }

  subscript(path: String) -> PageOutline? { positions[path].map { outlines[$0] } }
}
