import Diagnostics
import Ledger
import Site

extension ProjectKeys {
  /// Reads the files that the blocks of a site depend on, and starts nothing.
  ///
  /// - Parameter version: of FlowDocs: what it checks and compares may be different in each.
  public static func read(
    _ site: Site, disk: ProjectDisk = .disk, version: String = Release.version
  ) async -> CurrentKeys {
    var options = VerificationOptions()
    options.version = version
    return await Verifier(site: site, options: options, effects: VerificationEffects(disk: disk))
      .projectKeys()
  }
}
