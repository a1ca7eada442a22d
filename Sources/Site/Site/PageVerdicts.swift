import Ledger
import Pages

/// The verdicts of one page's blocks, without those that were made for another version of a block.
package struct PageVerdicts: Sendable {
  private var byBlock: [Int: Ledger.Record] = [:]
  private var changed: Set<Int> = []

  /// - Parameter keys: The current keys; `nil` to compare the code of the blocks alone.
  package init(_ records: ArraySlice<Ledger.Record> = [], of page: Page, keys: CurrentKeys? = nil) {
    for record in records where page.blocks.indices.contains(record.block) {
      let block = page.blocks[record.block]
      let fits = keys.map { $0[page.path, record.block] == record.project } ?? true
      if fits, block.fingerprint == record.code {
        byBlock[record.block] = record
      } else if !block.isOutput, record.verdict != .text {
        changed.insert(record.block)
      }
    }
  }

  package subscript(block: Int) -> Ledger.Record? { byBlock[block] }

  /// Whether a block had a verdict, and it or one of its inputs has changed since.
  package func isChanged(_ block: Int) -> Bool { changed.contains(block) }

  /// What is known of a block.
  package func status(of block: Int) -> BlockStatus {
    if let record = byBlock[block] { return .verdict(record) }
    return changed.contains(block) ? .changed : .unverified
  }
}

/// What is known of a block when a portal is built.
package enum BlockStatus: Sendable, Hashable {
  case verdict(Ledger.Record)
  /// It had a verdict, and it or what it depends on has changed since.
  case changed
  /// It was never verified.
  case unverified
}

/// The records of a ledger by page.
package struct LedgerPages: Sendable {
  private let records: [Ledger.Record]
  private let ranges: [String: Range<Int>]
  private let keys: CurrentKeys?

  package init(_ ledger: Ledger?, keys: CurrentKeys? = nil) {
    let sorted = (ledger?.records ?? []).enumerated().sorted {
      ($0.element.page, $0.offset) < ($1.element.page, $1.offset)
    }
    .map(\.element)
    var ranges: [String: Range<Int>] = [:]
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].page == sorted[start].page { end += 1 }
      ranges[sorted[start].page] = start..<end
      start = end
    }
    records = sorted
    self.ranges = ranges
    self.keys = keys
  }

  package func verdicts(of page: Page) -> PageVerdicts {
    PageVerdicts(ranges[page.path].map { records[$0] } ?? [], of: page, keys: keys)
  }
}
