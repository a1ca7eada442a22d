import Foundation
import Pages

/// What checkers said of pages with which nothing was wrong, on the disk.
struct CheckerCache: Sendable {
  /// `.flowdocs/cache`.
  var folder: String

  private func path(_ key: String) -> String { folder + "/checkers/\(key.prefix(2))/\(key).json" }

  /// The answers for the blocks of a unit, in their order.
  func load(_ key: String, of unit: CheckerUnit) -> [BlockID: CheckerAnswer]? {
    guard let data = FileManager.default.contents(atPath: path(key)) else { return nil }
    do {
      let accepted = try JSONDecoder().decode([Bool].self, from: data)
      guard accepted.count == unit.blocks.count else { return nil }
      return Dictionary(
        uniqueKeysWithValues: zip(unit.blocks, accepted).map { block, accepted in
          (BlockID(page: unit.page, block: block.index), accepted ? .accepted : .notChecked)
        })
    } catch {
      // A damaged entry is the same as none.
      return nil
    }
  }

  /// Keeps the answers unless there are findings among them; what cannot be written is asked again next time.
  func store(_ answers: [BlockID: CheckerAnswer], key: String, of unit: CheckerUnit) {
    var accepted: [Bool] = []
    for block in unit.blocks {
      switch answers[BlockID(page: unit.page, block: block.index)] {
      case .accepted: accepted.append(true)
      case .notChecked: accepted.append(false)
      case .findings, nil: return
      }
    }
    do {
      let path = path(key)
      let parent = (path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try JSONEncoder().encode(accepted).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      return
    }
  }
}
