import Checks
import Diagnostics
import Foundation
import Languages
import Pages
import Processes
import Project
import Site

/// Parses, compiles and runs the sessions that are not in the cache.
struct Execution: Sendable {
  var project: Project
  var root: String
  /// Absolute path of the folder of the cache, for compiled modules.
  var cache: String
  var pages: [Page]
  var languages: Languages
  var services: SessionServices
  var parallelism: Int
  /// How many sessions run at most, while the processors have nothing to do.
  var parallelismWhileIdle: Int
  var inputs: CacheInputs
  /// What parsers said of code before.
  var syntax: ContentCache
  var effects: VerificationEffects
  var confinement: Confinement
  var settings: FindingSettings
  var damage: CacheDamage

  /// - Parameter missing: Positions of the sessions in the plan.
  func run(
    _ plan: Plan, _ missing: [Int], progress: @escaping @Sendable (VerificationProgress) -> Void
  ) async throws -> (results: [Int: SessionResult], general: [Diagnostic]) {
    let scratch = try TemporaryFolder()
    defer { scratch.remove() }
    let pagePaths = pages.map { root + project.path(ofPage: $0.path) }
    let examples = missing.flatMap { plan.sessions[$0].examples.filter(\.isParsed) }
    let parsing = SyntaxCheck.Parsing(
      tools: ParserTools(starter: effects.starter), languages: languages, cache: SyntaxCache(syntax))
    async let compiling = compile(plan, missing, scratch.path, pagePaths, progress)
    let parsed = await ParseStage(project: project, pages: pages, parsing: parsing).run(examples)
    func runner(_ compiled: CompileResult) -> SessionRunner {
      SessionRunner(
        project: project, root: root, scratch: scratch.path, languages: languages, services: services,
        starter: effects.starter, confinement: confinement, inputs: inputs, compiled: compiled,
        parsed: parsed.outcomes)
    }
    // Compilers work beside the sessions that need none.
    let others = missing.filter { !plan.sessions[$0].isCompiled }
    let waiting = missing.filter { plan.sessions[$0].isCompiled }
    var results = await run(plan, others, runner(CompileResult()), pagePaths, 0..<missing.count, progress)
    let compiled = await compiling
    let more = others.count..<missing.count
    results.merge(await run(plan, waiting, runner(compiled), pagePaths, more, progress)) { first, _ in first }
    await SyntaxOfFailures(project: project, settings: settings, pages: pages, parsing: parsing)
      .report(in: &results, of: plan)
    return (results, compiled.general + parsed.general)
  }

  /// - Parameter numbers: of the sessions among all, for the progress.
  private func run(
    _ plan: Plan, _ missing: [Int], _ runner: SessionRunner, _ pagePaths: [String], _ numbers: Range<Int>,
    _ progress: @escaping @Sendable (VerificationProgress) -> Void
  ) async -> [Int: SessionResult] {
    var results: [Int: SessionResult] = [:]
    var reported = 0
    let pages = pages
    let slots = SessionSlots(usual: parallelism, whileIdle: parallelismWhileIdle, isIdle: effects.isIdle)
    await slots.run(missing) { index in
      let session = plan.sessions[index]
      return await runner.run(
        session, index: index, on: pages[session.page], pagePath: pagePaths[session.page])
    } ended: { index, result in
      results[index] = result
      // In page order, whichever ended first, so that reports are deterministic.
      while reported < missing.count, results[missing[reported]] != nil {
        let session = plan.sessions[missing[reported]]
        let page = pages[session.page]
        let line = session.blockOrder.map { page.blocks[$0].fenceLine }.min() ?? 1
        reported += 1
        progress(
          .ran(
            page: page.source.path, line: line, done: numbers.lowerBound + reported, of: numbers.upperBound))
      }
    }
    return results
  }

  private func compile(
    _ plan: Plan, _ missing: [Int], _ scratch: String, _ pagePaths: [String],
    _ progress: @escaping @Sendable (VerificationProgress) -> Void
  ) async -> CompileResult {
    let work = CompileWork(plan: plan, sessions: missing, pagePaths: pagePaths, root: root)
    for (name, code) in work.codes.sorted(by: { $0.key < $1.key }) {
      let sessions = code.runs.count + code.compiles.count
      if sessions > 0 { progress(.compiling(language: languages[name]?.label ?? name, sessions: sessions)) }
    }
    let folders = CompileFolders(
      scratch: scratch, cache: cache, integrity: effects.integrity,
      foundDamage: { [damage] path in
        damage.add(path)
        damage.isReplaced(path)
      })
    let stage = CompileStage(
      findings: CompilerFindings(pages: pages, pagePaths: pagePaths, root: root), modules: modules,
      folders: folders, disk: effects.disk, starter: confinement.compiler(effects.starter, folders: folders))
    return await stage.run(work, languages: languages)
  }

  private var modules: [ProjectModule] {
    ProjectSources(project, languages).modules.map { name, folder in
      let path = root + folder
      var key = CacheKey()
      key.add("folder", inputs.folders.first { $0.folder.path == folder }?.digest ?? "")
      for (tool, version) in inputs.tools.sorted(by: { $0.key < $1.key }) { key.add(tool, version) }
      let files = (effects.disk.entries(path) ?? []).filter { !$0.hasSuffix("/") }.map { path + "/" + $0 }
        .filter { effects.disk.traits($0).target == nil }
      return ProjectModule(name: name, files: files, key: key.text)
    }
  }
}
