import Diagnostics
import Markdown
import Pages

extension Rule {
  public static let missingInContents = Rule(
    "missing-in-contents", .warning, "A chapter that the page's own table of contents leaves out")
}

/// The table of contents that a page writes by hand has every chapter of it.
enum ContentsCheck {
  static let check = Check(.facts, [.missingInContents], .page { findings($0.page) })

  private static func findings(_ page: Page) -> [Diagnostic] {
    guard let contents = contents(of: page), let list = list(after: contents.node, in: page.document) else {
      return []
    }
    let end = page.document[list].nextSibling
    // Letters alone, because tools make addresses with one hyphen or two for a sign.
    let targets = page.links.filter {
      $0.node > list && (end < 0 || $0.node < end) && $0.destination.hasPrefix("#")
    }
    .map { $0.destination.dropFirst().letters }
    let listed = Set(targets)
    // Most chapters of one level are listed: the contents are about that level.
    let chapters = page.headings.filter { $0.node > contents.node && $0.level == contents.level }
    let missing = chapters.filter { !listed.contains($0.anchor.letters) && !isListed($0, page, list) }
    guard chapters.count >= 4, missing.count * 4 <= chapters.count, targets.count >= 3 else { return [] }
    return missing.map { heading in
      Diagnostic(
        .missingInContents, "The table of contents has no `\(heading.text)`",
        at: page.source.span(ofLine: heading.line),
        notes: [
          .init("the table of contents", span: page.source.span(ofLine: Int(page.document[list].startLine)))
        ],
        fix: "add `[\(heading.text)](#\(heading.anchor))` to it")
    }
  }

  /// Whether the contents have the text of a heading: its address may be written as another tool makes it.
  private static func isListed(_ heading: Heading, _ page: Page, _ list: MarkdownDocument.NodeID) -> Bool {
    // Contents often leave out the full stop of a heading.
    page.document.plainText(of: list).letters.contains(heading.text.letters)
      || ends.contains(heading.text.lowercased())
  }

  /// Chapters that contents usually leave out.
  private static let ends: Set<String> = [
    "license", "licence", "references", "footnotes", "see also", "next steps", "where to go next",
    "further reading", "links",
    "acknowledgements", "acknowledgments", "table of contents", "contents", "toc", "back to top",
    "summary", "related documentation",
  ]

  private static func contents(of page: Page) -> Heading? {
    page.headings.first { heading in
      ["table of contents", "contents", "toc", "on this page", "in this page"].contains(
        heading.text.lowercased())
    }.map { heading in
      var heading = heading
      // Chapters have the level of this heading, or of the next one.
      let next = page.headings.first { $0.node > heading.node }
      heading.level = max(2, next?.level ?? 2)
      return heading
    }
  }

  private static func list(after node: MarkdownDocument.NodeID, in document: MarkdownDocument)
    -> MarkdownDocument.NodeID?
  {
    var next = document[node].nextSibling
    while next >= 0, document[next].kind != .heading {
      if document[next].kind == .list { return next }
      next = document[next].nextSibling
    }
    return nil
  }
}
