import Checks
import Diagnostics
import Ledger
import OpenRPC
import Site
import Verification

/// Every rule that a finding of the program may have, by topic. Who reports rules lists them.
extension RuleNames {
  static let all = RuleNames(
    Checks.ruleGroups() + [
      RuleGroup("contract", "JSON and the contract", Rule.ofContracts),
      RuleGroup("examples", "Examples", Rule.ofVerification + Rule.ofProof),
      RuleGroup("external", "Links to other machines", Rule.ofExternalLinks),
      RuleGroup("project", "The project", Rule.ofProjects + [.unusedIgnore]),
    ],
    failures: Rule.ofVerification.filter { $0.severity == .error } + [.failedProof],
    commands: [
      ([.verify], Rule.ofVerification + Rule.ofExternalLinks + [.temporaryKey]), ([.proof], Rule.ofProof),
      ([.build, .verify], [.badLedger, .unsignedLedger]), ([.coverage], [.notShown]),
    ])
}
