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
    let near = NearMiss.Names(known)
    return InlineTexts(page.document).flatMap { text in
      names(in: text.bytes, areUsual: !known.isEmpty).compactMap { name -> Diagnostic? in
        let written = "[^\(name)]"
        guard let range = places.next(written, around: text.node) else { return nil }
        return Diagnostic(
          .undefinedFootnote, "No footnote `\(written)` on this page", at: page.source.span(range),
          name: written,
          guess: near.guess(for: name).map { .init("[^\($0.name)]", isCertain: $0.isCertain) },
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
    // The next closing bracket, which is looked for once for all references that it might close.
    var close = -1
    while let open = text[at...].firstIndex(of: UInt8(ascii: "[")) {
      at = open + 1
      guard at < text.count, text[at] == UInt8(ascii: "^") else { continue }
      if close < at {
        guard let next = text[at...].firstIndex(of: UInt8(ascii: "]")) else { break }
        close = next
      }
      let bytes = text[(at + 1)..<close]
      let isRepeated = close + 1 < text.count && "*+?{(|/\\".utf8.contains(text[close + 1])
      guard !bytes.isEmpty, !isRepeated,
        bytes.allSatisfy({ ReferenceCheck.isWord($0) || $0 == UInt8(ascii: "-") }),
        areUsual || bytes.count > 2 || bytes.allSatisfy(\.isDigit)
      else { continue }
      let name = String(decoding: bytes, as: UTF8.self)
      if ReferenceCheck.isCharacterClass(name) { continue }
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
    let mentioned = mentions(on: page, of: Set(definitions.map { Array($0.name.utf8) }))
    return definitions.compactMap { name, range in
      let isFirst = seen.insert(name.lowercased()).inserted
      // A reference in code, or in a container that is indented, is one that another tool reads.
      if isFirst, used.contains(name.lowercased()) || mentioned.contains(Array(name.utf8)) {
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

  /// Those of some names that a page has as `[^name]` without a colon after it, so not as the start of a footnote.
  private static func mentions(on page: Page, of names: Set<[UInt8]>) -> Set<[UInt8]> {
    if names.isEmpty { return [] }
    let lengths = Set(names.map(\.count))
    let bytes = page.source.bytes
    var found: Set<[UInt8]> = []
    var start = bytes.startIndex
    // The next closing bracket, which is looked for once for all references that it might close.
    var close = -1
    while let open = bytes[start...].firstRange(of: "[^") {
      start = open.upperBound
      if close < start {
        guard let next = bytes[start...].firstIndex(of: UInt8(ascii: "]")) else { break }
        close = next
      }
      guard lengths.contains(close - start), close + 1 == bytes.count || bytes[close + 1] != UInt8(ascii: ":")
      else { continue }
      let name = Array(bytes[start..<close])
      if names.contains(name) { found.insert(name) }
    }
    return found
  }
}
