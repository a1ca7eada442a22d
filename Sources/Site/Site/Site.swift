import Diagnostics
import Languages
import Mermaid
import OpenRPC
import Pages
import Project
import Reference
import Symbols

/// A project opened once: everything that checks, verification and rendering read.
///
///     let site = try await Site.open(root: "/srv/docs", files: .disk(root: "/srv/docs"), parts: parts)
///     let result = await Checks.run(CheckContext(site: site, today: today))
///     let portal = await PortalBuilder(site: site, ledger: ledger).prepare()
///
/// Every file is read once, every directive expanded once, every text parsed once. Nothing in it changes, and nothing
/// in it but `files` refers to the disk. All share one value: each copy of its parts would count every one of them.
public final class Site: Sendable {
  public let project: Project
  /// The files of the project, and beside them the pages and files that are generated.
  public let files: FileReader
  public let contract: Contract?
  /// All pages in the order of their paths, the generated ones too.
  public let pages: [Page]
  /// The files that the pages are written to.
  public let paths: PagePaths
  /// Which of the files that pages link to are published, and where.
  public let published: PublishedFiles
  /// What the paths of links mean.
  public let links: LinkResolver
  public let directives: DirectiveList
  /// The languages of blocks.
  public let languages: Languages
  /// Metrics that the service exports.
  public let metrics: [MetricDescription]
  /// The names that pages may use.
  public let symbols: SymbolTable
  /// The places of generated content.
  public let generated: GeneratedPlaces
  /// The diagrams of all pages, each read and laid out once.
  public let diagrams: SiteDiagrams
  /// The formulas of all pages, each read once.
  public let formulas = SiteFormulas()
  /// The look of the portal.
  public let theme: SiteTheme
  public let caches: SiteCaches
  /// Pages and headings that had other addresses before.
  public let moved: [MovedPlace]
  /// The pages that no file has, relative to the content folder.
  public let generatedPages: Set<String>
  /// The pages that are not to be published yet and are not among `pages`, relative to the content folder.
  public let leftOut: [String]
  /// Whether the page `HomePage.path` is generated, because the folder has no first page.
  public let isHomeGenerated: Bool
  /// Findings about the project as a whole: deprecated settings, pages that cannot be read, and the contract.
  public let findings: [Diagnostic]

  private let positions: [String: Int]
  private let shown: ShownPages

  init(
    project: Project, files: FileReader, contract: Contract?, pages: [Page], directives: DirectiveList,
    languages: Languages, metrics: [MetricDescription], symbols: SymbolTable, theme: SiteTheme,
    caches: SiteCaches,
    isHomeGenerated: Bool, generatedPages: Set<String>, moved: [MovedPlace], linkedFolders: [LinkedFolder],
    leftOut: [String], findings: [Diagnostic]
  ) {
    self.generatedPages = generatedPages
    self.moved = moved
    self.leftOut = leftOut
    self.isHomeGenerated = isHomeGenerated
    self.project = project
    self.files = files
    self.contract = contract
    self.pages = pages
    paths = PagePaths(pages: pages)
    published = PublishedFiles(
      of: project, files: files, pages: pages.map(\.path), paths: paths, linked: linkedFolders,
      drafts: leftOut)
    links = LinkResolver(project: project, files: files, paths: paths, linked: linkedFolders)
    self.directives = directives
    self.languages = languages
    self.metrics = metrics
    self.symbols = symbols
    self.findings = findings
    self.caches = caches
    self.theme = theme
    positions = Dictionary(
      pages.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
    generated = GeneratedPlaces(pages, directives)
    let places = SymbolPlaces(symbols: symbols, generated: generated, pages: Set(positions.keys))
    diagrams = SiteDiagrams(symbols: places, cache: caches.drawings)
    shown = ShownPages(
      PageReader(project: project, files: files, directives: directives, languages: languages))
  }

  /// The page at a path, relative to the content folder.
  public func page(_ path: String) -> Page? { positions[path].map { pages[$0] } }

  /// Where the names in inline code and diagrams lead.
  public var symbolPlaces: SymbolPlaces { diagrams.symbols }

  /// The pages that a page shows in its `markdown` blocks, each to be checked as a page: an example of a fence or of a
  /// directive that is wrong would mislead whoever copies it. Findings have their places on the page that was read.
  ///
  /// Blocks marked `text`, included files and indented blocks are left out, and everything outside of a portal, where
  /// Markdown is that of other tools.
  public func pages(shownOn page: Page) -> [Page] {
    guard project.isConfigured else { return [] }
    return page.blocks.compactMap { self.page(shownIn: $0, on: page) }
  }

  /// The page in one block; `nil` when the block is not to be checked as a page. Its directives are not expanded.
  public func page(shownIn block: Block, on page: Page) -> Page? { shown.page(in: block, on: page) }
}
