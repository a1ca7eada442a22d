/// How raw HTML in Markdown is rendered.
public enum RawHTML: Sendable, Hashable {
  /// Unchanged; links of every scheme are allowed. Only for pages that are trusted.
  case passed
  /// Shown as text; comments, which no reader sees, are left out. Links of dangerous schemes get an empty address.
  case escaped
  /// Written as far as a policy allows, the rest shown as text; comments are left out. Links lead to allowed schemes only.
  case filtered(HTMLPolicy)
  /// Replaced by a comment, as libcmark-gfm does in its safe mode.
  case omitted
}

/// Where a portal's HTML differs from plain HTML. Every function has a default that changes nothing.
///
/// Functions that give a `Bool` say whether they wrote the node; `false` means that it is written as usual.
public protocol MarkdownHTMLCustomization {
  typealias NodeID = MarkdownDocument.NodeID

  var rawHTML: RawHTML { get }
  /// Whether block quotes that begin with `[!NOTE]` and the like become alerts, as on GitHub.
  var rendersAlerts: Bool { get }
  /// Written around every table, so that wide ones can scroll.
  var tableFrame: (open: StaticString, close: StaticString) { get }

  /// A whole code block.
  mutating func codeBlock(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool
  /// An HTML block, such as a directive.
  mutating func htmlBlock(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool
  /// Attributes of `<h1>`…`<h6>`, each with a space before it.
  mutating func headingAttributes(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8])
  /// The HTML between a heading's text and its end tag.
  mutating func headingEnd(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8])
  /// The HTML after a heading's end tag.
  mutating func afterHeading(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8])
  /// Attributes of `<ul>` and `<ol>`, each with a space before it.
  mutating func listAttributes(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8])
  /// Attributes of the box of a task, each with a space before it.
  mutating func taskAttributes(isDone: Bool, into output: inout [UInt8])
  /// The escaped value of `href` or `src`.
  mutating func destination(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool
  /// The escaped value of an address in raw HTML.
  mutating func htmlAddress(_ address: String, into output: inout [UInt8]) -> Bool
  /// Further attributes of `<a>`, each with a space before it.
  mutating func linkAttributes(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8])
  /// Further attributes of `<img>`, each with a space before it.
  mutating func imageAttributes(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8])
  /// A text outside of code.
  mutating func text(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool
  /// A code span, without `<code>` when written here.
  mutating func codeSpan(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool
  /// A formula in text; written as the code span it is made of otherwise.
  mutating func formula(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool
}

extension MarkdownHTMLCustomization {
  public var rawHTML: RawHTML { .escaped }
  public var rendersAlerts: Bool { true }
  public var tableFrame: (open: StaticString, close: StaticString) { ("", "") }

  public mutating func codeBlock(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) -> Bool { false }
  public mutating func htmlBlock(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) -> Bool { false }
  public mutating func headingAttributes(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) {}
  public mutating func headingEnd(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) {}
  public mutating func afterHeading(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) {}
  public mutating func listAttributes(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) {}
  public mutating func taskAttributes(isDone _: Bool, into _: inout [UInt8]) {}
  public mutating func destination(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) -> Bool { false }
  public mutating func htmlAddress(_: String, into _: inout [UInt8]) -> Bool { false }
  public mutating func linkAttributes(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) {}
  public mutating func imageAttributes(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) {}
  public mutating func formula(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) -> Bool { false }
  public mutating func text(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) -> Bool { false }
  public mutating func codeSpan(_: NodeID, in _: MarkdownDocument, into _: inout [UInt8]) -> Bool { false }
}

/// HTML as libcmark-gfm itself writes it, with nothing added.
public struct PlainMarkdownHTML: MarkdownHTMLCustomization, Sendable {
  public var rawHTML: RawHTML
  public var rendersAlerts: Bool

  public init(rawHTML: RawHTML = .escaped, rendersAlerts: Bool = false) {
    self.rawHTML = rawHTML
    self.rendersAlerts = rendersAlerts
  }
}

/// Markdown as HTML, appended to a buffer of bytes.
public enum MarkdownHTML {
  /// The whole document.
  public static func render(
    _ document: MarkdownDocument, customization: inout some MarkdownHTMLCustomization,
    into output: inout [UInt8]
  ) {
    render(childrenOf: 0, of: document, customization: &customization, into: &output)
  }

  /// The content of one node: the inlines of a heading, the blocks of a quotation.
  public static func render(
    childrenOf root: MarkdownDocument.NodeID, of document: MarkdownDocument,
    customization: inout some MarkdownHTMLCustomization, into output: inout [UInt8]
  ) {
    document.nodes.withUnsafeBufferPointer { nodes in
      document.text.withUnsafeBufferPointer { text in
        guard nodes.indices.contains(Int(root)) else { return }
        var walk = MarkdownHTMLWalk(
          document: document, nodes: nodes, text: text, base: output.count, rawHTML: customization.rawHTML,
          rendersAlerts: customization.rendersAlerts)
        walk.render(childrenOf: root, &customization, &output)
      }
    }
  }

  /// The whole document without customization.
  public static func render(_ document: MarkdownDocument, rawHTML: RawHTML = .escaped) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(document.text.count * 2)
    var plain = PlainMarkdownHTML(rawHTML: rawHTML)
    render(document, customization: &plain, into: &output)
    return output
  }
}
