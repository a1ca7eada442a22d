import Diagnostics
import Digests
import Ledger
import Pages
import Processes
import Project

/// The result of a verification.
public struct VerificationReport: Sendable {
  public var ledger: Ledger
  /// What became of the blocks of the pages that were verified, in the order of pages and blocks.
  public var blocks: [Report.Block]
  /// Findings in source order, without duplicates.
  public var diagnostics: [Diagnostic]
  /// Files to be written; empty unless updates were asked for.
  public var updates: [FileUpdate]
  /// How many blocks have each verdict, of the pages that were verified.
  public var counts: [Verdict: Int]
  /// How many of the validated blocks each checker of the project has accepted, in the order of the settings.
  public var validations: [(checker: String, blocks: Int)]
  /// Sessions whose results came from the cache, and those that were run.
  public var cacheHits: Int
  public var executed: Int
  /// Why the block in question was run, or not; `nil` without such a block.
  public var explanation: [String]?
  /// Which changes of outputs and answers the pages notice; `nil` when nobody asked.
  public var mutations: Mutations?
  /// Parts of the sandbox that could not be applied.
  public var unavailable: Set<SandboxPart>
}

/// Writes the report from the outcomes of the blocks.
struct ReportWriter: Sendable {
  var pages: [Page]
  var selected: [Int]
  var outcomes: [BlockID: BlockOutcome]
  var projectKeys: CurrentKeys
  /// The keys of the sessions and of the checkers' units that a block belongs to.
  var sessionKeys: [BlockID: String]
  var checkerKeys: [BlockID: String]
  /// The blocks that were verified; `nil` for all of the selected pages.
  var verified: Set<BlockID>?
  /// How long each block ran.
  var seconds: [BlockID: Double] = [:]
  /// The programs that run or compile a block, with their versions.
  var tools: [BlockID: [String]] = [:]

  func records() -> [Ledger.Record] {
    var records: [Ledger.Record] = []
    var previousKey = ""
    for page in selected {
      for block in pages[page].blocks {
        let id = BlockID(page: page, block: block.index)
        let outcome = outcomes[id] ?? BlockOutcome(.text)
        let code = block.fingerprint
        // An output or response belongs to the example or request before it.
        previousKey = sessionKeys[id] ?? (block.isOutput || outcome.verdict == .ran ? previousKey : "")
        if let verified, !verified.contains(id) { continue }
        records.append(
          Ledger.Record(
            page: pages[page].path, block: block.index, code: code,
            key: SHA256.hex((previousKey + (checkerKeys[id] ?? "") + code).utf8),
            project: projectKeys[pages[page].path, block.index], verdict: outcome.verdict,
            reason: outcome.reason,
            output: outcome.output.flatMap { $0.isEmpty ? nil : $0 }, checkers: outcome.checkers,
            tools: outcome.verdict.isExecution ? tools[id] ?? [] : [],
            hasFailedAnswer: outcome.hasFailedAnswer))
      }
    }
    return records
  }

  /// The records as blocks of a report.
  func blocks(_ records: [Ledger.Record]) -> [Report.Block] {
    let ids = selected.flatMap { page in pages[page].blocks.map { BlockID(page: page, block: $0.index) } }
    return zip(ids.filter { verified?.contains($0) ?? true }, records).map { id, record in
      let page = pages[id.page]
      let block = page.blocks[id.block]
      return Report.Block(
        path: page.source.path, line: block.fenceLine, endLine: block.endLine, language: block.language,
        verdict: record.verdict.rawValue, status: record.verdict.status, reason: record.reason,
        seconds: seconds[id])
    }
  }

  /// The new records and coverage, with those of the pages and blocks that were not verified and still exist.
  func ledger(
    _ records: [Ledger.Record], coverage: [String: Set<String>], previous: Ledger?
  ) -> Ledger {
    let partial = Set(partialPages.map { pages[$0].path })
    let whole = Set(selected.map { pages[$0].path }).subtracting(partial)
    let existing = Set(pages.map(\.path))
    func isKept(_ page: String) -> Bool { !whole.contains(page) && existing.contains(page) }
    var blocks: [String: Set<Int>] = [:]
    for record in records where partial.contains(record.page) {
      blocks[record.page, default: []].insert(record.block)
    }
    let other = (previous?.records ?? []).filter { record in
      isKept(record.page) && !(blocks[record.page]?.contains(record.block) ?? false)
    }
    let shown = (previous?.coverage ?? [:]).filter { isKept($0.key) }
    return Ledger(
      records: (records + other).sorted { ($0.page, $0.block) < ($1.page, $1.block) },
      coverage: shown.merging(coverage.filter { !$0.value.isEmpty }.mapValues { $0.sorted() }) { old, new in
        Set(old).union(new).sorted()
      })
  }

  /// The selected pages that have blocks that were not verified.
  private var partialPages: [Int] {
    guard let verified else { return [] }
    return selected.filter { page in
      pages[page].blocks.contains { !verified.contains(BlockID(page: page, block: $0.index)) }
    }
  }
}

extension Verdict {
  /// Whether a block with this verdict passed, as reports of tests have it: where nothing was checked, nothing passed.
  fileprivate var status: Report.Block.Status {
    switch self {
    case .ran, .compiled, .validated, .parsed, .failedAsStated: .passed
    case .skipped, .text: .skipped
    case .failed: .failed
    }
  }
}
