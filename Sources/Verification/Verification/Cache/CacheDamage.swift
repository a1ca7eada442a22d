import Diagnostics
import Synchronization

/// The damaged entries of a cache.
final class CacheDamage: Sendable {
  /// Whether a new entry was written since, by the path of the damaged one.
  private let entries = Mutex<[String: Bool]>([:])

  /// Notes an entry with other bytes than were written, or signed with another key.
  func add(_ path: String) {
    entries.withLock { $0[path] = false }
  }

  /// Notes that an entry was made again.
  func isReplaced(_ path: String) {
    entries.withLock { if $0[path] != nil { $0[path] = true } }
  }

  /// Paths of damaged entries that were not made again.
  var notReplaced: [String] {
    entries.withLock { $0.filter { !$0.value }.keys.sorted() }
  }

  /// - Parameter folder: the folder of the cache, as messages name it.
  func findings(_ folder: String) -> [Diagnostic] {
    let count = entries.withLock(\.count)
    if count == 0 { return [] }
    let named = count == 1 ? "An entry" : "\(count) entries"
    return [
      Diagnostic(
        .damagedCache,
        "\(named) of `\(folder)` \(count == 1 ? "was" : "were") damaged, or written with another key",
        fix: "nothing to do: the results were computed again; if this happens often, check the disk")
    ]
  }
}
