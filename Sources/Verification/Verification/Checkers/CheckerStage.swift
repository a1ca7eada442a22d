import Diagnostics
import Files
import Languages
import Pages
import Processes
import Project

/// Asks the project's checkers about the blocks of the pages that are verified.
struct CheckerStage: Sendable {
  var project: Project
  var root: String
  var pages: [Page]
  var languages: Languages
  var starter: ProcessStarter
  var confinement: Confinement
  var units: [CheckerUnit]
  /// The key of each unit.
  var keys: [String]

  /// The answers for all units; those of a checker that does not work are missing.
  struct Result: Sendable {
    var answers: [(checker: Int, answers: [BlockID: CheckerAnswer])] = []
    /// Blocks that a checker should have checked and could not.
    var unchecked: [(checker: Int, blocks: [BlockID])] = []
    var general: [Diagnostic] = []
  }

  /// What the cache has, and what it does not have.
  struct Known: Sendable {
    var result = Result()
    /// The units to ask about, by their checker.
    var missing: [Int: [Int]] = [:]
  }

  func known(to cache: CheckerCache, usesCache: Bool) throws(FileFailure) -> Known {
    var known = Known()
    for (index, unit) in units.enumerated() {
      if usesCache, let answers = try cache.load(keys[index], of: unit) {
        known.result.answers.append((unit.checker, answers))
      } else {
        known.missing[unit.checker, default: []].append(index)
      }
    }
    return known
  }

  /// Asks about what is missing, and stores the answers.
  func run(
    _ known: Known, cache: CheckerCache, parallelism: Int,
    progress: @escaping @Sendable (VerificationProgress) -> Void
  ) async throws -> Result {
    var result = known.result
    let missing = known.missing
    guard !missing.isEmpty else { return result }
    let scratch = try TemporaryFolder()
    defer { scratch.remove() }
    let run = CheckerRun(
      project: project, root: root, pages: pages, languages: languages, scratch: scratch.path,
      starter: starter, confinement: confinement)
    var waiting = missing.sorted { $0.key < $1.key }[...]
    typealias Answered = (
      checker: Int, units: [Int], result: Swift.Result<[BlockID: CheckerAnswer], DiagnosticError>
    )
    try await withThrowingTaskGroup(of: Answered.self) { group in
      func add() {
        guard let (checker, indices) = waiting.popFirst() else { return }
        let asked = indices.map { units[$0] }
        let settings = project.checkers[checker]
        progress(.checking(name: settings.name, blocks: asked.reduce(0) { $0 + $1.blocks.count }))
        group.addTask { (checker, indices, try await run.run(settings, asked)) }
      }
      for _ in 0..<max(1, parallelism) { add() }
      for try await (checker, indices, answered) in group {
        switch answered {
        case .success(let answers):
          result.answers.append((checker, answers))
          for index in indices { cache.store(answers, key: keys[index], of: units[index]) }
        case .failure(let error):
          result.general += error.diagnostics
          let blocks = indices.flatMap { index in
            units[index].blocks.map { BlockID(page: units[index].page, block: $0.index) }
          }
          result.unchecked.append((checker, blocks))
        }
        add()
      }
    }
    return result
  }
}
