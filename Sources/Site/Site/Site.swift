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
/// in it but `files` refers to the disk.
public struct Site: Sendable {
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
  public let caches: SiteCaches
  /// Findings about the project as a whole: deprecated settings, pages that cannot be read, and the contract.
  public let findings: [Diagnostic]

  private let positions: [String: Int]

  init(
    project: Project, files: FileReader, contract: Contract?, pages: [Page], directives: DirectiveList,
    languages: Languages, metrics: [MetricDescription], symbols: SymbolTable, caches: SiteCaches,
    findings: [Diagnostic]
  ) {
    self.project = project
    self.files = files
    self.contract = contract
    self.pages = pages
    paths = PagePaths(pages.map(\.path))
    published = PublishedFiles(of: project, files: files, pages: pages.map(\.path))
    self.directives = directives
    self.languages = languages
    self.metrics = metrics
    self.symbols = symbols
    self.findings = findings
    self.caches = caches
    positions = Dictionary(
      pages.enumerated().map { ($0.element.path, $0.offset) }, uniquingKeysWith: { first, _ in first })
    generated = GeneratedPlaces(pages, directives)
    let places = SymbolPlaces(symbols: symbols, generated: generated, pages: Set(positions.keys))
    diagrams = SiteDiagrams(symbols: places, cache: caches.drawings)
  }

  /// The page at a path, relative to the content folder.
  public func page(_ path: String) -> Page? { positions[path].map { pages[$0] } }

  /// Where the names in inline code and diagrams lead.
  public var symbolPlaces: SymbolPlaces { diagrams.symbols }

  /// Reads texts as pages of this site.
  public var reader: PageReader {
    PageReader(project: project, files: files, directives: directives, languages: languages)
  }

  /// The pages that a page shows as examples, each to be checked as a page.
  public func pages(shownOn page: Page) -> [Page] { reader.pages(shownOn: page) }
}
