/// The tree of one Markdown text as one flat array of nodes: a value that any thread may read.
///
/// libcmark-gfm parses; its tree is copied here and freed at once, so that no C pointer leaves the parser.
/// Node 0 is the document. Children are reached by `firstChild` and `nextSibling`.
public struct MarkdownDocument: Sendable {
  public typealias NodeID = Int32

  public enum Kind: UInt8, Sendable {
    case document, blockQuote, list, item, codeBlock, htmlBlock, paragraph, heading, thematicBreak
    case footnoteDefinition, table, tableRow, tableCell
    case text, softBreak, lineBreak, code, htmlInline, emphasis, strong, strikethrough, link, image
    case footnoteReference
    /// A code span between dollar signs, which are left out: TeX, as GitHub reads it.
    case formula
  }

  /// Further properties of a node, beside its kind, strings and place.
  public enum Detail: Sendable, Hashable {
    case none
    /// From 1 to 6.
    case heading(level: UInt8)
    case list(isOrdered: Bool, isTight: Bool)
    /// An item of a task list.
    case task(isDone: Bool)
    /// Between fences, rather than indented.
    case fenced
    case headerRow
    case aligned(Alignment)
  }

  /// Where the text of a table's column is.
  public enum Alignment: UInt8, Sendable, Hashable {
    case left = 0x6C
    case center = 0x63
    case right = 0x72
  }

  public struct Node: Sendable {
    public var kind: Kind
    public var detail = Detail.none
    public var parent: NodeID = -1
    public var firstChild: NodeID = -1
    public var nextSibling: NodeID = -1
    /// An ordered list's first number; a footnote's index on the page (from 1).
    public var number: Int32 = 0
    /// Footnote reference: which of the references to its footnote this is, from 1. Definition: how many
    /// references it has.
    public var occurrence: Int32 = 0
    /// In `text`: the literal of a text, code, HTML or code block node; the name of a footnote.
    public var literal: Range<Int32> = 0..<0
    /// In `text`: the destination of a link or image, the info string of a code block. Links that use one definition
    /// share theirs.
    public var target: Range<Int32> = 0..<0
    /// In `text`: the title of a link or image.
    public var title: Range<Int32> = 0..<0
    /// 1-based lines and byte columns in the whole file, front matter included, as libcmark-gfm gives them.
    public var startLine: Int32 = 0
    public var startColumn: Int32 = 0
    public var endLine: Int32 = 0
    public var endColumn: Int32 = 0

    public init(kind: Kind) { self.kind = kind }

    /// The level of a heading, from 1 to 6; 0 for other nodes.
    public var headingLevel: Int {
      if case .heading(let level) = detail { Int(level) } else { 0 }
    }
  }

  public var nodes: [Node]
  /// All strings of the tree, one after the other.
  public var text: [UInt8]
  /// The first link or image that was left without its destination, because the links of the text that use definitions
  /// would be too long together.
  public var firstLinkOverBudget: NodeID?

  /// A label that a text defines more than once. Links use the first definition.
  public struct RepeatedLabel: Sendable, Hashable {
    /// In lower case, with single spaces.
    public var label: String
    /// Of each definition, in the order of the text.
    public var destinations: [String]
  }

  public var repeatedLabels: [RepeatedLabel]

  public init(
    nodes: [Node], text: [UInt8], firstLinkOverBudget: NodeID? = nil, repeatedLabels: [RepeatedLabel] = []
  ) {
    self.nodes = nodes
    self.text = text
    self.firstLinkOverBudget = firstLinkOverBudget
    self.repeatedLabels = repeatedLabels
  }

  public subscript(_ id: NodeID) -> Node { nodes[Int(id)] }

  /// The children of a node, in order.
  public func children(of id: NodeID) -> some Sequence<NodeID> {
    let first = nodes[Int(id)].firstChild
    return sequence(state: first) { next -> NodeID? in
      guard next >= 0 else { return nil }
      defer { next = nodes[Int(next)].nextSibling }
      return next
    }
  }

  public func bytes(_ range: Range<Int32>) -> ArraySlice<UInt8> {
    text[Int(range.lowerBound)..<Int(range.upperBound)]
  }

  public func string(_ range: Range<Int32>) -> String {
    String(decoding: text[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
  }
}

extension MarkdownDocument.Kind {
  /// Whether a node of this kind is inside a line of text.
  public var isInline: Bool {
    switch self {
    case .text, .softBreak, .lineBreak, .code, .htmlInline, .emphasis, .strong, .strikethrough, .link, .image,
      .footnoteReference, .formula:
      true
    default: false
    }
  }
}
