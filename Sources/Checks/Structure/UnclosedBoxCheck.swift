import Diagnostics
import Dialects
import Markdown
import Pages

extension Rule {
  public static let unclosedBox = Rule(
    "unclosed-box", .error, "A box whose end is missing, so that the rest of the page is in it")
}

/// `:::tip` is closed by `:::`.
///
/// Tools with such boxes put all that follows an open one into it, up to the end of the page. A portal shows the opening as
/// text. In folders of other tools `:::` is text, and says nothing.
enum UnclosedBoxCheck {
  static let check = Check(
    .pages, [.unclosedBox],
    .shownPage { checked in
      let project = checked.context.project
      return project.dialect.containers.contains(.colons) && project.dialect != .github
        ? findings(checked.page) : []
    })

  private static func findings(_ page: Page) -> [Diagnostic] {
    // The end is in code whose own end is missing.
    if page.blocks.contains(where: hasEnd) { return [] }
    let document = page.document
    let paragraphs = document.nodes.indices.filter { document.nodes[$0].kind == .paragraph }
    return paragraphs.flatMap { lineStarts(of: MarkdownDocument.NodeID($0), in: document) }.compactMap {
      text in
      guard let opening = opening(document.string(document[text].literal)) else { return nil }
      let place = page.range(of: opening, around: text)
      if isQuoted(text, in: document) {
        return Diagnostic(
          .unclosedBox, "`\(opening)` is in a box that the next `\(opening.prefix { $0 == ":" })` closes",
          at: page.source.span(place),
          fix: "close the box around it before it, or open that one with more colons")
      }
      return Diagnostic(
        .unclosedBox, "`\(opening)` is not closed: the rest of the page is in the box",
        at: page.source.span(place),
        fix: "write `\(opening.prefix { $0 == ":" })` on a line of its own after it")
    }
  }

  private static func hasEnd(_ block: Block) -> Bool {
    block.language != "markdown" && block.code.split(separator: "\n").contains { $0.trimmed == ":::" }
  }

  /// Whether a text is in a box that was read.
  private static func isQuoted(_ text: MarkdownDocument.NodeID, in document: MarkdownDocument) -> Bool {
    var parent = document[text].parent
    while parent >= 0 {
      if document[parent].kind == .blockQuote { return true }
      parent = document[parent].parent
    }
    return false
  }

  /// The texts at the beginnings of the lines of a paragraph.
  private static func lineStarts(
    of paragraph: MarkdownDocument.NodeID, in document: MarkdownDocument
  ) -> [MarkdownDocument.NodeID] {
    var isStart = true
    return document.children(of: paragraph).filter { child in
      let kind = document[child].kind
      defer { isStart = kind == .softBreak || kind == .lineBreak }
      return isStart && kind == .text
    }
  }

  /// `:::tip` at the beginning of a text; `nil` when it opens no box that tools know.
  private static func opening(_ text: String) -> String? {
    let marks = text.prefix { $0 == ":" }
    let rest = text.dropFirst(marks.count)
    let space = rest.prefix { $0 == " " }
    let word = rest.dropFirst(space.count).prefix(while: \.isLetter)
    let end = rest.dropFirst(space.count + word.count).first
    guard marks.count >= 3, end == nil || end == " " || end == "[" || end == "{",
      Admonition(word: word) != nil
    else { return nil }
    return String(marks + space + word)
  }
}
