import Checks
import Diagnostics
import Files
import Languages
import Ledger
import OpenRPC
import Pages
import Processes
import Project
import Site

/// Runs the examples of a project and compares them with its pages.
public struct Verifier: Sendable {
  public let site: Site
  public var options: VerificationOptions
  public var effects: VerificationEffects

  /// - Parameter site: All of a project; `options` selects among its pages.
  public init(
    site: Site, options: VerificationOptions = .init(), effects: VerificationEffects = .init()
  ) {
    self.site = site
    self.options = options
    self.effects = effects
  }

  private var project: Project { site.project }
  private var languages: Languages { site.languages }
  private var pages: [Page] { site.pages }
  private var contract: Contract? { site.contract }

  /// The folder of caches, relative to the project's root.
  public static let cacheFolder = ".flowdocs/cache"

  /// The files directly in that folder that a verification reads, relative to the project's root.
  public static let cacheFiles = [FileStamps.path, KeyHistory.path, PageTimes.path, ExternalLinks.path].map {
    cacheFolder + "/" + $0
  }

  public func run(
    progress: @escaping @Sendable (VerificationProgress) -> Void = { _ in }
  ) async throws -> VerificationReport {
    let selected = options.selected(of: pages)
    async let machine = effects.machine(root)
    let planner = planner
    let plan = scoped(planner.plan(selected))
    let store = try cache()
    let state = await machine
    let confinement = Confinement(
      project: project, root: root, languages: languages, isRequired: options.requiresSandbox,
      without: options.without, unavailable: options.unavailable, toolchains: state.toolchains)
    let services = services(confinement)
    let keys = try await keys(of: plan, planner, selected, store, state)
    let cached = try load(plan, keys, store)
    let missing = plan.sessions.indices.filter { plan.sessions[$0].isCacheable && cached[$0] == nil }

    let checkers = CheckerStage(
      project: project, root: root, pages: pages, languages: languages, starter: effects.starter,
      confinement: confinement, units: keys.units, keys: keys.unitKeys)
    let checkerCache = CheckerCache(store: store)
    let known = try checkers.known(to: checkerCache, usesCache: options.usesCache)
    // Everything is read before anything runs, so that no result is lost when something cannot be read.
    var history = try KeyHistory(store)
    var times = try PageTimes(store)
    async let checked = checkers.run(
      known, cache: checkerCache, parallelism: options.parallelism, progress: progress)
    let settings = FindingSettings(
      site, names: options.ruleNames, selected: options.selectedPaths(of: pages))
    let executed = try await execute(
      plan, missing, keys.inputs, services, confinement, settings, store.damage, progress)
    let results = cached.merging(executed.results) { _, new in new }

    var comparison = Comparison(
      project: project, pages: pages, contract: contract, languages: languages, updates: options.updates,
      outcomes: OtherBlocks(pages: pages, context: context).outcomes(plan.others))
    comparison.requiresTools = options.requiresTools
    for (index, session) in plan.sessions.enumerated() {
      let result = results[index] ?? SessionResult()
      if comparison.compare(session, result), executed.results[index] != nil {
        SessionCache(store: store).store(
          result, key: keys.sessionKeys[index], of: session, on: pages[session.page])
      }
    }
    comparison.compareAnswers(plan.sessions, results)
    comparison.compareIncludes(selected)
    comparison.add(try await checked)
    comparison.accept(settings)
    try Task.checkCancellation()
    var report = report(
      plan, keys, results, comparison, selected,
      general: executed.general + store.damage.findings(Self.cacheFolder),
      cacheHits: cached.count, executed: missing.count, unavailable: confinement.unavailable)
    if let place = options.explained {
      report.explanation = explanation(of: place, plan, keys, comparison.outcomes, history, Set(cached.keys))
    }
    if options.mutates {
      let untouched = Comparison(
        project: project, pages: pages, contract: contract, languages: languages, updates: false,
        outcomes: [:])
      report.mutations = Mutations(plan, results, untouched, pages)
    }
    let whole = selected.filter { !options.isPartial(pages[$0]) }
    history.update(plan, keys.parts, whole, of: pages, store)
    // The parts of `--shard` are balanced by the same times on all machines.
    if options.shard == nil { times.update(plan, results, whole, of: pages, store) }
    store.removeDamaged()
    return report
  }

  /// What is verified of a plan.
  private func scoped(_ plan: Plan) -> Plan {
    options.blocks.isEmpty
      ? plan : plan.keeping { options.blocks[pages[$0.page].path]?.contains($0.block) ?? true }
  }

  /// A checker gets all blocks of a page, as long as one of them is verified.
  private func scoped(_ units: [CheckerUnit]) -> [CheckerUnit] {
    units.filter { unit in
      guard let blocks = options.blocks[pages[unit.page].path] else { return true }
      return unit.blocks.contains { blocks.contains($0.index) }
    }
  }

  /// What other machines say of the addresses that the selected pages link.
  public func externalLinks(
    now: Double, visit: @escaping @Sendable (String) async -> LinkAnswer
  ) async throws(FileFailure) -> [Diagnostic] {
    let selected = options.selected(of: pages).map { pages[$0] }
    let store = try cache()
    let findings = try await ExternalLinks(selected).findings(store, now: now, visit: visit)
    return findings + store.damage.findings(Self.cacheFolder)
  }

  /// How long pages took when they last ran, from the cache.
  public func recordedTimes() throws(FileFailure) -> PageTimes {
    try PageTimes(try cache())
  }

  /// Why the block at a place was run, or not; `nil` without a block there.
  private func explanation(
    of place: VerificationOptions.Place, _ plan: Plan, _ keys: Keys, _ outcomes: [BlockID: BlockOutcome],
    _ history: KeyHistory, _ cached: Set<Int>
  ) -> [String]? {
    guard let number = pages.firstIndex(where: { $0.path == place.page }),
      let block = pages[number].block(aroundLine: place.line)
    else { return nil }
    let index = plan.sessions.firstIndex { session in
      session.page == number && (session.blockOrder + session.answers).contains(block.index)
    }
    return Explanation(
      page: pages[number], block: block, project: project, languages: languages,
      outcome: outcomes[BlockID(page: number, block: block.index)], session: index.map { plan.sessions[$0] },
      parts: index.map { keys.parts[$0] },
      earlier: index.flatMap { history.parts(of: plan.sessions[$0].name, on: place.page) },
      isFromCache: index.map(cached.contains) ?? false, usesCache: options.usesCache
    ).lines
  }

  /// The plan of one page, and what its sessions read of the project. Starts nothing.
  func walkInputs(_ walkthrough: Walkthrough) async -> (plan: Plan, inputs: CacheInputs) {
    let plan = planner.plan(pages.indices.filter { pages[$0].path == walkthrough.page.path })
    var stamps = FileStamps.none
    let inputs = await projectReader.read(
      plan, contract: contract, service: serviceIdentity ?? "", machine: "", unavailable: [], &stamps)
    return (plan, inputs)
  }

  /// What the programs of a walk are confined to, and the services in it.
  func walkSandbox() -> (confinement: Confinement, services: SessionServices) {
    let confinement = Confinement(
      project: project, root: root, languages: languages, isRequired: options.requiresSandbox,
      without: options.without, unavailable: options.unavailable)
    return (confinement, services(confinement))
  }

  /// Absolute path of the project, ending with `/`.
  var root: String {
    let path = DiskPath.absolute(project.root)
    return path.hasSuffix("/") ? path : path + "/"
  }

  private var planner: Planner {
    Planner(project: project, pages: pages, hasService: serviceIdentity != nil, languages: languages)
  }

  /// What the answers of the examples' service depend on; `nil` without a service. `build` starts none.
  private var serviceIdentity: String? {
    if let service = options.service { return service.identity }
    switch project.service {
    case nil: return nil
    case .contractMock: return contract.map { _ in ExampleService.mockIdentity }
    case .declared: return ExampleService.declaredIdentity
    }
  }

  private func services(_ confinement: Confinement) -> SessionServices {
    SessionServices(
      main: service(confinement), others: others(confinement),
      absences: SessionServices.absences(of: project.services, effects.starter))
  }

  private func service(_ confinement: Confinement) -> ExampleService? {
    if let service = options.service { return service }
    switch project.service {
    case nil: return nil
    case .contractMock: return contract.map { .mock(contract: $0, options: project.reference) }
    case .declared(let declaration):
      return .declared(
        declaration, root: root, contract: contract, options: project.reference, confinement: confinement)
    }
  }

  /// The contract is not theirs, so that their answers are not compared with it.
  private func others(_ confinement: Confinement) -> [String: ExampleService] {
    var services: [String: ExampleService] = [:]
    for service in project.services {
      services[service.name] = .declared(
        service.declaration, root: root, contract: nil, confinement: confinement)
    }
    return services
  }

  private var context: CheckContext {
    CheckContext(site: site, today: options.today)
  }

  private func cache() throws(FileFailure) -> CacheStore {
    if let store = effects.store { return store }
    return try openCache()
  }

  private func openCache() throws(FileFailure) -> CacheStore {
    .disk(
      try Folder(at: project.root, followingLink: true).folder(Self.cacheFolder, creating: true),
      integrity: effects.integrity)
  }

  private struct Keys {
    var inputs: CacheInputs
    var sessionKeys: [String]
    /// What each key of `sessionKeys` was made from, to say later what changed.
    var parts: [KeyParts]
    var units: [CheckerUnit]
    /// The key of each unit.
    var unitKeys: [String]
    var projectKeys: CurrentKeys
  }

  private func keys(
    of plan: Plan, _ planner: Planner, _ selected: [Int], _ store: CacheStore, _ machine: MachineState
  ) async throws(FileFailure) -> Keys {
    var stamps = try FileStamps(store: store, disk: effects.disk)
    let reader = CacheInputsReader(
      project: project, root: root, languages: languages, disk: effects.disk, starter: effects.starter)
    let inputs = await reader.read(
      plan, contract: contract, service: serviceIdentity ?? "", machine: await machine.key(&stamps),
      unavailable: options.unavailable, &stamps)
    let units = scoped(CheckerUnit.all(of: project, pages, selected, planner))
    var checkers: [Int: String] = [:]
    for number in Set(units.map(\.checker)).sorted() {
      checkers[number] = await reader.key(of: project.checkers[number], inputs, &stamps)
    }
    stamps.save()
    let current = ProjectKeys.keys(
      of: plan, inputs, units, await projectKeys(of: Set(units.map(\.checker))), pages, selected,
      version: options.version)
    let sessions = plan.sessions.map(inputs.cacheKey(of:))
    return Keys(
      inputs: inputs, sessionKeys: sessions.map(\.text), parts: sessions.map(\.parts), units: units,
      unitKeys: units.map { $0.key(checkers[$0.checker] ?? "", pagePath: pages[$0.page].path) },
      projectKeys: current)
  }

  /// The project's part of the keys of all blocks. Starts nothing.
  func projectKeys() async -> CurrentKeys {
    let selected = options.selected(of: pages)
    let planner = planner
    let plan = scoped(planner.plan(selected))
    let units = scoped(CheckerUnit.all(of: project, pages, selected, planner))
    var stamps = FileStamps.none
    let inputs = await projectReader.read(
      plan, contract: contract, service: serviceIdentity ?? "", machine: "", unavailable: [], &stamps)
    return ProjectKeys.keys(
      of: plan, inputs, units, await projectKeys(of: Set(units.map(\.checker))), pages, selected,
      version: options.version)
  }

  private var projectReader: CacheInputsReader {
    CacheInputsReader(
      project: project, root: root, languages: languages, disk: effects.disk, starter: .none,
      readsMachine: false)
  }

  /// The keys of checkers without the versions of programs.
  private func projectKeys(of checkers: Set<Int>) async -> [Int: String] {
    var stamps = FileStamps.none
    var keys: [Int: String] = [:]
    for number in checkers {
      keys[number] = await projectReader.key(
        of: project.checkers[number], CacheInputs(program: "", service: ""), &stamps)
    }
    return keys
  }

  private func load(_ plan: Plan, _ keys: Keys, _ store: CacheStore) throws(FileFailure)
    -> [Int: SessionResult]
  {
    guard options.usesCache else { return [:] }
    let cache = SessionCache(store: store)
    var results: [Int: SessionResult] = [:]
    for (index, session) in plan.sessions.enumerated() where session.isCacheable {
      results[index] = try cache.load(keys.sessionKeys[index], of: session, on: pages[session.page])
    }
    return results
  }

  private func execute(
    _ plan: Plan, _ missing: [Int], _ inputs: CacheInputs, _ services: SessionServices,
    _ confinement: Confinement, _ settings: FindingSettings,
    _ damage: CacheDamage, _ progress: @escaping @Sendable (VerificationProgress) -> Void
  ) async throws -> (results: [Int: SessionResult], general: [Diagnostic]) {
    if missing.isEmpty { return ([:], []) }
    let execution = Execution(
      project: project, root: root, cache: root + Self.cacheFolder, pages: pages, languages: languages,
      services: services, parallelism: options.parallelism,
      parallelismWhileIdle: options.parallelismWhileIdle, inputs: inputs,
      syntax: options.usesCache ? site.caches.syntax : ContentCache(), effects: effects,
      confinement: confinement, settings: settings, damage: damage)
    let executed: (results: [Int: SessionResult], general: [Diagnostic])
    do {
      executed = try await execution.run(plan, missing, progress: progress)
    } catch {
      await services.end()
      throw error
    }
    await services.end()
    // An interrupted run has no verdicts.
    try Task.checkCancellation()
    return executed
  }

  private func report(
    _ plan: Plan, _ keys: Keys, _ results: [Int: SessionResult], _ comparison: Comparison, _ selected: [Int],
    general: [Diagnostic], cacheHits: Int, executed: Int, unavailable: Set<SandboxPart>
  ) -> VerificationReport {
    var writer = ReportWriter(
      pages: pages, selected: selected, outcomes: comparison.outcomes, projectKeys: keys.projectKeys,
      sessionKeys: [:], checkerKeys: [:])
    if !options.blocks.isEmpty {
      writer.verified = plan.blocks.union(
        keys.units.flatMap { unit in unit.blocks.map { BlockID(page: unit.page, block: $0.index) } })
    }
    var coverage: [String: Set<String>] = [:]
    for (index, session) in plan.sessions.enumerated() {
      let order = session.blockOrder
      for block in order {
        writer.seconds[BlockID(page: session.page, block: block)] =
          results[index]?.seconds.map { $0 / Double(order.count) }
        // A block of a walkthrough is in several.
        writer.sessionKeys[BlockID(page: session.page, block: block), default: ""] += keys.sessionKeys[index]
      }
      for example in session.examples { writer.tools[example.id] = keys.inputs.tools(of: example.language) }
      coverage[pages[session.page].path, default: []].formUnion(results[index]?.coverage ?? [])
    }
    for (unit, key) in zip(keys.units, keys.unitKeys) {
      for block in unit.blocks {
        writer.checkerKeys[BlockID(page: unit.page, block: block.index), default: ""] += key
      }
    }
    let records = writer.records()
    var validated: [String: Int] = [:]
    for record in records where record.verdict == .validated {
      for name in record.checkers { validated[name, default: 0] += 1 }
    }
    let found = comparison.outcomes.sorted { $0.key < $1.key }.flatMap(\.value.diagnostics)
    var seen: Set<Diagnostic> = []
    let diagnostics = (general + found + comparison.general).filter { seen.insert($0).inserted }
    return VerificationReport(
      ledger: writer.ledger(records, coverage: coverage, previous: options.previous),
      blocks: writer.blocks(records),
      diagnostics: diagnostics, updates: comparison.fileUpdates(),
      counts: Dictionary(grouping: records, by: \.verdict).mapValues(\.count),
      validations: project.checkers.compactMap { checker in
        validated[checker.name].map { (checker.name, $0) }
      },
      cacheHits: cacheHits, executed: executed,
      unavailable: unavailable)
  }
}
