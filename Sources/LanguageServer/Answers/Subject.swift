import Diagnostics
import Markdown
import Pages
import Project
import Site
import Symbols

/// What is at a place of a page: what a definition or an explanation is asked of.
enum Subject {
  case frontMatterKey(FrontMatterKey, Range<Int>)
  case directive(DirectiveKind, Range<Int>)
  /// The first word of a fence, and what is known of its block.
  case block(Block)
  case attribute(FenceAttribute, Range<Int>, Block)
  case symbol(Symbol, Range<Int>)
  case link(Link, Range<Int>)
}

/// A place on a page of a site, and the text of the page as it is in the editor.
struct PlaceOnPage {
  let site: Site
  let page: Page
  let place: PlaceInText

  /// `nil` where there is nothing to say.
  var subject: Subject? {
    switch MarkdownLines(place.text).kind(of: place.lineNumber) {
    case .frontMatter: frontMatterKey
    case .fence: fence
    case .code: page.block(aroundLine: place.lineNumber).map { .block($0) }
    case .text: directive ?? link ?? symbol
    }
  }

  private var word: String { place.text.text(in: place.word) }

  private var frontMatterKey: Subject? {
    guard site.project.isConfigured, place.word.lowerBound == place.lineRange.lowerBound else { return nil }
    return FrontMatterKey.named(word).map { .frontMatterKey($0, place.word) }
  }

  private var fence: Subject? {
    guard let block = page.block(aroundLine: place.lineNumber) else { return nil }
    let known = FenceAttribute.all.first { $0.name == word }
    guard let known, word != block.language else { return .block(block) }
    return .attribute(known, place.word, block)
  }

  private var directive: Subject? {
    guard let comment = DirectiveText(place) else { return nil }
    return site.directives[comment.name].map { .directive($0, comment.range) }
  }

  private var link: Subject? {
    var places = LinkPlaces(page)
    for link in page.links {
      guard let written = places.range(of: link) else { continue }
      let range = page.source.span(written).range
      if range.contains(place.offset) || range.upperBound == place.offset { return .link(link, range) }
    }
    return nil
  }

  private var symbol: Subject? {
    var places = CodeSpanPlaces(page)
    let document = page.document
    for index in document.nodes.indices where document.nodes[index].kind == .code {
      let literal = document.nodes[index].literal
      let span = places.span(of: MarkdownDocument.NodeID(index), range: 0..<literal.count)
      guard span.path == place.text.path, span.range.lowerBound <= place.offset,
        place.offset <= span.range.upperBound
      else { continue }
      guard case .known(let symbol) = site.symbols.reading(of: document.string(literal)) else { continue }
      return .symbol(symbol, span.range)
    }
    return nil
  }
}

/// A directive as it is written on the line of the cursor, on one line.
struct DirectiveText {
  static let start = "<!-- flowdocs:"

  let name: String
  /// The words behind the name.
  let words: [String]
  let range: Range<Int>

  init?(_ place: PlaceInText) {
    let bytes = place.text.bytes
    guard let start = bytes.firstRange(of: Array(Self.start.utf8), in: place.lineRange) else { return nil }
    let end = bytes.firstRange(of: Array("-->".utf8), in: start.upperBound..<place.lineRange.upperBound)
    let words = place.text.text(in: start.upperBound..<(end?.lowerBound ?? place.lineRange.upperBound))
      .split(separator: " ").map(String.init)
    guard let name = words.first else { return nil }
    self.name = name
    self.words = Array(words.dropFirst())
    range = start.lowerBound..<(end?.upperBound ?? place.lineRange.upperBound)
  }
}
