import Markdown

/// The text of one step in reading order, with what is folded away apart.
public struct WalkthroughText: Sendable {
  public enum Part: Sendable {
    /// A block of text.
    case prose(MarkdownDocument.NodeID)
    /// A block of code, by its position on the page.
    case block(Int)
  }

  /// What readers see at once, and every block that is run.
  public private(set) var shown: [Part] = []
  /// Under a summary that begins with "Hint", in the order of the page.
  public private(set) var hints: [[Part]] = []

  /// - Parameter step: a step of the page.
  public init(_ step: WalkthroughStep, on page: Page) {
    self.init(page, after: step.heading, run: Set(step.run.map(\.index)))
  }

  /// What is before the first step, without the title of the page.
  public static func introduction(of walkthrough: Walkthrough) -> [Part] {
    let page = walkthrough.page
    let first = walkthrough.steps.first?.heading.node ?? .max
    return page.document.children(of: 0).filter { $0 < first }.compactMap { id -> Part? in
      let node = page.document[id]
      if node.kind == .htmlBlock || node.headingLevel == 1 { return nil }
      return page.blockIndex(at: id).map { .block($0) } ?? .prose(id)
    }
  }

  private init(_ page: Page, after heading: Heading, run: Set<Int>) {
    let document = page.document
    let end = page.headings.first { $0.node > heading.node && $0.level <= 2 }?.node ?? .max
    var folded: (summary: String, parts: [Part])?
    for id in document.children(of: 0) where id > heading.node && id < end {
      if document[id].kind == .htmlBlock {
        let html = document.string(document[id].literal)
        if html.contains("<details") {
          folded = (Self.summary(html), [])
        } else if html.contains("</details"), let ended = folded {
          if ended.summary.lowercased().hasPrefix("hint") { hints.append(ended.parts) }
          folded = nil
        }
        continue
      }
      let part = page.blockIndex(at: id).map { Part.block($0) } ?? .prose(id)
      if folded == nil {
        shown.append(part)
      } else if case .block(let index) = part, run.contains(index) {
        // A solution is at its place among the actions.
        shown.append(part)
      } else {
        folded?.parts.append(part)
      }
    }
  }

  private static func summary(_ html: String) -> String {
    guard let start = html.firstRange(of: "<summary>"), let end = html.firstRange(of: "</summary>"),
      start.upperBound <= end.lowerBound
    else { return "" }
    return String(html[start.upperBound..<end.lowerBound])
  }
}
