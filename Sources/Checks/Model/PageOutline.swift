import Diagnostics
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
  private let addresses: HeadingAddresses?
  /// Anchors that are not headings: of generated content, of footnotes, and of raw HTML where that is passed on.
  let generated: Set<String>
  /// How many links name a page by its file, as `guide.md`, and how many by an address, as `guide` or `../guide/`.
  let linksByFile: Int
  let linksByAddress: Int
  /// How many lines the page has, for links such as `#L3`.
  let lineCount: Int
  /// Whether the page has expressions of a template, so that `{url}` in a link is one, too.
  let isTemplate: Bool
  /// Whether the page is not to be published yet.
  let isDraft: Bool
  /// Whether the tool that the page was written for puts further text into it.
  let includesText: Bool

  init(_ checked: CheckedPage) {
    let (page, context) = (checked.page, checked.context)
    path = page.path
    isDraft = page.frontMatter.isDraft
    isInCatalogue = path.contains(".docc/")
    addresses = page.addresses
    var anchors = Set(page.directives.flatMap(context.site.directives.anchors))
    for node in page.document.nodes {
      switch node.kind {
      case .htmlBlock, .htmlInline:
        anchors.formUnion(context.project.htmlPolicy.anchors(in: page.document.bytes(node.literal)))
      case .footnoteDefinition:
        let name = page.document.string(node.literal)
        anchors.insert("fn-" + name)
        // Those of Python-Markdown; a portal has only its own.
        if !context.project.isConfigured { anchors.formUnion(["fn:" + name, "fnref:" + name]) }
      default: break
      }
    }
    lineCount = Self.lineCount(of: page.source)
    let hasBraces = page.links.contains { $0.destination.utf8.first == UInt8(ascii: "{") }
    isTemplate =
      hasBraces
      && (page.path.hasSuffix(".mdx")
        || ["{{", "{%"].contains { page.source.bytes.firstRange(of: Array($0.utf8)) != nil })
    let tool = ToolMarkup(page, context.project)
    anchors.formUnion(tool.anchors)
    includesText = tool.includesText
    generated = anchors
    var (byFile, byAddress) = (0, 0)
    for link in page.links where !link.isImage {
      switch LinkForm(link.destination) {
      case .file: byFile += 1
      case .address: byAddress += 1
      case .other: break
      }
    }
    (linksByFile, linksByAddress) = (byFile, byAddress)
    let all = (page.addresses, generated)
    self.anchors = AnchorIndex { all.0.anchors + all.1.sorted() }
  }

  /// A page with nothing on it.
  init(path: String) {
    self.path = path
    isDraft = false
    isInCatalogue = path.contains(".docc/")
    addresses = nil
    generated = []
    linksByFile = 0
    linksByAddress = 0
    lineCount = 0
    isTemplate = false
    includesText = false
    anchors = AnchorIndex { [] }
  }

  /// The lines of the file itself, of which a page with boxes or included files is an assembly.
  private static func lineCount(of page: SourceText) -> Int {
    let file =
      page.pieces.lazy.compactMap { piece -> SourceText? in
        if case .copied(let file, from: _) = piece.origin, file.path == page.path { file } else { nil }
      }.first ?? page
    let last = file.lines.content(file.lines.count, in: file.bytes)
    return file.lines.count - (last.isEmpty && file.lines.count > 1 ? 1 : 0)
  }

  func has(_ anchor: String) -> Bool {
    generated.contains(anchor) || addresses?.anchor(of: anchor) != nil
  }

  /// Whether the page is in a catalogue of DocC, a folder such as `Trails.docc`.
  let isInCatalogue: Bool

  /// For hints about anchors that the page does not have.
  let anchors: AnchorIndex
}
