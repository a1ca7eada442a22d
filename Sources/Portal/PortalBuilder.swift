import Foundation
import Ledger
import Pages
import Project
import Site
import Synchronization

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

  /// - Parameters:
  ///   - keys: The keys that the verdicts of the ledger must have; `nil` to compare the code of the blocks alone.
  ///   - draft: The findings of a portal that is written although it has some; `nil` for one to release.
  public init(site: Site, ledger: Ledger? = nil, keys: CurrentKeys? = nil, draft: Draft? = nil) {
    self.draft = draft
    self.site = site
    self.ledger = ledger
    self.keys = keys
  }

  /// Renders all pages.
  public func prepare() async -> PreparedPortal {
    let pages = site.pages
    let renderer = PageRenderer(
      site: site, ledger: LedgerPages(ledger, keys: keys), marksDeadLinks: draft != nil)
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

/// Hands out ranges of numbers to workers.
final class WorkQueue: Sendable {
  private let position = Atomic<Int>(0)
  private let count: Int
  private let chunk: Int

  init(count: Int, chunk: Int) {
    self.count = count
    self.chunk = chunk
  }

  func next() -> Range<Int>? {
    let start = position.wrappingAdd(chunk, ordering: .relaxed).oldValue
    return start < count ? start..<min(start + chunk, count) : nil
  }

  static func workers(for count: Int) -> Int {
    max(1, min(ProcessInfo.processInfo.activeProcessorCount, count / 4))
  }
}
