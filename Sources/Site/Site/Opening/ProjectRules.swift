import Diagnostics
import Ledger
import Project

extension Rule {
  /// The rules of a project as a whole, as they are listed to people.
  public static let ofProjects: [Rule] = [
    .badProject, .deprecatedKey, .lowContrast, .badMetrics, .noPages, .linkedFolder, .badLedger,
    .unsignedLedger,
    .temporaryKey,
  ]
}
