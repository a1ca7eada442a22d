import Checks
import Diagnostics
import OpenRPC
import Site
import Verification

/// Every rule that a finding of the program may have, by topic. Who reports rules lists them.
extension RuleGroup {
  static let all: [RuleGroup] =
    Checks.ruleGroups() + [
      RuleGroup("contract", "JSON and the contract", Rule.ofContracts),
      RuleGroup("examples", "Examples", Rule.ofVerification),
      RuleGroup("project", "The project", Rule.ofProjects + [.unusedIgnore]),
    ]
}
