import Diagnostics
import Markdown
import Pages
import Project

extension Rule {
  public static let undefinedReference = Rule(
    "undefined-reference", .error, "A reference link has no definition, so its brackets are shown")
}

/// The labels of reference links, `[text][label]` and `[label][]`, are defined on their page (CommonMark 0.31,
/// section 6.3).
///
/// `[label]` alone is not looked at: text in brackets is not often meant as a link.
enum ReferenceCheck {
  static let check = Check(.pages, [.undefinedReference], .allPages { findings($0) })

  private static func findings(_ checked: CheckedPages) -> [Diagnostic] {
    let site = checked.context.site
    let reader = Reader(site.project)
    let found = checked.withShown.map { findings($0.page, for: reader) }
    if reader != .portal, !found.allSatisfy(\.isEmpty), definesLabels(site.pages, reader) { return [] }
    return found.flatMap(\.self)
  }

  /// What shows the pages, and may define labels that are on no page.
  private enum Reader {
    /// Defines none.
    case portal
    /// Defines none, but text in brackets may not be meant as a link.
    case codeHost
    /// May define labels: plugins of MkDocs do for the names of symbols.
    case generator

    init(_ project: Project) {
      if project.isConfigured, project.dialect.id != "mkdocs" {
        self = .portal
      } else {
        self = project.dialect == .github ? .codeHost : .generator
      }
    }
  }

  /// Whether the generator that a folder is written for seems to define labels itself, as for the names of symbols:
  /// mistakes are not on more than one page of twenty.
  private static func definesLabels(_ pages: [Page], _ reader: Reader) -> Bool {
    let count = pages.count { !findings($0, for: reader).isEmpty }
    return count > 3 && count * 20 > pages.count
  }

  private static func findings(_ page: Page, for reader: Reader) -> [Diagnostic] {
    guard page.source.bytes.hasPair("]", "[") else { return [] }
    var definitions: (labels: [String], near: NearMiss.Names)?
    var places = BracketPlaces(page)
    return InlineTexts(page.document).flatMap { text -> [Diagnostic] in
      references(in: text.bytes).compactMap { label, isCollapsed, isPhrase in
        let known = definitions ?? named(Definitions(page).links.map(\.label))
        definitions = known
        guard isMeant(label, known.labels, isPhrase: isPhrase, for: reader) else { return nil }
        let written = isCollapsed ? "[\(label)][]" : "[\(label)]"
        guard let place = places.next(isCollapsed ? written : "]" + written, around: text.node) else {
          return nil
        }
        let range = isCollapsed ? place : (place.lowerBound + 1)..<place.upperBound
        return Diagnostic(
          .undefinedReference, "No link definition `[\(label)]` on this page", at: page.source.span(range),
          name: written,
          // One number is as near as another, and a phrase is a text of its own.
          guess: label.contains(" ") || label.utf8.allSatisfy(\.isDigit)
            ? nil : known.near.guess(for: label),
          write: { isCollapsed ? "[\(label)][\($0)]" : "[\($0)]" },
          otherwise: "define it, `[\(label)]: address`, or write the address in parentheses")
      }
    }
  }

  private static func named(_ labels: [String]) -> (labels: [String], near: NearMiss.Names) {
    (labels, NearMiss.Names(labels))
  }

  /// Whether a label is that of a link. In a folder without settings that needs definitions on the page and a label that
  /// is not the name of a symbol; on a code host, words such as `[the guide][guide]` are enough.
  private static func isMeant(
    _ label: String, _ known: [String], isPhrase: Bool, for reader: Reader
  ) -> Bool {
    let isNumber = label.utf8.allSatisfy(\.isDigit)
    // `[0][1]` is an index, unless the page numbers its links.
    if isNumber { return known.contains { $0.utf8.allSatisfy(\.isDigit) } }
    guard label.contains(where: \.isLetter), !isCharacterClass(label),
      !label.contains("::"), !label.hasPrefix("-"), !label.utf8.contains(where: "^$*+|<>={}\\".utf8.contains)
    else { return false }
    if reader == .portal { return true }
    let isLikely = !known.isEmpty || isPhrase && reader == .codeHost
    return isLikely && !label.contains(".") && !label.contains("(")
  }

  /// The labels in text that the parser left as it is, in order, and whether the text before a label has several words.
  static func references(in text: [UInt8]) -> [(label: String, isCollapsed: Bool, isPhrase: Bool)] {
    var found: [(label: String, isCollapsed: Bool, isPhrase: Bool)] = []
    var at = 0
    while let close = text[at...].firstIndex(of: UInt8(ascii: "]")) {
      at = close + 1
      guard at < text.count, text[at] == UInt8(ascii: "["), let open = opening(of: close, in: text),
        // An index, `a[i][j]`, is not a link, nor is a link of a wiki.
        open == 0 || !(isWord(text[open - 1]) || "])[}".utf8.contains(text[open - 1])),
        let end = text[(at + 1)...].firstIndex(where: { $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: "[") }),
        text[end] == UInt8(ascii: "]"), end + 1 == text.count || text[end + 1] != UInt8(ascii: "[")
      else { continue }
      let (inside, label) = (text[(open + 1)..<close], text[(at + 1)..<end])
      at = end + 1
      guard inside.contains(where: { $0 > 0x20 || $0 == InlineTexts.other }),
        inside.first != UInt8(ascii: "^"), inside.first != UInt8(ascii: "["),
        !label.isEmpty || !inside.contains(InlineTexts.other)
      else { continue }
      let words = inside.split(separator: 0x20)
      found.append(
        (
          String(decoding: label.isEmpty ? inside : label, as: UTF8.self), label.isEmpty,
          !label.isEmpty && words.count > 1 && words.allSatisfy { $0.contains(where: \.isLetter) }
        ))
    }
    return found
  }

  /// The bracket that a closing one belongs to.
  private static func opening(of close: Int, in text: [UInt8]) -> Int? {
    var depth = 0
    // A label has at most 999 characters (CommonMark 0.31, section 6.3), and text of a link is not longer either.
    for index in text[max(0, close - 999)..<close].indices.reversed() {
      if text[index] == UInt8(ascii: "]") { depth += 1 }
      if text[index] == UInt8(ascii: "[") {
        if depth == 0 { return index }
        depth -= 1
      }
    }
    return nil
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// `a-z`, `A-Za-z0-9_`: ranges of characters in patterns.
  static func isCharacterClass(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var at = 0
    var ranges = 0
    while at < bytes.count {
      if at + 2 < bytes.count, bytes[at + 1] == UInt8(ascii: "-"), isWord(bytes[at]), isWord(bytes[at + 2]),
        bytes[at].isDigit == bytes[at + 2].isDigit, bytes[at] < bytes[at + 2]
      {
        ranges += 1
        at += 3
      } else if "_-. ".utf8.contains(bytes[at]) {
        at += 1
      } else {
        return false
      }
    }
    return ranges > 0
  }
}
