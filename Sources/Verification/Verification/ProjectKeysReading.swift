import Ledger
import Site

extension ProjectKeys {
  /// Reads the files that the blocks of a site depend on, and starts nothing.
  public static func read(_ site: Site, disk: ProjectDisk = .disk) async -> CurrentKeys {
    await Verifier(site: site, effects: VerificationEffects(disk: disk)).projectKeys()
  }
}
