import OpenRPC
import Pages

/// The anchors of every page, and the pages by path.
struct AnchorIndex: Sendable {
  let context: CheckContext
  /// Path relative to the content folder → position in `context.pages`.
  let positions: [String: Int]

  init(_ context: CheckContext) {
    self.context = context
    positions = Dictionary(
      context.pages.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first }
    )
  }

  func page(_ path: String) -> Page? { positions[path].map { context.pages[$0] } }

  func has(_ anchor: String, on page: Page) -> Bool {
    page.headings.contains { $0.anchor == anchor } || generated(page).contains(anchor)
  }

  /// In the order in which they are suggested.
  func all(on page: Page) -> [String] { page.headings.map(\.anchor) + generated(page).sorted() }

  /// Anchors that are no headings: of generated content, of footnotes, and of raw HTML where that is passed
  /// on.
  private func generated(_ page: Page) -> Set<String> {
    var anchors = context.extraAnchors[page.path] ?? []
    if let contract = context.contract {
      for directive in page.directives {
        switch directive.name {
        case .methods: anchors.formUnion(contract.overviewAnchors)
        case .method: anchors.formUnion(contract.anchors(ofMethod: directive.argument ?? ""))
        case .schema: anchors.formUnion(contract.anchors(ofSchema: directive.argument ?? ""))
        case .errors: anchors.formUnion(contract.errorTableAnchors)
        }
      }
    }
    let passesHTML = context.project.trustsHTML || !context.project.isConfigured
    for node in page.document.nodes {
      switch node.kind {
      case .htmlBlock where passesHTML, .htmlInline where passesHTML:
        anchors.formUnion(Self.identifiers(in: page.document.bytes(node.literal)))
      case .footnoteDefinition: anchors.insert("fn-" + page.document.string(node.literal))
      default: break
      }
    }
    return anchors
  }

  /// The values of `id="…"` and `name="…"` in HTML.
  static func identifiers(in html: ArraySlice<UInt8>) -> [String] {
    var found: [String] = []
    for name in [Array("id=".utf8), Array("name=".utf8)] {
      var at = html.startIndex
      while at + name.count < html.endIndex {
        guard html[at..<(at + name.count)].elementsEqual(name), at > html.startIndex, html[at - 1] <= 0x20
        else {
          at += 1
          continue
        }
        at += name.count
        let quote = html[at]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
          let value = html[(at + 1)...].prefix { $0 != quote }
          found.append(String(decoding: value, as: UTF8.self))
        } else {
          let value = html[at...].prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
          found.append(String(decoding: value, as: UTF8.self))
        }
      }
    }
    return found
  }
}
