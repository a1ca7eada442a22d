import Diagnostics
import Markdown
import Pages

extension Rule {
  public static let duplicateDefinition = Rule(
    "duplicate-definition", .warning, "A link definition is ignored: its label has another one before it")
}

/// Links use the first definition of a label (CommonMark 0.31, section 6.3): links that are meant for a later one lead to
/// another place. One with the same destination changes nothing.
enum DefinitionCheck {
  static let check = Check(
    .pages, [.duplicateDefinition],
    .shownPage { checked in
      let page = checked.page
      if page.document.repeatedLabels.isEmpty { return [] }
      let written = Dictionary(grouping: Definitions(page).links) { normalized($0.label) }
      return page.document.repeatedLabels.flatMap { label -> [Diagnostic] in
        // Only when the parser and this search find equally many definitions do their places match.
        guard let places = written[label.label], places.count == label.destinations.count else { return [] }
        return findings(label, places, on: page)
      }
    })

  private static func findings(
    _ label: MarkdownDocument.RepeatedLabel, _ places: [(label: String, range: Range<Int>)], on page: Page
  ) -> [Diagnostic] {
    zip(places, label.destinations).dropFirst().compactMap { place, destination -> Diagnostic? in
      if destination == label.destinations[0] { return nil }
      return Diagnostic(
        .duplicateDefinition,
        "Links to `[\(place.label)]` use the first definition on this page, so this one is ignored",
        at: page.source.span(place.range),
        notes: [
          .init(
            "the first, which leads to `\(label.destinations[0])`", span: page.source.span(places[0].range))
        ], fix: "remove it, or give it and its links another label")
    }
  }

  /// As labels are compared: without regard to case and to how much white space is between words.
  private static func normalized(_ label: String) -> String {
    label.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
