import Checks
import Diagnostics
import Ledger
import OpenRPC
import Pages
import Project
import Reference
import Site
import Verification

/// Every rule that a finding of the program may have, by topic: those of the checks, and those of other readers of a
/// project.
extension RuleGroup {
  static let all: [RuleGroup] =
    Checks.ruleGroups() + [
      RuleGroup(
        "JSON and the contract",
        [
          .contractExampleName, .contractExtension, .contractWithoutExample, .contractStructure,
          .contractReference, .contractSchema, .contractDuplicate, .contractExample, .contractDescription,
          .contractUnused, .notShown, .contractCase, .contractParamOrder, .contractError,
        ]),
      RuleGroup("Examples", Rule.ofVerification),
      RuleGroup(
        "The project",
        [
          .badProject, .deprecatedKey, .badMetrics, .noPages, .badLedger, .unsignedLedger, .temporaryKey,
        ]),
    ]
}
