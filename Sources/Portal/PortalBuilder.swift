import Ledger
import Pages
import Project
import Site

/// Turns the pages of a site into the files of its portal.
///
///     let portal = await PortalBuilder(site: site, ledger: ledger).prepare()
///     try await portal.write(to: OutputFolder(path: "_site"))
///
/// Pages are rendered on every processor. The frame around each page is added when all pages are known, and
/// nothing is written before.
public struct PortalBuilder: Sendable {
  public let site: Site
  public let ledger: Ledger?
  public let keys: CurrentKeys?
  /// What is wrong with a portal that is written nevertheless; `nil` for one to be released.
  public let draft: Draft?
  /// When pages were last changed.
  public let changes: LastChanges

  /// - Parameters:
  ///   - keys: The keys that the verdicts of the ledger must have; `nil` to compare the code of the blocks alone.
  ///   - draft: The findings of a portal that is written although it has some; `nil` for one to release.
  ///   - changes: When pages were last changed.
  public init(
    site: Site, ledger: Ledger? = nil, keys: CurrentKeys? = nil, draft: Draft? = nil,
    changes: LastChanges = LastChanges()
  ) {
    self.changes = changes
    self.draft = draft
    self.site = site
    self.ledger = ledger
    self.keys = keys
  }

  /// Renders all pages.
  public func prepare() async -> PreparedPortal {
    let pages = site.pages
    let renderer = renderer
    let work = WorkQueue(count: pages.count, chunk: 16)
    let parts = await withTaskGroup(of: PortalPart.self) { group in
      for _ in 0..<WorkQueue.workers(for: pages.count) {
        group.addTask {
          var part = PortalPart()
          while let range = work.next() {
            for number in range { part.add(pages[number], number, renderer) }
          }
          return part
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    return PreparedPortal(site: site, parts: parts, draft: draft)
  }

  private var renderer: PageRenderer {
    PageRenderer(
      site: site, ledger: LedgerPages(ledger, keys: keys), changes: changes, marksDeadLinks: draft != nil)
  }

  /// A few pages as they will be in the portal, with their drawings, while the others are not rendered yet: for a server
  /// that shows a change at once.
  ///
  /// - Parameter paths: relative to the content folder. The first page of the portal is left out: it counts the verdicts of
  ///   all others.
  public func preview(of paths: Set<String>) -> [OutputFile] {
    let renderer = renderer
    var summaries = site.pages.map(renderer.summary)
    let numbers = site.pages.indices.filter { paths.contains(site.pages[$0].path) }
    let rendered = numbers.map { renderer.render(site.pages[$0]) }
    for (number, page) in zip(numbers, rendered) { summaries[number] = page.summary }
    let navigation = Navigation(pages: summaries, paths: site.paths, project: site.project)
    let shell = PageShell(
      project: site.project, pages: summaries, generated: site.generatedPages, navigation: navigation,
      theme: PortalTheme(site: site),
      verification: VerificationPage(project: site.project, pages: summaries, found: [], order: []),
      moved: Redirects(site).headings, draft: draft,
      feed: Feed.path(of: summaries, isDraft: draft != nil || summaries.contains(where: \.isDraft)))
    var sidebars = LastSidebar(shell: shell)
    return zip(numbers, rendered).filter { $0.0 != navigation.sequence.first }.flatMap { number, page in
      var bytes: [UInt8] = []
      shell.write(number, body: page.body, sidebar: sidebars.sidebar(for: number), into: &bytes)
      return [OutputFile(path: page.summary.output, bytes: bytes)] + page.drawings
    }
  }
}

/// The result of one worker.
struct PortalPart: Sendable {
  var pages: [(number: Int, rendered: RenderedPage)] = []
  var terms = SearchTerms()

  mutating func add(_ page: Page, _ number: Int, _ renderer: PageRenderer) {
    let rendered = renderer.render(page)
    terms.add(page, number: number)
    rendered.drawnText.withUnsafeBufferPointer { terms.add($0, page: number, weight: 1) }
    pages.append((number, rendered))
  }
}
