import Markdown
import Pages

/// What a reader of the portal sees of a page: its nodes with their texts, and where its links lead.
struct PageShape: Equatable {
  private var parts: [String] = []
  private var targets: [LinkResolver.Target?] = []

  init(_ page: Page, _ site: Site) {
    let document = page.document
    var walk = MarkdownWalk(document, inside: 0)
    var text = ""
    while let step = walk.next() {
      switch step {
      case .leave(let id): if document[id].firstChild >= 0 { parts.append("/") }
      case .enter(let id):
        let node = document[id]
        if node.kind == .text {
          text += document.string(node.literal)
          continue
        }
        if !text.isEmpty { parts.append(text) }
        text = ""
        parts.append(Self.part(node, document))
      }
    }
    parts.append(text)
    parts += page.headings.map(\.anchor)
    targets = page.links.map { Self.target($0, page, site) }
  }

  private static func part(_ node: MarkdownDocument.Node, _ document: MarkdownDocument) -> String {
    let info = node.kind == .codeBlock ? document.string(node.target) : ""
    return "\(node.kind) \(node.detail) \(node.number) \(info)\n\(document.string(node.literal))"
  }

  /// Where a link leads; `nil` for a link that stays as it is written.
  private static func target(_ link: Link, _ page: Page, _ site: Site) -> LinkResolver.Target? {
    let target = LinkDestination(link.destination)
    if target.kind == .external { return nil }
    if target.path.isEmpty { return .page(page.path, isExact: true) }
    switch site.links.target(of: target.path, on: page.path) {
    case .page(let path, isExact: _): return .page(path, isExact: true)
    case .label(let label): return .page(label.page, isExact: true)
    case let other: return other
    }
  }
}
