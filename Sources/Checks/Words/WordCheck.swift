import Diagnostics
import Markdown
import Pages
import Patterns
import Project

/// The prose of a page does not use the phrases that `words:` in `site/portal.yml` lists.
struct WordCheck {
  static let check = Check(.pages, [.avoidedWords], .page { findings($0.page, $0.context.avoidedPhrases) })

  private static func findings(_ page: Page, _ phrases: Phrases<String>) -> [Diagnostic] {
    guard !phrases.isEmpty else { return [] }
    let matches = phrases.matches(in: page.source.bytes[page.frontMatter.range])
    var places = PhrasePlaces(page, phrases)
    return matches.map { finding($0, at: page.source.span($0.range)) }
      + Prose(page.document).flatMap { text in
        phrases.matches(in: text.bytes[...]).map { match in
          finding(match, at: page.source.span(places.next(match, around: text.node)))
        }
      }
  }

  private static func finding(_ match: Phrases<String>.Match, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .avoidedWords, "These pages do not say `\(match.phrase)`", at: span, fix: "write: \(match.value)")
  }
}

/// Where matches in the text of a tree are in the source: in a block, the first match of a phrase there is its first match
/// here, and so on. Markup within a phrase gives the block, which is searched once.
private struct PhrasePlaces {
  private let page: Page
  private let phrases: Phrases<String>
  /// The matches of each phrase in a block that were not asked for yet, by the start of the block.
  private var left: [Int: [String: ArraySlice<Range<Int>>]] = [:]

  init(_ page: Page, _ phrases: Phrases<String>) {
    self.page = page
    self.phrases = phrases
  }

  mutating func next(_ match: Phrases<String>.Match, around node: MarkdownDocument.NodeID) -> Range<Int> {
    let area = page.area(of: page.block(around: node))
    if left[area.lowerBound] == nil { left[area.lowerBound] = written(in: area) }
    return left[area.lowerBound]?[match.phrase]?.popFirst() ?? area
  }

  /// Code, tags and the destinations of links are not searched.
  private func written(in area: Range<Int>) -> [String: ArraySlice<Range<Int>>] {
    var text = Array(page.source.bytes[area])
    for at in page.unread(in: area).joined() { text[at - area.lowerBound] = InlineTexts.other }
    let matches = phrases.matches(in: text[...])
    return Dictionary(grouping: matches, by: \.phrase).mapValues { matches in
      matches.map { ($0.range.lowerBound + area.lowerBound)..<($0.range.upperBound + area.lowerBound) }[...]
    }
  }
}

/// The text of each paragraph, heading and cell of a page. Code, formulas and HTML are a byte that no phrase has.
private struct Prose: Sequence, IteratorProtocol {
  struct Text {
    /// The first of its inlines.
    var node: MarkdownDocument.NodeID
    var bytes: [UInt8]
  }

  private let document: MarkdownDocument
  private var position: MarkdownDocument.NodeID = 0

  init(_ document: MarkdownDocument) { self.document = document }

  mutating func next() -> Text? {
    while Int(position) < document.nodes.count {
      let block = position
      position += 1
      let first = document[block].firstChild
      guard first >= 0, document[first].kind.isInline, !document[block].kind.isInline else { continue }
      return Text(node: first, bytes: bytes(of: block))
    }
    return nil
  }

  private func bytes(of block: MarkdownDocument.NodeID) -> [UInt8] {
    var bytes: [UInt8] = []
    var walk = MarkdownWalk(document, inside: block)
    while let step = walk.next() {
      guard case .enter(let id) = step else { continue }
      switch document[id].kind {
      case .text: bytes += document.bytes(document[id].literal)
      case .softBreak, .lineBreak: bytes.append(0x20)
      case .emphasis, .strong, .strikethrough, .link, .image: break
      default: bytes.append(InlineTexts.other)
      }
    }
    return bytes
  }
}
