import Checks
import Diagnostics

extension Comparison {
  /// A block in which `check` finds something that the project accepts is not failed, and not proven either. Findings of
  /// what ran or was compiled cannot be accepted.
  mutating func accept(_ settings: FindingSettings) {
    for (id, outcome) in outcomes where outcome.verdict == .failed {
      let errors = outcome.diagnostics.filter { $0.severity == .error }
      guard let first = errors.first,
        errors.allSatisfy({ finding in settings.adjusted(finding).map { $0.severity != .error } ?? true })
      else { continue }
      var accepted = outcome
      accepted.verdict = .text
      accepted.reason = first.message
      set(id, accepted)
      let request = BlockID(page: id.page, block: id.block - 1)
      if outcomes[request]?.hasFailedAnswer ?? false {
        set(request, BlockOutcome(.ran, output: outcomes[request]?.output))
      }
    }
  }
}
