import Diagnostics
import Digests
import Languages
import Ledger
import Markdown
import MathML
import Mermaid
import OpenRPC
import Pages
import Project
import Site

/// How the tree of a page becomes the theme's HTML.
struct PageRendering: MarkdownHTMLCustomization {
  let page: Page
  let site: Site
  let links: LinkRewriter
  let symbols: SymbolLinks
  let verdicts: PageVerdicts
  let drawingStyle: DrawingStyle
  let words: ThemeWords
  private var terms: TermLinks?
  var attachments: [LinkRewriter.Attachment] = []
  /// Drawings that open full size.
  var drawings: [OutputFile] = []
  /// The words that directives have drawn, which are not in the page's own text.
  var drawnText: [UInt8] = []
  /// Whether it has a console of a method.
  var hasConsole = false
  /// Blocks that are inside another block's frame: in a group of tabs, or as its output.
  var placedBlocks: Set<Int> = []

  private let marksDeadLinks: Bool
  /// Whether the page has the script of readers' values.
  let takesValues: Bool
  /// The blocks that a reader of a walkthrough runs.
  private let steps: Set<Int>
  private let shapes: [NodeID: ListShape]
  let programs: PagePrograms

  init(
    page: Page, site: Site, links: LinkRewriter, symbols: SymbolLinks, terms: TermLinks? = nil,
    verdicts: PageVerdicts, drawingStyle: DrawingStyle, words: ThemeWords, marksDeadLinks: Bool = false,
    takesValues: Bool = false
  ) {
    self.terms = terms
    self.words = words
    self.marksDeadLinks = marksDeadLinks
    self.takesValues = takesValues
    let walkthrough = Walkthrough(page, site.project, site.languages)
    steps = Set((walkthrough?.steps ?? []).flatMap { $0.actions + $0.looks }.map(\.index))
    shapes = ListShape.lists(of: page)
    programs = PagePrograms(page, site.languages)
    self.page = page
    self.site = site
    self.links = links
    self.symbols = symbols
    self.verdicts = verdicts
    self.drawingStyle = drawingStyle
  }

  /// The language of the program that a reader of a walkthrough makes of a block; `nil` for a block that is not part of one.
  func program(of block: Block) -> String? {
    guard steps.contains(block.index), !block.form.isMessage else { return nil }
    return site.languages[block.language]?.processName
  }

  var rawHTML: RawHTML { .filtered(site.project.htmlPolicy) }
  var rendersAlerts: Bool { true }
  var tableFrame: (open: StaticString, close: StaticString) { TextElements.tableFrame }

  mutating func headingAttributes(_ id: NodeID, in _: MarkdownDocument, into output: inout [UInt8]) {
    guard let heading = page.heading(at: id) else { return }
    TextElements.headingAttributes(heading.anchor, into: &output)
  }

  mutating func headingEnd(_ id: NodeID, in _: MarkdownDocument, into output: inout [UInt8]) {
    guard let heading = page.heading(at: id), heading.level > 1 else { return }
    TextElements.linkToHeading(heading.anchor, words, into: &output)
  }

  mutating func afterHeading(_ id: NodeID, in _: MarkdownDocument, into output: inout [UInt8]) {
    guard id == page.headings.first?.node, page.headings.first?.level == 1 else { return }
    PageFacts.write(page.frontMatter, site.project.language, words, into: &output)
  }

  mutating func destination(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool {
    htmlAddress(document.string(document[id].target), into: &output)
  }

  /// Addresses in raw HTML lead where those in Markdown do.
  mutating func htmlAddress(_ address: String, into output: inout [UInt8]) -> Bool {
    switch links.target(of: address, on: page.path) {
    case .unchanged, .dead: return false
    case .rewritten(let path): output.put(url: path)
    case .attachment(let path, let attachment):
      output.put(url: path)
      attachments.append(attachment)
    }
    return true
  }

  mutating func linkAttributes(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) {
    guard marksDeadLinks, links.target(of: document.string(document[id].target), on: page.path) == .dead
    else {
      return
    }
    output.put(TextElements.deadLink)
  }

  mutating func imageAttributes(_: NodeID, in _: MarkdownDocument, into output: inout [UInt8]) {
    output.put(TextElements.lazyImage)
  }

  mutating func text(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool {
    if let title = title(ofLink: document[id].parent, in: document) {
      output.put(text: title)
      return true
    }
    if shapes[followsLink(ofItem: id, in: document)] == .cards {
      let text = document.bytes(Landing.withoutSeparator(document[id].literal, in: document))
      output.put(" ")
      output.put(text: String(decoding: text, as: UTF8.self))
      return true
    }
    return terms?.write(id, in: document, into: &output) ?? false
  }

  /// The list in whose item a text directly follows the link at the beginning; -1 for any other text.
  private func followsLink(ofItem text: NodeID, in document: MarkdownDocument) -> NodeID {
    if shapes.isEmpty { return -1 }
    let paragraph = document[text].parent
    guard paragraph >= 0, document[paragraph].kind == .paragraph else { return -1 }
    let item = document[paragraph].parent
    guard item >= 0, let link = ListShape.link(atStartOf: item, in: document),
      document[link].nextSibling == text
    else { return -1 }
    return document[item].parent
  }

  mutating func listAttributes(_ id: NodeID, in _: MarkdownDocument, into output: inout [UInt8]) {
    guard let shape = shapes[id] else { return }
    output.put(" class=\"")
    output.put(raw: shape.rawValue)
    output.put("\"")
  }

  /// Programs that read pages aloud say what a box is for.
  mutating func taskAttributes(isDone: Bool, into output: inout [UInt8]) {
    output.put(" aria-label=\"")
    output.put(isDone ? .done : .toDo, of: words)
    output.put("\"")
  }

  /// The title of the page that a link leads to, where the link shows the name of its file because it has no text of its own.
  private func title(ofLink id: NodeID, in document: MarkdownDocument) -> String? {
    guard id >= 0, document[id].kind == .link,
      site.project.dialect.isCatalogue || site.project.dialect.hasLabels
    else { return nil }
    let name = document.plainText(of: id)
    return links.title(of: document.string(document[id].target), named: name, on: page.path)
  }

  mutating func codeSpan(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool {
    let isInTable = document.isInTable(id)
    let code = document.string(document[id].literal)
    // Browsers break a line after the hyphens of `--json`.
    let isOption = code.hasPrefix("--") && code.utf8.count <= 24 && !code.contains(" ")
    guard isInTable || isOption || !symbols.table.isEmpty else { return false }
    var link: (address: String, summary: String)?
    if let symbol = symbols.table.link(for: code), !document.isInLinkOrHeading(id),
      let address = symbols.address(of: symbol, from: page, at: id)
    {
      link = (address, symbol.summary)
    }
    guard isInTable || isOption || link != nil else { return false }
    TextElements.code(
      code, link: link, isBreakable: isInTable && !isOption, isUnbroken: isOption, into: &output)
    return true
  }

  mutating func htmlBlock(_ id: NodeID, in _: MarkdownDocument, into output: inout [UInt8]) -> Bool {
    guard let directive = page.directives.first(where: { $0.node == id }) else { return false }
    write(directive, into: &output)
    return true
  }

  mutating func formula(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool {
    do throws(FormulaError) {
      output += try site.formulas.formula(document.string(document[id].literal)).mathML(display: false)
      return true
    } catch {
      // `check` says why; the reader still has the source.
      return false
    }
  }

  private func formulaBlock(_ block: Block, into output: inout [UInt8]) -> Bool {
    do throws(FormulaError) {
      TextElements.formula(try site.formulas.formula(block.code).mathML(display: true), into: &output)
      return true
    } catch {
      return false
    }
  }

  mutating func codeBlock(_ id: NodeID, in document: MarkdownDocument, into output: inout [UInt8]) -> Bool {
    guard let index = page.blockIndex(at: id) else { return false }
    if placedBlocks.contains(index) { return true }
    let block = page.blocks[index]
    if block.attributes.isHidden {
      if let output = outputBlock(of: index) { placedBlocks.insert(output) }
      return true
    }
    if block.form == .diagram, block.attributes.tab == nil {
      if !diagramFigure(index, into: &output) {
        codeFrame(index, output: nil, reason: "This diagram could not be drawn.", into: &output)
      }
      return true
    }
    if block.form == .formula, block.attributes.level != .text, formulaBlock(block, into: &output) {
      return true
    }
    if block.attributes.tab != nil {
      tabGroup(from: index, into: &output)
    } else {
      let printed = outputBlock(of: index)
      if let printed { placedBlocks.insert(printed) }
      codeFrame(index, output: printed, into: &output)
    }
    return true
  }

  /// The block after this one when nothing but white space is between them.
  func neighbour(of index: Int) -> Int? {
    guard index + 1 < page.blocks.count else { return nil }
    return page.document[page.blocks[index].node].nextSibling == page.blocks[index + 1].node ? index + 1 : nil
  }

  /// The `output` block that states what this block prints.
  func outputBlock(of index: Int) -> Int? {
    guard !page.blocks[index].isOutput, let next = neighbour(of: index), page.blocks[next].isOutput else {
      return nil
    }
    return next
  }
}
