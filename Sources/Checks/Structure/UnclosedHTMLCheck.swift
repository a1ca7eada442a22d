import Diagnostics
import Dialects
import Markdown
import Pages

extension Rule {
  public static let unclosedHTML = Rule(
    "unclosed-html", .error, "HTML is not closed, so what follows it is hidden or not read as Markdown")
}

/// HTML ends where its writer meant to end it.
///
/// A comment, and an element such as `<pre>` whose content is not Markdown, last until they are closed, at worst until the
/// end of the page (CommonMark 0.31, section 4.6): no other check sees the headings, links and examples in between. What
/// follows an open `<details>` is in the folded part.
enum UnclosedHTMLCheck {
  static let check = Check(
    .pages, [.unclosedHTML],
    .shownPage { findings($0.page, isPortal: $0.context.project.isConfigured) })

  private static func findings(_ page: Page, isPortal: Bool) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var folded = OpenDetails(isByContainer: isPortal)
    for index in page.document.nodes.indices {
      let node = page.document.nodes[index]
      guard node.kind == .htmlBlock || node.kind == .htmlInline else { continue }
      let bytes = page.document.bytes(node.literal)
      if node.kind == .htmlBlock, let start = LastingHTML(bytes.drop { $0 == 0x20 }), !start.ends(in: bytes) {
        found.append(finding(start, MarkdownDocument.NodeID(index), on: page))
      } else {
        folded.read(bytes, of: MarkdownDocument.NodeID(index), parent: node.parent)
      }
    }
    return found + folded.open.map { finding($0, on: page) }
  }

  private static func finding(_ start: LastingHTML, _ id: MarkdownDocument.NodeID, on page: Page)
    -> Diagnostic
  {
    let parent = page.document[id].parent
    let isLast = parent >= 0 && page.document[parent].kind == .document
    let rest = isLast ? "the rest of the page" : "the rest of the list item or quote"
    return Diagnostic(
      .unclosedHTML,
      start.isHidden
        ? "`\(start.written)` is not closed: \(rest) is not shown"
        : "`\(start.written)` is not closed: \(rest) is not read as Markdown",
      at: page.source.span(page.range(of: start.written, around: id)), fix: "write `\(start.end)` after it")
  }

  private static func finding(_ id: MarkdownDocument.NodeID, on page: Page) -> Diagnostic {
    Diagnostic(
      .unclosedHTML, "`<details>` is not closed: what follows it is in the folded part",
      at: page.source.span(page.range(of: "<details", around: id)),
      fix: "write `</details>` on a line of its own after it")
  }

  /// The foldable sections that are open.
  private struct OpenDetails {
    /// Whether an end tag must be in the same container, as in a portal. Code hosts show HTML as it is.
    let isByContainer: Bool
    private var starts: [(node: MarkdownDocument.NodeID, parent: MarkdownDocument.NodeID)] = []

    init(isByContainer: Bool) { self.isByContainer = isByContainer }

    var open: [MarkdownDocument.NodeID] { starts.map(\.node) }

    mutating func read(
      _ bytes: ArraySlice<UInt8>, of node: MarkdownDocument.NodeID, parent: MarkdownDocument.NodeID
    ) {
      for token in HTMLTokens(bytes) {
        switch token {
        case .start(let tag, _) where tag.name == "details": starts.append((node, parent))
        case .end("details", _):
          guard let last = starts.lastIndex(where: { !isByContainer || $0.parent == parent }) else {
            continue
          }
          starts.remove(at: last)
        default: continue
        }
      }
    }
  }
}
