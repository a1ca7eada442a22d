import Markdown
import OpenRPC
import Pages
import Reference

/// What the links of all pages need to know of one: where it stands and what can be linked to on it.
public struct PageOutline: Sendable {
  /// Relative to the content folder.
  let path: String
  /// In page order, which is the order in which they are suggested.
  let headings: [String]
  /// The headings of a page with many, so that many links to them stay quick.
  private let known: Set<String>?
  /// Anchors that are no headings: of generated content, of footnotes, and of raw HTML where that is passed on.
  let generated: Set<String>
  /// Headings such as `Install {#setup}`, by the name that other tools would give them and by the address that
  /// they have without it.
  let foreign: [String: HeadingAttributes]

  init(_ page: Page, _ context: CheckContext) {
    path = page.path
    headings = page.headings.map(\.anchor)
    var anchors = Set(page.directives.flatMap(context.site.directives.anchors))
    for node in page.document.nodes {
      switch node.kind {
      case .htmlBlock, .htmlInline:
        anchors.formUnion(context.project.htmlPolicy.anchors(in: page.document.bytes(node.literal)))
      case .footnoteDefinition: anchors.insert("fn-" + page.document.string(node.literal))
      default: break
      }
    }
    generated = anchors
    var foreign: [String: HeadingAttributes] = [:]
    for heading in page.headings {
      guard let attributes = HeadingAttributes(of: heading, on: page) else { continue }
      for name in [attributes.id ?? attributes.address, attributes.address] where foreign[name] == nil {
        foreign[name] = attributes
      }
    }
    self.foreign = foreign
    known = headings.count > 64 ? Set(headings) : nil
  }

  /// A page with nothing on it.
  init(path: String) {
    self.path = path
    headings = []
    generated = []
    foreign = [:]
    known = nil
  }

  func has(_ anchor: String) -> Bool {
    (known?.contains(anchor) ?? headings.contains(anchor)) || generated.contains(anchor)
  }

  var isInCatalogue: Bool { path.contains(".docc/") }

  /// In the order in which they are suggested.
  var anchors: [String] { headings + generated.sorted() }
}

/// The outlines of all pages by path.
struct OutlineIndex: Sendable {
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
