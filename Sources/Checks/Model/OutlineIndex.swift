import Pages

/// The outlines of all pages by path.
public struct OutlineIndex: Sendable {
  let outlines: [PageOutline]
  private let positions: [String: Int]
  /// Pages and all files of the project, both from its root, by their names.
  let pages: NameIndex
  let files: NameIndex

  init(_ outlines: [PageOutline], _ context: CheckContext) {
    self.outlines = outlines
    pages = NameIndex { outlines.map { context.project.path(ofPage: $0.path) } }
    files = NameIndex { context.files.files("") { _ in true } }
    positions = Dictionary(
      outlines.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(path: String) -> PageOutline? { positions[path].map { outlines[$0] } }
}
