import Diagnostics
import Markdown
import Project

/// One Markdown file under the content folder, read into values; nothing in it refers to the disk.
public final class Page: Sendable {
  /// Relative to the content folder, with `/`: `guides/quick-start.md`.
  public let path: String
  public let source: SourceText
  public let frontMatter: FrontMatter
  public let document: MarkdownDocument
  public let headings: [Heading]
  /// Every fenced code block in order.
  public let blocks: [Block]
  /// Every link and image in order.
  public let links: [Link]
  /// Every directive that is left after expansion, in order, unknown ones left out.
  public let directives: [Directive]
  /// The names of the directives that were expanded, in order.
  public let expanded: [String]
  /// Every formula that is in text, in order; those in blocks are blocks.
  public let formulas: [MarkdownDocument.NodeID]
  /// Findings of reading: front matter, fence attributes, includes, directives.
  public let diagnostics: [Diagnostic]
  /// What links may call its headings.
  public let addresses: HeadingAddresses
  /// The labels of MyST, `(setup)=`, in order.
  public let labels: [String]
  /// Components of MDX whose tags were left out, in order.
  public let components: [LeftOutComponent]

  /// The front matter's title, else the first level-1 heading, else its name in the settings of a tool, else
  /// the file's name.
  public let title: String

  init(
    path: String, source: SourceText, frontMatter: FrontMatter, document: MarkdownDocument,
    headings: [Heading], blocks: [Block], links: [Link], directives: [Directive], expanded: [String],
    formulas: [MarkdownDocument.NodeID], diagnostics: [Diagnostic], addresses: HeadingAddresses,
    labels: [String], components: [LeftOutComponent], title: String
  ) {
    self.path = path
    self.source = source
    self.frontMatter = frontMatter
    self.document = document
    self.headings = headings
    self.blocks = blocks
    self.links = links
    self.directives = directives
    self.expanded = expanded
    self.formulas = formulas
    self.diagnostics = diagnostics
    self.addresses = addresses
    self.labels = labels
    self.components = components
    self.title = title
  }

  var lines: LineTable { source.lines }

  /// The folder the page is in, relative to the content folder; empty at its root.
  public var folder: String { RelativePath.folder(of: path) }

  /// How many headings precede a node: nodes with the same number are in the same section.
  public func section(of node: MarkdownDocument.NodeID) -> Int {
    headings.firstIndexInOrder { $0.node >= node }
  }

  /// The heading that a node is; `nil` for another node.
  public func heading(at node: MarkdownDocument.NodeID) -> Heading? {
    let index = section(of: node)
    return index < headings.count && headings[index].node == node ? headings[index] : nil
  }

  /// The position of the block that a node is; `nil` for another node.
  public func blockIndex(at node: MarkdownDocument.NodeID) -> Int? {
    let index = blocks.firstIndexInOrder { $0.node >= node }
    return index < blocks.count && blocks[index].node == node ? index : nil
  }
}

/// A component of MDX whose tag was left out.
public struct LeftOutComponent: Sendable {
  public let name: String
  let place: SourceText
  let range: Range<Int>

  public var span: SourceSpan { place.span(range) }
}

public struct Heading: Sendable, Hashable {
  public var level: Int
  /// The text without markup.
  public var text: String
  /// Unique on the page: as the page says, or as the folder's dialect makes it: `start-a-job`, `start-a-job-1`.
  public var anchor: String
  /// Whether the page gives the anchor, as `{#start}` does.
  public var isNamed: Bool
  public var node: MarkdownDocument.NodeID
  public var line: Int

  public init(
    level: Int, text: String, anchor: String, isNamed: Bool = false, node: MarkdownDocument.NodeID, line: Int
  ) {
    self.isNamed = isNamed
    self.level = level
    self.text = text
    self.anchor = anchor
    self.node = node
    self.line = line
  }
}

public struct Link: Sendable, Hashable {
  /// As parsed: entities and escapes undone, not percent-decoded.
  public var destination: String
  public var isImage: Bool
  public var node: MarkdownDocument.NodeID
  /// The line the link is on, as libcmark-gfm gives it; `Page.span(of:)` finds the exact range.
  public var line: Int
  /// The destination as it is written, of a link in raw HTML.
  public var written: String?

  public init(
    destination: String, isImage: Bool, node: MarkdownDocument.NodeID, line: Int, written: String? = nil
  ) {
    self.written = written
    self.destination = destination
    self.isImage = isImage
    self.node = node
    self.line = line
  }
}

extension Array {
  /// The first index from which on a condition is true, in an array where it is true for all elements after one: a
  /// binary search.
  fileprivate func firstIndexInOrder(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Page {
  /// The code block that a line of the page's file belongs to, its fences included; of blocks in one another the inner
  /// one.
  public func block(aroundLine line: Int) -> Block? {
    blocks.last { block in
      let span = source.span(block.range)
      return span.path == source.path && span.start.line <= line && line <= span.end.line
    }
  }

  /// The heading that is the title of the page: one in a box is the title of the box.
  public var titleHeading: Heading? { Self.titleHeading(headings, document) }

  static func titleHeading(_ headings: [Heading], _ document: MarkdownDocument) -> Heading? {
    headings.first { $0.level == 1 && !document.isQuoted($0.node) }
  }
}

extension MarkdownDocument {
  /// Whether a node is in a quotation, such as a box.
  fileprivate func isQuoted(_ id: NodeID) -> Bool {
    var parent = self[id].parent
    while parent >= 0 {
      if self[parent].kind == .blockQuote { return true }
      parent = self[parent].parent
    }
    return false
  }
}
