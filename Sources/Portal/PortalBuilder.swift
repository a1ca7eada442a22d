import Diagnostics
import Foundation
import Ledger
import Mermaid
import OpenRPC
import Pages
import Project
import Site
import Symbols
import Synchronization

/// Turns the pages of a project into the files of its portal.
///
///     let builder = PortalBuilder(project: project, contract: contract, ledger: ledger, files: files)
///     let portal = await builder.prepare { page in Inspected(checks(page)) }
///     if !portal.unreadable.hasErrors { try await portal.write(to: OutputFolder(path: "_site")) }
///
/// Pages are loaded, inspected and rendered one at a time on every processor; of each only its HTML, its
/// title, headings and words are kept, so that ten thousand pages fit in memory. What stands round a page is
/// added when all pages are known, and nothing is written before.
public struct PortalBuilder: Sendable {
  public let project: Project
  public let contract: Contract?
  public let ledger: Ledger?
  public let files: FileReader
  /// The names in inline code and diagrams that become links.
  public let symbols: SymbolTable
  /// Drawings of earlier builds, and afterwards those of this one.
  public let kept: ContentCache
  /// What the service exports, for the pages that show it.
  public var metrics: [MetricDescription] = []

  public init(
    project: Project, contract: Contract? = nil, ledger: Ledger? = nil, files: FileReader,
    symbols: SymbolTable = .none, kept: ContentCache = ContentCache()
  ) {
    self.kept = kept
    self.symbols = symbols
    self.project = project
    self.contract = contract
    self.ledger = ledger
    self.files = files
  }

  /// Paths of all pages, relative to the content folder, sorted.
  public func pagePaths() -> [String] {
    let prefix = project.path(ofPage: "").utf8.count
    return files.files(project.content) { $0.utf8.count > 3 && $0.hasSuffix(".md") }
      .map { String($0.utf8.dropFirst(prefix)) ?? $0 }
  }

  /// Loads and renders all pages. `inspect` sees each page once, on any thread, and what it gives is kept in
  /// the order of the pages' paths.
  public func prepare<Inspection: Sendable>(
    inspect: @escaping @Sendable (Page) -> Inspected<Inspection>
  ) async -> PreparedPortal<Inspection> {
    let paths = pagePaths()
    @Sendable func source(_ path: String) throws(FileReadError) -> SourceText {
      try files.source(project.path(ofPage: path))
    }
    @Sendable func page(_ path: String, _ source: SourceText) -> Page {
      PageLoader.load(path: path, source: source, project: project, files: files)
    }
    return await prepare(paths, inspect: inspect) { path in
      do throws(FileReadError) {
        return .success(page(path, try source(path)))
      } catch {
        return .failure(
          DiagnosticError(
            Diagnostic(.unreadableFile, "`\(files.printed(project.path(ofPage: path)))` \(error)")))
      }
    } withDirectives: { path in
      do throws(FileReadError) {
        let source = try source(path)
        return Directive.mayStand(in: source) ? page(path, source) : nil
      } catch {
        // Said when it is loaded.
        return nil
      }
    }
  }

  public func prepare() async -> PreparedPortal<Void> { await prepare { _ in Inspected(()) } }

  /// Renders pages that have been loaded already.
  public func prepare(_ pages: [Page]) async -> PreparedPortal<Void> {
    let byPath = Dictionary(pages.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let paths = byPath.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return await prepare(
      paths, inspect: { _ in Inspected(()) },
      load: { path in
        if let page = byPath[path] { return .success(page) }
        return .failure(DiagnosticError(Diagnostic(.unreadableFile, "`\(path)` does not exist")))
      }, withDirectives: { byPath[$0] })
  }

  private func prepare<Inspection: Sendable>(
    _ paths: [String], inspect: @escaping @Sendable (Page) -> Inspected<Inspection>,
    load: @escaping @Sendable (String) -> Result<Page, DiagnosticError>,
    withDirectives: @escaping @Sendable (String) -> Page?
  ) async -> PreparedPortal<Inspection> {
    let pagePaths = PagePaths(paths)
    let reference = await referencePlaces(paths, pagePaths, load: withDirectives)
    let renderer = PageRenderer(
      project: project, contract: contract, metrics: metrics, ledger: LedgerPages(ledger),
      links: LinkRewriter(paths: pagePaths, project: project, files: files), reference: reference,
      symbols: SymbolLinks(table: symbols, paths: pagePaths, reference: reference), kept: kept)
    let work = WorkQueue(count: paths.count, chunk: 16)
    let parts = await withTaskGroup(of: PortalPart<Inspection>.self) { group in
      for _ in 0..<WorkQueue.workers(for: paths.count) {
        group.addTask {
          var part = PortalPart<Inspection>()
          while let range = work.next() {
            for number in range {
              switch load(paths[number]) {
              case .success(let page):
                part.add(page, number, inspect(page), renderer)
              case .failure(let error): part.failures.append((number, error.diagnostics))
              }
            }
          }
          return part
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    return PreparedPortal(project: project, files: files, paths: pagePaths, parts: parts)
  }

  /// On which page each part of the contract is shown: any page may lead there, so it is known before the first
  /// is rendered.
  private func referencePlaces(
    _ paths: [String], _ pagePaths: PagePaths, load: @escaping @Sendable (String) -> Page?
  ) async -> ReferencePlaces {
    if contract == nil { return ReferencePlaces([], contract: nil) }
    let work = WorkQueue(count: paths.count, chunk: 64)
    let found = await withTaskGroup(of: [(Int, Page)].self) { group in
      for _ in 0..<WorkQueue.workers(for: paths.count) {
        group.addTask {
          var found: [(Int, Page)] = []
          while let range = work.next() {
            for number in range {
              if let page = load(paths[number]), !page.directives.isEmpty { found.append((number, page)) }
            }
          }
          return found
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    return ReferencePlaces(
      found.sorted { $0.0 < $1.0 }.map { ($0.1, pagePaths.output(of: $0.1.path)) }, contract: contract,
      metrics: metrics)
  }
}

/// What was found out about a page before it is rendered.
public struct Inspected<Inspection: Sendable>: Sendable {
  /// Kept until the portal is written.
  let inspection: Inspection
  /// By the index of their block.
  let diagrams: [Int: Diagram]

  /// - Parameter diagrams: those that have been read meanwhile, by the index of their block; they are not read again.
  public init(_ inspection: Inspection, diagrams: [Int: Diagram] = [:]) {
    self.inspection = inspection
    self.diagrams = diagrams
  }
}

/// What one worker has made.
struct PortalPart<Inspection: Sendable>: Sendable {
  struct Item: Sendable {
    var number: Int
    var rendered: RenderedPage
    var inspection: Inspection
  }

  var items: [Item] = []
  var failures: [(number: Int, diagnostics: [Diagnostic])] = []
  var terms = SearchTerms()

  mutating func add(
    _ page: Page, _ number: Int, _ inspected: Inspected<Inspection>, _ renderer: PageRenderer
  ) {
    let rendered = renderer.render(page, diagrams: inspected.diagrams)
    terms.add(page, number: number)
    rendered.drawnText.withUnsafeBufferPointer { terms.add($0, page: number, weight: 1) }
    items.append(Item(number: number, rendered: rendered, inspection: inspected.inspection))
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
