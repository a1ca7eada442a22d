import Diagnostics
import Dialects
import Markdown
import Project

extension Rule {
  public static let longReferences = Rule(
    "long-references", .error,
    "Link reference definitions used so often that the page would become huge")
  public static let notUTF8 = Rule("not-utf8", .error, "File that is not valid UTF-8")
}

/// The making of one page: one pass over the tree's nodes in document order.
struct PageReading {
  let path: String
  let reader: PageReader
  let expandsDirectives: Bool
  /// Whether only what has a plain form is rewritten, as for a page that is to be migrated.
  let isPlainForm: Bool
  /// The starts of lines that open boxes and tabs which stay as they are in the plain form.
  private let kept: Set<Int>
  /// The names of the directives that this text is the expansion of.
  let expanded: [String]
  private(set) var source: SourceText
  var lines: LineTable { source.lines }
  var diagnostics: [Diagnostic] = []
  private var frontMatter = FrontMatter()
  var document = MarkdownDocument(nodes: [], text: [])
  var headings: [Heading] = []
  var names: PageNames
  /// After the last comment that was found inside of text.
  var commentEnd = 0
  /// Components that were left out, and the text that they are in.
  private var components: [MDXRewriting.Component] = []
  private var written: SourceText?

  var project: Project { reader.project }
  var files: FileReader { reader.files }

  init(
    path: String, source: SourceText, reader: PageReader, expandsDirectives: Bool, expanded: [String] = [],
    isPlainForm: Bool = false, kept: Set<Int> = []
  ) {
    self.isPlainForm = isPlainForm
    self.kept = kept
    self.path = path
    self.reader = reader
    self.expandsDirectives = expandsDirectives
    self.expanded = expanded
    self.source = source
    names = PageNames(anchors: Anchors(reader.project.dialect.slugs[0]))
    if let invalid = UTF8Check.firstInvalid(in: source.bytes) {
      self.source = SourceText(path: source.path, text: source.text)
      diagnostics.append(
        Diagnostic(
          .notUTF8, "The file is not UTF-8: this invalid byte is read as U+FFFD",
          at: self.source.span(invalid..<(invalid + 1)),
          fix: "save the file as UTF-8"))
    } else if let null = source.bytes.firstIndex(of: 0) {
      diagnostics.append(
        Diagnostic(
          .notUTF8, "The file has a NUL character, which is shown as U+FFFD",
          at: source.span(null..<(null + 1)), fix: "remove it; if the file is UTF-16, save it as UTF-8"))
    }
  }

  /// What is to be parsed as Markdown: the text after the front matter.
  mutating func markdown() -> MarkdownParser.Input {
    let front = FrontMatter.read(source, project: project)
    frontMatter = front.value
    diagnostics += front.diagnostics
    let start = front.value.range.upperBound
    if !isPlainForm { readTools(from: start) }
    source = PlainForm.rewritten(
      source, from: start, project, isMDX: !isPlainForm && project.isMDX(path), keeping: kept)
    return .init(bytes: source.bytes, offset: start, firstLine: start == 0 ? 1 : lines.line(at: start))
  }

  /// Reads what has no plain form: included files, components, directives of Sphinx and short codes of Hugo.
  private mutating func readTools(from start: Int) {
    // A text whose directives were replaced has them already.
    if expanded.isEmpty { append(project.appendedFiles) }
    if let included = IncludeExpansion.expanded(
      source, from: start, path: project.path(ofPage: path), project: project, files: files)
    {
      source = included.source
      diagnostics += included.diagnostics
    }
    if project.isMDX(path) || project.dialect.hasComponents {
      written = source
      (source, components) = MDXRewriting.rewritten(source, from: start, isMDX: project.isMDX(path))
    }
    if project.dialect.hasLabels, let rewritten = DirectiveLabels.rewritten(source, from: start) {
      source = rewritten
    }
    if let rewritten = CodeDirectives.rewritten(source, from: start) { source = rewritten }
    if project.dialect.containers.contains(.directives),
      let rewritten = ImageDirectives.rewritten(source, from: start)
    {
      source = rewritten
    }
    if project.dialect.isCatalogue, let rewritten = CatalogueDirectives.rewritten(source, from: start) {
      source = rewritten
    }
    if project.dialect.hasLiquid, let rewritten = LiquidTags.rewritten(source, from: start) {
      source = rewritten
    }
    if project.dialect.readsHTML, let rewritten = MarkdownInHTML.rewritten(source, from: start) {
      source = rewritten
    }
    if project.dialect.hasShortcodes,
      let rewritten = ShortcodeDestinations.rewritten(source, from: start)
    {
      source = rewritten
    }
  }

  /// Puts an include of each file at the end of the page.
  private mutating func append(_ files: [String]) {
    if files.isEmpty { return }
    var assembly = SourceAssembly()
    let end = source.bytes.count
    assembly.copy(0..<end, of: source)
    for file in files { assembly.add("\n\n--8<-- \"\(file)\"\n", from: source, at: end..<end) }
    source = assembly.text(path: source.path)
  }

  /// The text with its directives replaced; `nil` when there are none to be replaced.
  func expansion(_ document: MarkdownDocument) -> Expansion? {
    expandsDirectives ? Expansion(of: source, document, reader.directives) : nil
  }

  mutating func page(_ parsed: MarkdownDocument) -> Page {
    document = parsed
    reportLinksOverBudget()
    var blocks: [Block] = []
    var links: [Link] = []
    var directives: [Directive] = []
    var formulas: [MarkdownDocument.NodeID] = []
    for id in document.nodes.indices {
      let node = document.nodes[id]
      let id = MarkdownDocument.NodeID(id)
      switch node.kind {
      case .heading:
        let name = takeAttributes(ofHeading: id)
        let text = document.plainText(of: id)
        let (anchor, isGiven) = anchor(ofHeading: id, text, named: name)
        headings.append(
          Heading(
            level: node.headingLevel, text: text, anchor: anchor, isNamed: isGiven, node: id,
            line: Int(node.startLine)))
      case .paragraph: takeContentsMarker(id, node)
      case .codeBlock where node.detail == .fenced: blocks.append(block(id, node, index: blocks.count))
      case .link where takeAnchor(ofLink: id): break
      case .text: takeAnchor(ofText: id)
      case .link, .image:
        if takeAttributes(behind: id) { continue }
        shortenName(ofLink: id)
        nameTarget(ofLink: id)
        if let first = document.firstLinkOverBudget, id >= first, node.target.isEmpty { continue }
        links.append(
          Link(
            destination: document.string(node.target), isImage: node.kind == .image, node: id,
            line: line(of: node)))
      case .code:
        if document.markFormula(id) { formulas.append(id) } else { takeAttributes(behind: id) }
      case .htmlBlock:
        if let directive = directive(id, node) { directives.append(directive) }
        links += htmlLinks(id, node)
        takeNames(ofHTML: node)
      case .htmlInline:
        directiveInText(id, node)
        links += htmlLinks(id, node)
        takeNames(ofHTML: node)
      default: break
      }
    }
    return Page(
      path: path, source: source, frontMatter: frontMatter, document: document, headings: headings,
      blocks: blocks, links: links, directives: directives, expanded: expanded, formulas: formulas,
      diagnostics: diagnostics,
      addresses: HeadingAddresses(headings, project.dialect, hasOwnSlugs: project.hasOwnSlugs),
      labels: names.labels,
      components: components.compactMap { component in
        written.map { LeftOutComponent(name: component.name, place: $0, range: component.range) }
      },
      title: frontMatter.title ?? Page.titleHeading(headings, document)?.text
        ?? project.order.titles[path] ?? fileName)
  }

  private mutating func reportLinksOverBudget() {
    guard let id = document.firstLinkOverBudget else { return }
    diagnostics.append(
      Diagnostic(
        .longReferences,
        "The links from here on that use definitions are left out: together they are longer than the page, and than 100 kB",
        at: source.span(ofLine: line(of: document[id])),
        fix: "shorten the destinations and titles of the definitions, or divide the page"))
  }

  /// Takes a line that is replaced by a table of contents: every page of a portal has one.
  private mutating func takeContentsMarker(
    _ id: MarkdownDocument.NodeID, _ node: MarkdownDocument.Node
  ) {
    guard node.startLine > 0, node.startLine == node.endLine else { return }
    let line = source.bytes[lines.content(Int(node.startLine), in: source.bytes)]
    guard line.count < 16, line.contains(UInt8(ascii: "[")),
      ["[TOC]", "[toc]", "[[toc]]", "[[TOC]]", "[[_TOC_]]"].contains(
        String(decoding: line.filter { $0 > 0x20 }, as: UTF8.self)),
      // With a definition of its own it is a link.
      !document.descendants(of: id).contains(where: { document[$0].kind == .link })
    else { return }
    document.nodes[Int(id)].kind = .htmlBlock
    document.nodes[Int(id)].firstChild = -1
  }

  /// What raw HTML leads to or shows, as far as it reaches readers.
  private func htmlLinks(_ id: MarkdownDocument.NodeID, _ node: MarkdownDocument.Node) -> [Link] {
    project.htmlPolicy.addresses(in: document.bytes(node.literal)).map { address in
      Link(
        destination: address.destination, isImage: address.isImage, node: id, line: line(of: node),
        written: address.written)
    }
  }

  private var fileName: String {
    let parts = path.split(separator: "/").map(String.init)
    let name = PageName.withoutEnding(parts.last ?? "")
    // A page that stands for its folder is called like it.
    guard parts.count > 1, ["index", "_index", "readme"].contains(name.lowercased()) else { return name }
    return PageName.readable(parts[parts.count - 2])
  }

  /// The node's own line, or that of the nearest node around it that has one.
  func line(of node: MarkdownDocument.Node) -> Int {
    var node = node
    while node.startLine == 0, node.parent >= 0 { node = document[node.parent] }
    return Int(node.startLine)
  }
}
