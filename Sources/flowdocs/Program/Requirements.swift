import ArgumentParser
import Diagnostics
import Digests
import Files
import Ledger
import Project
import Site
import Verification

/// Findings of `flowdocs verify` that compare a verification with what is required of it.
struct Requirements: Sendable {
  /// The ledger of an earlier verification to compare with; `nil` without one.
  var baseline: Ledger?
  /// Of a hundred changes how many the pages must notice; `nil` when nothing is changed.
  var mutationScore: Int?

  init(baseline path: String?, mutationScore: Int?, signedWith key: SigningKey) throws {
    baseline = try path.map { try Self.ledger(at: $0, signedWith: key) }
    self.mutationScore = mutationScore
  }

  func findings(_ result: VerificationReport, of site: Site) -> [Diagnostic] {
    lost(result, site) + unnoticed(result)
  }

  /// The ledger that a command line names.
  private static func ledger(at path: String, signedWith key: SigningKey) throws -> Ledger {
    let source = SourceText(path: path, bytes: try NamedFile(path: DiskPath.absolute(path)).read())
    switch try Ledger.read(source, signedWith: key) {
    case .success(let ledger): return ledger
    case .failure(let reason):
      throw CommandFailure("`\(path)` cannot be used as a baseline: \(reason.message)")
    }
  }

  private func lost(_ result: VerificationReport, _ site: Site) -> [Diagnostic] {
    guard let baseline else { return [] }
    let verified = Set(result.blocks.map(\.path))
    let pages = site.pages.filter { verified.contains($0.source.path) }
    return ProofLoss.findings(pages, now: result.ledger.records, before: baseline)
  }

  /// What the pages do not notice, and that it is too much.
  private func unnoticed(_ result: VerificationReport) -> [Diagnostic] {
    guard let mutationScore, let mutations = result.mutations else { return [] }
    let score = "\(mutations.noticed) of \(mutations.changes) changes noticed, \(mutations.score) %"
    if mutations.score >= mutationScore { return mutations.findings }
    return mutations.findings + [
      Diagnostic(.unnoticedChange, "\(score), and at least \(mutationScore) % are required", severity: .error)
    ]
  }
}
