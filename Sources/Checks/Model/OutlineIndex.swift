import Pages

/// The outlines of all pages by path.
public struct OutlineIndex: Sendable {
  let outlines: [PageOutline]
  private let positions: [String: Int]
  let paths: PagePaths
  /// The positions of the pages that are written to each file, whose names are in lower case. As for all strings, names
  /// that differ in Unicode normalization are equal.
  private let written: [String: [Int]]
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
    written = Dictionary(grouping: outlines.indices) { paths.output(of: outlines[$0].path).lowercased() }
  }

  /// The pages that are written to a file of the portal, or to one that some file systems treat as the same, in their
  /// order.
  func pages(writtenTo output: String) -> [PageOutline] {
    (written[output.lowercased()] ?? []).map { outlines[$0] }
  }

  /// The index page of a folder of the content.
  func index(of folder: String) -> PageOutline? { paths.index(of: folder).flatMap { self[$0] } }

  subscript(path: String) -> PageOutline? { positions[path].map { outlines[$0] } }
}
