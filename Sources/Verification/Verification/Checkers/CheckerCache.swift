import Files
import Pages

/// Cached results of checkers for pages without findings.
struct CheckerCache: Sendable {
  var store: CacheStore

  private func path(_ key: String) -> String { "checkers/\(key.prefix(2))/\(key)" }

  /// The answers for the blocks of a unit, in their order.
  func load(_ key: String, of unit: CheckerUnit) throws(FileFailure) -> [BlockID: CheckerAnswer]? {
    guard let accepted = try store.value([Bool].self, at: path(key)), accepted.count == unit.blocks.count
    else { return nil }
    return Dictionary(
      uniqueKeysWithValues: zip(unit.blocks, accepted).map { block, accepted in
        (BlockID(page: unit.page, block: block.index), accepted ? .accepted : .notChecked)
      })
  }

  /// Stores the results unless there are findings.
  func store(_ answers: [BlockID: CheckerAnswer], key: String, of unit: CheckerUnit) {
    var accepted: [Bool] = []
    for block in unit.blocks {
      switch answers[BlockID(page: unit.page, block: block.index)] {
      case .accepted: accepted.append(true)
      case .notChecked: accepted.append(false)
      case .findings, nil: return
      }
    }
    self.store.set(accepted, at: path(key))
  }
}
