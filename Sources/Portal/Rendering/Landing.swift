import Diagnostics
import Markdown
import Pages

/// A page whose front matter says `kind: landing`: wide, without sidebar and table of contents.
///
/// It is written in plain Markdown, and reads as such everywhere else:
///
///     ---
///     kind: landing
///     ---
///     # Train agents that get better
///
///     One or two sentences that say what this is.
///
///     [Quick start](guides/quick-start.md) [API reference](api/methods.md)
///
///     - [Start a job](guides/quick-start.md): from nothing to a trained policy in five minutes.
///     - [Custom rewards](guides/custom-rewards.md): say what is good.
///
///     ## Anything else
///
/// - Everything before the first list, rule or second heading is the lead, in large type.
/// - A paragraph of nothing but links is a row of buttons, the first of them filled.
/// - A list in which every item begins with a link is a grid of cards; what follows the link is the card's
///   text, and a colon or dash after the link is not shown.
enum Landing {
  static func write(_ page: Page, rendering: inout PageRendering, into output: inout [UInt8]) {
    var document = page.document
    let blocks = Array(document.children(of: 0))
    let leadEnd = blocks.firstIndex { !isLead(document[$0]) } ?? blocks.count
    if leadEnd > 0 {
      LandingElements.hero(into: &output) {
        write(blocks[..<leadEnd], of: &document, rendering: &rendering, into: &$0)
      }
    }
    write(blocks[leadEnd...], of: &document, rendering: &rendering, into: &output)
  }

  private static func isLead(_ node: MarkdownDocument.Node) -> Bool {
    node.kind == .paragraph || node.headingLevel == 1
  }

  /// Buttons and cards, and between them runs of blocks as on every page.
  private static func write(
    _ blocks: ArraySlice<MarkdownDocument.NodeID>, of document: inout MarkdownDocument,
    rendering: inout PageRendering, into output: inout [UInt8]
  ) {
    var start = blocks.startIndex
    for index in blocks.indices {
      let cards = cards(in: blocks[index], of: document)
      let isButtons = areButtons(blocks[index], of: document)
      guard cards != nil || isButtons else { continue }
      rendering.write(blocks[start..<index], of: &document, into: &output)
      start = index + 1
      if let cards {
        LandingElements.cards(into: &output) { output in
          for card in cards { write(card, of: &document, rendering: &rendering, into: &output) }
        }
      } else {
        LandingElements.buttons(into: &output) {
          MarkdownHTML.render(childrenOf: blocks[index], of: document, customization: &rendering, into: &$0)
        }
      }
    }
    rendering.write(blocks[start...], of: &document, into: &output)
  }

  private struct Card {
    var link: MarkdownDocument.NodeID
    var paragraph: MarkdownDocument.NodeID
    var item: MarkdownDocument.NodeID
  }

  private static func cards(in list: MarkdownDocument.NodeID, of document: MarkdownDocument) -> [Card]? {
    guard case .list(isOrdered: false, _) = document[list].detail else { return nil }
    var cards: [Card] = []
    for item in document.children(of: list) {
      guard let link = ListShape.link(atStartOf: item, in: document) else { return nil }
      cards.append(Card(link: link, paragraph: document[link].parent, item: item))
    }
    return cards.isEmpty ? nil : cards
  }

  private static func write(
    _ card: Card, of document: inout MarkdownDocument, rendering: inout PageRendering,
    into output: inout [UInt8]
  ) {
    let text = document[card.link].nextSibling
    LandingElements.card(into: &output, hasText: text >= 0) { output in
      if rendering.destination(card.link, in: document, into: &output) { return }
      let target = document.bytes(document[card.link].target)
      if LinkScheme.isAllowed(String(decoding: target, as: UTF8.self)) {
        MarkdownHTML.escapeURL(target, into: &output)
      }
    } title: { output in
      MarkdownHTML.render(childrenOf: card.link, of: document, customization: &rendering, into: &output)
    } text: { output in
      if document[text].kind == .text {
        document.nodes[Int(text)].literal = withoutSeparator(document[text].literal, in: document)
      }
      render(card.paragraph, from: text, of: &document, rendering: &rendering, into: &output)
    } more: { output in
      let more = document[card.paragraph].nextSibling
      if more >= 0 { render(card.item, from: more, of: &document, rendering: &rendering, into: &output) }
    }
  }

  /// The children of a node from one of them on.
  private static func render(
    _ node: MarkdownDocument.NodeID, from child: MarkdownDocument.NodeID, of document: inout MarkdownDocument,
    rendering: inout PageRendering, into output: inout [UInt8]
  ) {
    let firstChild = document.nodes[Int(node)].firstChild
    document.nodes[Int(node)].firstChild = child
    MarkdownHTML.render(childrenOf: node, of: document, customization: &rendering, into: &output)
    document.nodes[Int(node)].firstChild = firstChild
  }

  /// Passes `: `, ` - `, ` – ` and ` — ` after a card's link.
  static func withoutSeparator(_ range: Range<Int32>, in document: MarkdownDocument) -> Range<Int32> {
    let bytes = document.bytes(range)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == 0x20 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") {
        index += 1
      } else if byte == 0xE2, index + 2 < bytes.endIndex, bytes[index + 1] == 0x80,
        bytes[index + 2] == 0x93 || bytes[index + 2] == 0x94
      {
        index += 3
      } else {
        break
      }
    }
    return Int32(index)..<range.upperBound
  }

  /// Whether a paragraph has only links.
  private static func areButtons(_ paragraph: MarkdownDocument.NodeID, of document: MarkdownDocument) -> Bool
  {
    guard document[paragraph].kind == .paragraph else { return false }
    var links = 0
    for child in document.children(of: paragraph) {
      switch document[child].kind {
      case .link: links += 1
      case .softBreak, .lineBreak: break
      case .text: if document.bytes(document[child].literal).contains(where: { $0 != 0x20 }) { return false }
      default: return false
      }
    }
    return links > 0
  }
}
