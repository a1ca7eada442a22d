import Markdown
import OpenRPC
import Pages
import Reference

/// The part of a page that links of all pages need: its path and its link targets.
public struct PageOutline: Sendable {
  /// A link without its place.
  struct Link: Sendable, Hashable {
    var text: String
    var isImage = false

    /// Byte for byte: of two links that differ in Unicode normalization, one may be right.
    static func == (left: Self, right: Self) -> Bool {
      left.isImage == right.isImage && left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(text)
      hasher.combine(isImage)
    }
  }

  /// Relative to the content folder.
  public let path: String
  /// In page order.
  let headings: [String]
  /// An index of the headings of a page with many, so that checking many links is fast.
  private let known: Set<String>?
  /// Anchors that are not headings: of generated content, of footnotes, and of raw HTML where that is passed on.
  let generated: Set<String>
  /// Headings such as `Install {#setup}`, by the name that other tools would give them and by the address that
  /// they have without it.
  let foreign: [String: HeadingAttributes]

  init(_ checked: CheckedPage) {
    let (page, context) = (checked.page, checked.context)
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
    let all = (headings, generated)
    self.anchors = AnchorIndex { all.0 + all.1.sorted() }
  }

  /// A page with nothing on it.
  init(path: String) {
    self.path = path
    headings = []
    generated = []
    foreign = [:]
    known = nil
    anchors = AnchorIndex { [] }
  }

  func has(_ anchor: String) -> Bool {
    (known?.contains(anchor) ?? headings.contains(anchor)) || generated.contains(anchor)
  }

  var isInCatalogue: Bool { path.contains(".docc/") }

  /// For hints about anchors that the page does not have.
  let anchors: AnchorIndex
}
