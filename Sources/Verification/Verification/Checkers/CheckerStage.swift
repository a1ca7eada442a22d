import Diagnostics
import Foundation
import Pages
import Project

/// Asks the project's checkers about the blocks of the pages that are verified.
struct CheckerStage: Sendable {
  var project: Project
  var root: String
  var pages: [Page]
  var units: [CheckerUnit]
  /// Of each unit.
  var keys: [String]
  /// What all units came to; those of a checker that is broken are missing.
  struct Result: Sendable {
    var answers: [(checker: Int, answers: [BlockID: CheckerAnswer])] = []
    /// Blocks that a checker was to judge and could not.
    var unjudged: [(checker: Int, blocks: [BlockID])] = []
    var general: [Diagnostic] = []
  }

  func run(
    cache: CheckerCache, usesCache: Bool, parallelism: Int,
    progress: @escaping @Sendable (VerificationProgress) -> Void
  ) async throws -> Result {
    var result = Result()
    var missing: [Int: [Int]] = [:]
    for (index, unit) in units.enumerated() {
      if usesCache, let known = cache.load(keys[index], of: unit) {
        result.answers.append((unit.checker, known))
      } else {
        missing[unit.checker, default: []].append(index)
      }
    }
    guard !missing.isEmpty else { return result }
    // Without symbolic links, so that what a checker prints of it can be recognised.
    let temporary = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
    let scratch = (temporary == "/" ? "" : temporary) + "/flowdocs-checkers-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { removeTree(scratch) }
    let run = CheckerRun(project: project, root: root, pages: pages, scratch: scratch)
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
          result.unjudged.append((checker, blocks))
        }
        add()
      }
    }
    return result
  }
}

extension Comparison {
  /// Adds what the checkers said to what is known of the blocks: a block of which nothing or only its
  /// syntax was known is validated by a checker that accepts it, and any block fails in which one finds
  /// something.
  mutating func settle(_ result: CheckerStage.Result) {
    general += result.general
    var accepted: [BlockID: Set<Int>] = [:]
    var found: [BlockID: [Int: [Diagnostic]]] = [:]
    // A block that is said to be wrong is right unless somebody finds it wrong.
    var stated: Set<BlockID> = []
    for (checker, answers) in result.answers {
      for (id, answer) in answers {
        switch answer {
        case .accepted: accepted[id, default: []].insert(checker)
        case .notChecked:
          if pages[id.page].blocks[id.block].attributes.fails != nil { stated.insert(id) }
        case .findings(let diagnostics): found[id, default: [:]][checker] = diagnostics
        }
      }
    }
    for id in stated.union(accepted.keys).union(found.keys) {
      let checkers = (accepted[id] ?? []).sorted().map { project.checkers[$0].name }
      let findings = (found[id] ?? [:]).sorted { $0.key < $1.key }
      var outcome = outcomes[id] ?? BlockOutcome(.text)
      let block = pages[id.page].blocks[id.block]
      if let text = block.attributes.fails, outcome.isUnproven {
        let names = findings.map { project.checkers[$0.key].name }
        outcome = .refusal(
          text, of: block, on: pages[id.page], findings.flatMap(\.value), checkers: names)
      } else if let first = findings.first?.value.first {
        outcome.verdict = .failed
        outcome.reason = outcome.reason ?? first.message
        outcome.diagnostics += findings.flatMap(\.value)
      } else {
        if outcome.isUnproven { outcome = BlockOutcome(.validated) }
        outcome.checkers = checkers
      }
      settle(id, outcome)
    }
    for (checker, blocks) in result.unjudged {
      for id in blocks where outcomes[id]?.isUnproven ?? true {
        settle(
          id,
          BlockOutcome(.failed, reason: "the checker `\(project.checkers[checker].name)` could not judge it"))
      }
    }
  }
}

extension BlockOutcome {
  /// Whether nothing is known of the block but that its language's parser reads it.
  fileprivate var isUnproven: Bool { verdict == .text || verdict == .parsed }
}
