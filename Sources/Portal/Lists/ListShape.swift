import Diagnostics
import Markdown
import Pages

/// How the list below a directive is shown. On a code host it is a plain list.
///
///     <!-- flowdocs:cards -->
///
///     - [Start a job](guides/start.md): from nothing to a result in five minutes.
public enum ListShape: String, CaseIterable, Sendable {
  /// Items that begin with a link are cards.
  case cards
  /// Numbered items are steps: their numbers are in circles that a line connects.
  case steps
  /// Short items are badges in one line: `- **Beta**`, `- Since 2.1`. Bold ones are in the accent.
  case badges

  static var kinds: [DirectiveKind] {
    allCases.map { shape in
      DirectiveKind(
        shape.rawValue, shape.meaning, content: .html { _, _ in [] },
        findings: { directive, page in shape.fits(directive, page) ? [] : [shape.misplaced(directive, page)] }
      )
    }
  }

  /// The lists of a page that have a shape.
  static func lists(of page: Page) -> [MarkdownDocument.NodeID: ListShape] {
    var lists: [MarkdownDocument.NodeID: ListShape] = [:]
    for directive in page.directives {
      guard let shape = ListShape(rawValue: directive.name) else { continue }
      lists[page.document[directive.node].nextSibling] = shape
    }
    return lists
  }

  private var meaning: String {
    switch self {
    case .cards: "Shows the list below as cards. Each item begins with a link."
    case .steps: "Shows the numbered list below as steps."
    case .badges:
      "Shows the list below as badges in one line. Each item is one line of text; bold ones are in the accent."
    }
  }

  private func fits(_ directive: Directive, _ page: Page) -> Bool {
    let document = page.document
    let list = document[directive.node].nextSibling
    guard list >= 0, case .list(let isOrdered, _) = document[list].detail else { return false }
    switch self {
    case .steps: return isOrdered
    case .badges:
      return !isOrdered && document.children(of: list).allSatisfy { Self.isOneLine($0, in: document) }
    case .cards:
      return !isOrdered
        && document.children(of: list).allSatisfy { Self.link(atStartOf: $0, in: document) != nil }
    }
  }

  /// The link with which the first paragraph of an item begins.
  static func link(
    atStartOf item: MarkdownDocument.NodeID, in document: MarkdownDocument
  ) -> MarkdownDocument.NodeID? {
    let paragraph = document[item].firstChild
    guard paragraph >= 0, document[paragraph].kind == .paragraph else { return nil }
    let first = document[paragraph].firstChild
    return first >= 0 && document[first].kind == .link ? first : nil
  }

  /// Whether an item is one paragraph without a line break.
  private static func isOneLine(_ item: MarkdownDocument.NodeID, in document: MarkdownDocument) -> Bool {
    let paragraph = document[item].firstChild
    guard paragraph >= 0, document[paragraph].kind == .paragraph, document[paragraph].nextSibling < 0 else {
      return false
    }
    return document.children(of: paragraph).allSatisfy {
      document[$0].kind != .softBreak && document[$0].kind != .lineBreak
    }
  }

  private func misplaced(_ directive: Directive, _ page: Page) -> Diagnostic {
    let list =
      switch self {
      case .steps: "a numbered list"
      case .cards: "a list whose items begin with links"
      case .badges: "a list whose items are one line each"
      }
    return Diagnostic(
      .unknownDirective, "`\(rawValue)` is not above \(list)", at: page.source.span(directive.range),
      fix: "put it, with an empty line after it, directly above \(list), or remove it")
  }
}
