import Checks
import Diagnostics
import OpenRPC
import Site
import Verification

/// Every rule that a finding of the program may have, by topic. Who reports rules lists them.
extension RuleGroup {
  static let all: [RuleGroup] =
    Checks.ruleGroups() + [
      RuleGroup("JSON and the contract", Rule.ofContracts),
      RuleGroup("Examples", Rule.ofVerification),
      RuleGroup("The project", Rule.ofProjects),
    ]
}
