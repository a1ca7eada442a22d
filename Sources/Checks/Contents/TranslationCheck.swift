import Diagnostics
import Pages

extension Rule {
  public static let translationDiffers = Rule(
    "translation-differs", .warning, "A translation that lacks a chapter or a block of its original")
}

/// A translation, `guide.de.md` beside `guide.md`, has the chapters and the blocks of its original.
///
/// Only of pages that are translated one to one: their headings have the same levels in the same order, but for a few.
enum TranslationCheck {
  static let check = Check(.facts, [.translationDiffers], .allPages { findings($0) })

  private static func findings(_ checked: CheckedPages) -> [Diagnostic] {
    let pages = Dictionary(
      checked.context.site.pages.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    return checked.pages.compactMap { page in
      original(of: page.path).flatMap { pages[$0] }.flatMap { difference(page, $0) }
    }
  }

  /// `guide.md` of `guide.de.md`, `guide_zh.md`, `README.zh-CN.md`.
  private static func original(of path: String) -> String? {
    guard path.hasSuffix(".md") else { return nil }
    let stem = path.dropLast(3)
    guard let mark = stem.lastIndex(where: { $0 == "." || $0 == "_" || $0 == "-" }) else { return nil }
    let code = stem[stem.index(after: mark)...]
    if isLanguage(code) { return stem[..<mark] + ".md" }
    // The region of `zh-CN` is the last part.
    let before = stem[..<mark]
    guard code.count == 2, code == code.uppercased(),
      let earlier = before.lastIndex(where: { $0 == "." || $0 == "_" }),
      isLanguage(before[before.index(after: earlier)...])
    else { return nil }
    return before[..<earlier] + ".md"
  }

  private static func isLanguage(_ code: Substring) -> Bool { languages.contains(String(code).lowercased()) }

  private static let languages: Set<String> = [
    "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "tr", "zh", "ja", "ko", "ar", "he", "fa", "hi",
    "vi", "th", "cs",
    "sv", "fi", "da", "el", "hu", "ro", "id", "cn", "jp", "kr",
  ]

  private static func difference(_ page: Page, _ original: Page) -> Diagnostic? {
    if let missing = missingHeading(page.headings, original.headings) {
      return self.missing(missing, page, original)
    }
    guard page.headings.map(\.level) == original.headings.map(\.level),
      original.blocks.count > page.blocks.count,
      let index = original.blocks.indices.first(where: { index in
        index >= page.blocks.count || page.blocks[index].language != original.blocks[index].language
      })
    else { return nil }
    let block = original.blocks[index]
    let place = index < page.blocks.count ? page.blocks[index].fenceLine : page.source.lines.count
    return Diagnostic(
      .translationDiffers,
      "A block of `\(original.source.path)` is not here: the original has \(original.blocks.count), this page \(page.blocks.count)",
      at: page.source.span(ofLine: place), notes: [.init("the block", span: original.span(ofFenceOf: block))],
      fix: "add the block")
  }

  /// A translation with fewer headings. Which one it lacks is said where only one fits.
  private static func missing(_ places: [Int], _ page: Page, _ original: Page) -> Diagnostic {
    let heading = original.headings[places[places.count - 1]]
    let isOnly = places.count == 1
    let before = isOnly && places[0] > 0 ? page.headings[places[0] - 1].line : page.headings[0].line
    return Diagnostic(
      .translationDiffers,
      isOnly
        ? "The chapter `\(heading.text)` of `\(original.source.path)` is not translated"
        : "This page has \(page.headings.count) headings, `\(original.source.path)` has \(original.headings.count)",
      at: page.source.span(ofLine: before),
      notes: isOnly ? [.init("the chapter", span: original.source.span(ofLine: heading.line))] : [],
      fix: "translate what is missing, or remove it from the original")
  }

  /// Where headings of the original may be missing; `nil` when the pages differ in more than one heading.
  private static func missingHeading(_ own: [Heading], _ original: [Heading]) -> [Int]? {
    guard original.count == own.count + 1, own.count >= 3 else { return nil }
    let levels = own.map(\.level)
    let places = original.indices.filter { index in
      var rest = original.map(\.level)
      rest.remove(at: index)
      return rest == levels
    }
    return places.isEmpty ? nil : places
  }
}
