import Diagnostics
import Ledger
import Pages

/// What an earlier verification proved, and this one does not: a block that was run and is only parsed now, or an example
/// that became text.
public enum ProofLoss {
  /// - Parameters:
  ///   - pages: the pages that were verified.
  ///   - now: their records. Blocks that failed have findings of their own.
  ///   - before: the ledger to compare with.
  public static func findings(_ pages: [Page], now: [Ledger.Record], before: Ledger) -> [Diagnostic] {
    let earlier = Dictionary(grouping: before.records, by: \.page)
    let current = Dictionary(grouping: now, by: \.page)
    return pages.flatMap { findings($0, current[$0.path] ?? [], before: earlier[$0.path] ?? []) }
  }

  private static func findings(
    _ page: Page, _ now: [Ledger.Record], before earlier: [Ledger.Record]
  ) -> [Diagnostic] {
    var gone = earlier
    var findings: [Diagnostic] = []
    var changed: [Ledger.Record] = []
    for record in now {
      guard let known = gone.firstIndex(where: { $0.code == record.code }) else {
        changed.append(record)
        continue
      }
      let before = gone.remove(at: known)
      if before.verdict.rank > record.verdict.rank, record.verdict != .failed {
        findings.append(weaker(page, record, before))
      }
    }
    return findings + replaced(page, changed, gone.filter { $0.verdict.rank >= Verdict.proven })
  }

  private static func weaker(_ page: Page, _ record: Ledger.Record, _ before: Ledger.Record) -> Diagnostic {
    Diagnostic(
      .lessProven,
      "In the baseline this block has the verdict `\(before.verdict.rawValue)`, now it has `\(record.verdict.rawValue)`",
      at: place(page, record), notes: record.reason.map { [.init($0)] } ?? [],
      fix: "let it be verified as before, or take the baseline from a verification without it")
  }

  /// Blocks whose code or language changed: it is not known which was which, so they are only counted. Deleting an
  /// example, or writing another that is proven, loses nothing.
  private static func replaced(
    _ page: Page, _ changed: [Ledger.Record], _ gone: [Ledger.Record]
  ) -> [Diagnostic] {
    let unproven = changed.filter { $0.verdict.rank < Verdict.proven && $0.verdict != .failed }
    let lost = min(gone.count - (changed.count - unproven.count), unproven.count)
    return unproven.prefix(max(0, lost)).map { record in
      Diagnostic(
        .lessProven,
        "This block has the verdict `\(record.verdict.rawValue)`, and a block of the baseline that was proven is gone",
        at: place(page, record),
        fix: "let it be verified, or take the baseline from a verification without the other block")
    }
  }

  private static func place(_ page: Page, _ record: Ledger.Record) -> SourceSpan? {
    page.blocks.indices.contains(record.block) ? page.span(ofFenceOf: page.blocks[record.block]) : nil
  }
}

extension Verdict {
  /// The least rank of a proven block: one that was run, compiled or validated, not only parsed.
  fileprivate static let proven = 2

  /// How much a verdict proves.
  fileprivate var rank: Int {
    switch self {
    case .ran, .failedAsStated: 4
    case .compiled: 3
    case .validated: 2
    case .parsed: 1
    case .skipped, .text, .failed: 0
    }
  }
}
