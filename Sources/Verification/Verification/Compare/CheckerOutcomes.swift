import Checks
import Diagnostics
import Ledger
import Pages
import Project

extension Comparison {
  /// Adds the answers of the checkers: a block that was shown or only parsed is validated by a checker that
  /// accepts it, and any block fails in which a checker finds something.
  mutating func add(_ result: CheckerStage.Result) {
    general += result.general
    var accepted: [BlockID: Set<Int>] = [:]
    var found: [BlockID: [Int: [Diagnostic]]] = [:]
    // Blocks with `fails=` that no checker accepts or rejects: without a finding, they do not fail as stated.
    var stated: Set<BlockID> = []
    // Blocks that were to be run or compiled.
    var unchecked: [BlockID: Diagnostic] = [:]
    for (checker, answers) in result.answers {
      for (id, answer) in answers {
        switch answer {
        case .accepted: accepted[id, default: []].insert(checker)
        case .notChecked:
          let block = pages[id.page].blocks[id.block]
          if block.attributes.fails != nil { stated.insert(id) }
          unchecked[id] = RunnableCheck.unchecked(block, on: pages[id.page])
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
        outcome = .stated(
          text, of: block, on: pages[id.page], findings.flatMap(\.value), checkers: names)
      } else if let first = findings.first?.value.first {
        outcome.verdict = .failed
        outcome.reason = outcome.reason ?? first.message
        outcome.diagnostics += outcome.withoutKnown(findings.flatMap(\.value))
      } else {
        if outcome.isUnproven { outcome = BlockOutcome(.validated) }
        outcome.checkers = checkers
      }
      set(id, outcome)
    }
    for (id, finding) in unchecked where outcomes[id]?.isUnproven ?? true { set(id, .failed(finding)) }
    for (checker, blocks) in result.unchecked {
      for id in blocks where outcomes[id]?.isUnproven ?? true {
        set(
          id,
          BlockOutcome(.failed, reason: "the checker `\(project.checkers[checker].name)` could not check it"))
      }
    }
  }
}

extension BlockOutcome {
  /// Findings of checkers, without those on lines where an error is known already: that is one cause.
  fileprivate func withoutKnown(_ findings: [Diagnostic]) -> [Diagnostic] {
    findings.filter { finding in
      !diagnostics.contains {
        $0.severity == .error && $0.span?.path == finding.span?.path
          && $0.span?.start.line == finding.span?.start.line
      }
    }
  }

  /// Whether nothing is known of the block but that its language's parser reads it.
  fileprivate var isUnproven: Bool { verdict == .text || verdict == .parsed }
}
