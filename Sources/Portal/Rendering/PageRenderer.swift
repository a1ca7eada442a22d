import Markdown
import Pages
import Project
import Site

/// A page as HTML, with the data that the rest of the portal needs of it.
struct RenderedPage: Sendable {
  var summary: PageSummary
  var body: [UInt8]
  var snippet: String
  var attachments: [LinkRewriter.Attachment]
  var drawings: [OutputFile] = []
  /// The sentences that the search shows.
  var searchText = ""
  /// Words that are not in the page's own text, for the search index.
  var drawnText: [UInt8] = []
  var verification = PageVerification()
  /// The page as Markdown; `nil` when it is not published.
  var twin: OutputFile?
}

/// Makes the inner HTML of pages: the part between the breadcrumb and the links to the neighbours.
struct PageRenderer: Sendable {
  let site: Site
  let ledger: LedgerPages
  let links: LinkRewriter
  let symbols: SymbolLinks
  let glossary: Glossary?
  let marksDeadLinks: Bool
  private let drawingStyle: DrawingStyle
  private let words: ThemeWords
  private let changes: LastChanges

  /// - Parameter marksDeadLinks: whether links that lead nowhere are marked as such.
  init(
    site: Site, ledger: LedgerPages, changes: LastChanges = LastChanges(), marksDeadLinks: Bool = false
  ) {
    self.changes = changes
    self.marksDeadLinks = marksDeadLinks
    self.site = site
    self.ledger = ledger
    links = LinkRewriter(site: site)
    symbols = SymbolLinks(places: site.symbolPlaces, paths: site.paths)
    glossary = Glossary(site)
    drawingStyle = DrawingStyle(site.theme)
    words = site.theme.words(of: site.project.language)
  }

  func summary(of page: Page) -> PageSummary {
    PageSummary(
      path: page.path, output: links.paths.output(of: page.path), title: page.title,
      label: page.frontMatter.navigationTitle ?? site.project.order.titles[page.path] ?? page.title,
      description: page.frontMatter.description ?? "",
      order: site.project.order.positions[page.path] ?? page.frontMatter.order,
      isLanding: page.frontMatter.isLanding, hasColumns: MethodColumns(page) != nil,
      headings: page.headings.map { PageHeading(level: $0.level, text: $0.text, anchor: $0.anchor) },
      date: page.frontMatter.date, isDraft: page.frontMatter.isDraft,
      language: page.frontMatter.language, changed: changes[site.project.path(ofPage: page.path)],
      hasPrograms: page.frontMatter.isWalkthrough || !PagePrograms(page, site.languages).isEmpty,
      steps: Walkthrough(page, site.project, site.languages).map(PageSteps.init),
      values: PageValues(page, site.project))
  }

  func render(_ page: Page) -> RenderedPage {
    var rendered = RenderedPage(
      summary: summary(of: page), body: [], snippet: SearchIndex.snippet(of: page), attachments: [])
    if site.project.address != nil { rendered.twin = MarkdownTwin.file(of: page) }
    rendered.summary.twin = rendered.twin?.path
    rendered.searchText = SearchTexts.text(of: page)
    let verdicts = ledger.verdicts(of: page)
    rendered.verification = PageVerification(page, verdicts)
    var rendering = PageRendering(
      page: page, site: site, links: links, symbols: symbols, terms: TermLinks(glossary, on: page),
      verdicts: verdicts, drawingStyle: drawingStyle, words: words, marksDeadLinks: marksDeadLinks,
      takesValues: rendered.summary.values != nil)
    rendered.body.reserveCapacity(page.source.bytes.count * 3)
    // A page that gives its title only in the front matter still needs a heading.
    if page.titleHeading == nil {
      TextElements.title(page.title, into: &rendered.body)
      PageFacts.write(page.frontMatter, site.project.language, words, into: &rendered.body)
    }
    if page.frontMatter.isLanding {
      Landing.write(page, rendering: &rendering, into: &rendered.body)
    } else if let columns = MethodColumns(page) {
      rendering.write(columns, into: &rendered.body)
    } else {
      MarkdownHTML.render(page.document, customization: &rendering, into: &rendered.body)
    }
    rendered.attachments = rendering.attachments
    rendered.drawings = rendering.drawings
    rendered.summary.hasDrawings = !rendering.drawings.isEmpty
    rendered.summary.hasConsole = rendering.hasConsole
    rendered.drawnText = rendering.drawnText
    return rendered
  }
}
