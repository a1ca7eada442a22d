import Diagnostics
import Digests
import Foundation
import Ledger
import OpenRPC
import Pages
import Processes
import Project

/// What a verification is asked to do.
public struct VerificationOptions: Sendable {
  /// Pages or folders, in the content folder or as paths are printed; empty for all.
  public var paths: [String]
  /// One of several equal parts of the pages: part `index` (from 1) of `count`.
  public var shard: (index: Int, count: Int)?
  /// Whether expected output, responses and stale copies are rewritten.
  public var updates: Bool
  /// Whether results of earlier verifications are used.
  public var usesCache: Bool
  /// `2026-11-22`; compared with `until=`.
  public var today: String
  /// How many sessions run at a time.
  public var parallelism: Int
  /// The ledger of the verification before, whose records of other pages are kept.
  public var previous: Ledger?
  /// In place of the bundled mock.
  public var service: ExampleService?

  public init(
    paths: [String] = [], shard: (index: Int, count: Int)? = nil, updates: Bool = false,
    usesCache: Bool = true,
    today: String? = nil, parallelism: Int = ProcessInfo.processInfo.activeProcessorCount,
    previous: Ledger? = nil, service: ExampleService? = nil
  ) {
    self.paths = paths
    self.shard = shard
    self.updates = updates
    self.usesCache = usesCache
    self.today = today ?? CalendarDay.now.description
    self.parallelism = max(1, parallelism)
    self.previous = previous
    self.service = service
  }
}

/// What a verification tells while it works.
public enum VerificationProgress: Sendable, Hashable {
  /// Swift code of this many sessions is being compiled.
  case compiling(sessions: Int)
  /// A checker of the project was started with this many blocks.
  case checking(name: String, blocks: Int)
  /// A session has ended, and all before it; `page` is its page's path.
  case ran(page: String, session: String, done: Int, of: Int)
}

/// What came out of a verification.
public struct VerificationReport: Sendable {
  public var ledger: Ledger
  /// By place, without duplicates.
  public var diagnostics: [Diagnostic]
  /// Files to be written; empty unless updates were asked for.
  public var updates: [FileUpdate]
  /// How many blocks have each verdict, of the pages that were verified.
  public var counts: [Verdict: Int]
  /// How many of the validated blocks each checker of the project has accepted, in the order of the settings.
  public var validations: [(checker: String, blocks: Int)]
  /// Sessions whose results came from the cache, and those that were run.
  public var cacheHits: Int
  public var executed: Int
}

/// Runs the examples of a project and compares them with its pages.
public struct Verifier: Sendable {
  public var project: Project
  public var pages: [Page]
  public var contract: Contract?
  public var options: VerificationOptions

  /// - Parameter pages: All pages of the project; `options` selects among them.
  public init(
    project: Project, pages: [Page], contract: Contract?, options: VerificationOptions = .init()
  ) {
    self.project = project
    self.pages = pages
    self.contract = contract
    self.options = options
  }

  /// The folder of caches, relative to the project's root.
  public static let cacheFolder = ".flowdocs/cache"

  private var service: ExampleService? {
    if let service = options.service { return service }
    guard project.service == "mock", let contract else { return nil }
    return .mock(contract: contract, options: project.reference)
  }

  public func run(
    progress: @escaping @Sendable (VerificationProgress) -> Void = { _ in }
  ) async throws -> VerificationReport {
    let root = absolute(project.root)
    let cache = root + Self.cacheFolder
    let selected = selectedPages()
    let service = service
    let planner = Planner(
      project: project, pages: pages, today: options.today, hasService: service != nil)
    let plan = planner.plan(selected)

    do {
      try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .environmentBroken, "the folder `\(cache)` cannot be made",
          fix: "allow writing there, or remove what is in its way"))
    }
    var identities = Identities(cache: cache)
    let surroundings = await SurroundingsReader(
      project: project, root: root, contract: contract, service: service
    )
    .read(plan, &identities)
    let checkerUnits = CheckerUnit.all(of: project, pages, selected, planner)
    let checkerKeys = await keys(of: checkerUnits, root, surroundings.program, &identities)
    identities.save()

    let store = SessionCache(folder: cache)
    let keys = plan.sessions.map { surroundings.key(of: $0) }
    var results: [Int: SessionResult] = [:]
    for (index, session) in plan.sessions.enumerated() where session.isCached && options.usesCache {
      results[index] = store.load(keys[index], of: session, on: pages[session.page])
    }
    let cacheHits = results.count
    let missing = plan.sessions.indices.filter { plan.sessions[$0].isCached && results[$0] == nil }
    let checkers = CheckerStage(
      project: project, root: root, pages: pages, units: checkerUnits, keys: checkerKeys)
    async let checked = checkers.run(
      cache: CheckerCache(folder: cache), usesCache: options.usesCache, parallelism: options.parallelism,
      progress: progress)
    var general: [Diagnostic] = []
    if !missing.isEmpty {
      let execution = Execution(
        project: project, root: root, cache: cache, pages: pages, service: service,
        parallelism: options.parallelism, surroundings: surroundings)
      let executed = try await execution.run(plan, missing, progress: progress)
      // What was cut short says nothing.
      try Task.checkCancellation()
      results.merge(executed.results) { _, new in new }
      general = executed.general
    }

    var comparison = Comparison(
      project: project, pages: pages, contract: contract, updates: options.updates, outcomes: plan.settled)
    for (index, session) in plan.sessions.enumerated() {
      let result = results[index] ?? SessionResult()
      let (judged, fragments) = result.leavingFragments(of: session, project)
      let isClean = comparison.compare(session, judged)
      if isClean, fragments == 0, missing.contains(index) {
        store.store(result, key: keys[index], of: session, on: pages[session.page])
      }
    }
    comparison.compareAnswers(plan.sessions, results)
    comparison.compareIncludes(selected)
    comparison.settle(try await checked)
    try Task.checkCancellation()
    var coverage: [String: Set<String>] = [:]
    for (index, session) in plan.sessions.enumerated() {
      coverage[pages[session.page].path, default: []].formUnion(results[index]?.coverage ?? [])
    }
    return report(
      plan, keys, checkers, comparison, coverage, general: general, selected: selected, cacheHits: cacheHits,
      executed: missing.count)
  }

  private func keys(
    of units: [CheckerUnit], _ root: String, _ program: String, _ identities: inout Identities
  ) async -> [String] {
    let reader = SurroundingsReader(project: project, root: root)
    var checkers: [Int: String] = [:]
    for number in Set(units.map(\.checker)).sorted() {
      checkers[number] = await reader.key(of: project.checkers[number], program: program, &identities)
    }
    return units.map { $0.key(checkers[$0.checker] ?? "", pagePath: pages[$0.page].path) }
  }

  private func absolute(_ path: String) -> String {
    let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var parts: [Substring] = []
    for part in full.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.map { $0 + "/" }.joined()
  }

  private func selectedPages() -> [Int] {
    var selected = pages.indices.filter { index in
      options.paths.isEmpty
        || options.paths.contains { path in
          let folder = path.hasSuffix("/") ? path : path + "/"
          return [pages[index].path, pages[index].source.path].contains { $0 == path || $0.hasPrefix(folder) }
        }
    }
    if let shard = options.shard, shard.count > 1 {
      selected = selected.enumerated().filter { $0.offset % shard.count == shard.index - 1 }.map(\.element)
    }
    return selected
  }

  private func report(
    _ plan: Plan, _ keys: [String], _ checkers: CheckerStage, _ comparison: Comparison,
    _ coverage: [String: Set<String>],
    general: [Diagnostic], selected: [Int],
    cacheHits: Int, executed: Int
  ) -> VerificationReport {
    var keyOf: [BlockID: String] = [:]
    for (session, key) in zip(plan.sessions, keys) {
      for index in session.blockOrder { keyOf[BlockID(page: session.page, block: index)] = key }
    }
    var checkerKeys: [BlockID: String] = [:]
    for (unit, key) in zip(checkers.units, checkers.keys) {
      for block in unit.blocks {
        checkerKeys[BlockID(page: unit.page, block: block.index), default: ""] += key
      }
    }
    var counts: [Verdict: Int] = [:]
    var validated: [String: Int] = [:]
    var records: [Ledger.Record] = []
    var previousKey = ""
    for page in selected {
      for block in pages[page].blocks {
        let id = BlockID(page: page, block: block.index)
        let outcome = comparison.outcomes[id] ?? BlockOutcome(.text)
        counts[outcome.verdict, default: 0] += 1
        if outcome.verdict == .validated { for name in outcome.checkers { validated[name, default: 0] += 1 } }
        // An output or response belongs to the example or request before it.
        previousKey = keyOf[id] ?? (block.isOutput || outcome.verdict == .ran ? previousKey : "")
        records.append(
          Ledger.Record(
            page: pages[page].path, block: block.index, code: block.fingerprint,
            key: SHA256.hex((previousKey + (checkerKeys[id] ?? "") + block.fingerprint).utf8),
            verdict: outcome.verdict, reason: outcome.reason,
            output: outcome.output.flatMap { $0.isEmpty ? nil : $0 }, checkers: outcome.checkers))
      }
    }
    let verified = Set(selected.map { pages[$0].path })
    let existing = Set(pages.map(\.path))
    let kept = (options.previous?.records ?? []).filter {
      !verified.contains($0.page) && existing.contains($0.page)
    }
    let all = (records + kept).sorted { ($0.page, $0.block) < ($1.page, $1.block) }
    let shown = (options.previous?.coverage ?? [:])
      .filter { !verified.contains($0.key) && existing.contains($0.key) }
      .merging(coverage.filter { !$0.value.isEmpty }.mapValues { $0.sorted() }) { _, new in new }
    let found = comparison.outcomes.sorted { $0.key < $1.key }.flatMap(\.value.diagnostics)
    var seen: Set<Diagnostic> = []
    let diagnostics = (general + found + comparison.general).filter { seen.insert($0).inserted }
    return VerificationReport(
      ledger: Ledger(records: all, coverage: shown), diagnostics: diagnostics.sortedByPlace(),
      updates: comparison.fileUpdates(), counts: counts,
      validations: project.checkers.compactMap { checker in validated[checker.name].map { (checker.name, $0) }
      },
      cacheHits: cacheHits, executed: executed)
  }
}

extension Session {
  /// Payloads are judged quickly enough without the cache.
  var isCached: Bool { executes || !programs.isEmpty }
}

extension SessionResult {
  /// The same without the failures of blocks of which nothing was asked: those may be fragments, which `flowdocs
  /// check` knows how to read. Says how many there are.
  fileprivate func leavingFragments(of session: Session, _ project: Project) -> (SessionResult, Int) {
    var result = self
    var count = 0
    for example in session.programs.flatMap(\.examples)
    where example.level == .parse && !project.asks(of: example.block) {
      guard examples[example.id.block]?.verdict == .failed else { continue }
      result.examples[example.id.block] = BlockOutcome(.text, reason: "it does not parse as it is printed")
      count += 1
    }
    return (result, count)
  }
}
