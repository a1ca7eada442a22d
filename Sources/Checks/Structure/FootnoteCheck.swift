import Diagnostics
import Markdown
import Pages

extension Rule {
  public static let undefinedFootnote = Rule(
    "undefined-footnote", .error, "A footnote has no text, so its brackets are shown")
  public static let unusedFootnote = Rule(
    "unused-footnote", .warning, "Nothing refers to a footnote, so its text is not shown")
}

/// Footnotes have a text and a reference: otherwise the page shows brackets, or drops the text.
enum FootnoteCheck {
  static let check = Check(
    .pages, [.undefinedFootnote, .unusedFootnote],
    .shownPage { checked in
      guard checked.page.source.bytes.hasPair("[", "^") else { return [] }
      let definitions = Definitions(checked.page).footnotes
      return undefined(on: checked.page, known: definitions.map(\.name))
        + unused(on: checked.page, definitions)
    })

  private static func undefined(on page: Page, known: [String]) -> [Diagnostic] {
    var places = BracketPlaces(page)
    return InlineTexts(page.document).flatMap { text in
      names(in: text.bytes, areUsual: !known.isEmpty).compactMap { name -> Diagnostic? in
        let written = "[^\(name)]"
        guard let range = places.next(written, around: text.node) else { return nil }
        return Diagnostic(
          .undefinedFootnote, "No footnote `\(written)` on this page", at: page.source.span(range),
          name: written,
          guess: NearMiss.guess(for: name, in: known).map { .init("[^\($0.name)]", isOnly: $0.isOnly) },
          otherwise: "write its text, `\(written): …`, or remove it")
      }
    }
  }

  /// The names in what looks like a reference, in text that the parser left as it is.
  ///
  /// - Parameter areUsual: Whether the page has footnotes. On others `[^ab]` is a class of characters in a pattern.
  private static func names(in text: [UInt8], areUsual: Bool) -> [String] {
    var found: [String] = []
    var at = 0
    while let open = text[at...].firstIndex(of: UInt8(ascii: "[")) {
      at = open + 1
      guard at < text.count, text[at] == UInt8(ascii: "^"),
        let close = text[at...].firstIndex(of: UInt8(ascii: "]"))
      else { continue }
      let name = String(decoding: text[(at + 1)..<close], as: UTF8.self)
      let isRepeated = close + 1 < text.count && "*+?{(|/\\".utf8.contains(text[close + 1])
      guard !name.isEmpty, !isRepeated, !ReferenceCheck.isCharacterClass(name),
        name.utf8.allSatisfy({ ReferenceCheck.isWord($0) || $0 == UInt8(ascii: "-") }),
        areUsual || name.utf8.count > 2 || name.utf8.allSatisfy(ReferenceCheck.isDigit)
      else { continue }
      found.append(name)
      at = close + 1
    }
    return found
  }

  private static func unused(
    on page: Page, _ definitions: [(name: String, range: Range<Int>)]
  ) -> [Diagnostic] {
    // The parser keeps only those that something refers to.
    let used = Set(
      page.document.nodes.filter { $0.kind == .footnoteDefinition }
        .map { page.document.string($0.literal).lowercased() })
    var seen: Set<String> = []
    return definitions.compactMap { name, range in
      let isFirst = seen.insert(name.lowercased()).inserted
      // A reference in code, or in a container that is indented, is one that another tool reads.
      if isFirst, used.contains(name.lowercased()) || isMentioned(name, beside: range, on: page) {
        return nil
      }
      return Diagnostic(
        .unusedFootnote,
        isFirst
          ? "Nothing refers to the footnote `[^\(name)]`, so its text is not shown"
          : "The page has two footnotes `[^\(name)]`, and shows the text of the first",
        at: page.source.span(range),
        fix: isFirst ? "refer to it, `[^\(name)]`, or remove it" : "rename or remove one of them")
    }
  }

  /// Whether a page has `[^name]` in another place than where the footnote is.
  private static func isMentioned(_ name: String, beside range: Range<Int>, on page: Page) -> Bool {
    let bytes = page.source.bytes
    let wanted = Array("[^\(name)]".utf8)
    guard bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { at in
      bytes[at] == wanted[0] && at != range.lowerBound
        && bytes[at..<(at + wanted.count)].elementsEqual(wanted)
        && (at + wanted.count == bytes.count || bytes[at + wanted.count] != UInt8(ascii: ":"))
    }
  }
}
