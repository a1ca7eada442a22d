import Diagnostics
import Synchronization

/// The entries of a cache that could not be believed.
final class CacheDamage: Sendable {
  private struct State {
    /// Whether something new is in its place, by the entry's path.
    var entries: [String: Bool] = [:]
  }

  private let state = Mutex(State())

  /// Notes an entry with other bytes than were written, or signed with another key.
  func add(_ path: String) {
    state.withLock { $0.entries[path] = false }
  }

  /// Notes that an entry was made again.
  func isReplaced(_ path: String) {
    state.withLock { if $0.entries[path] != nil { $0.entries[path] = true } }
  }

  /// Paths of damaged entries that were not made again.
  var notReplaced: [String] {
    state.withLock { $0.entries.filter { !$0.value }.keys.sorted() }
  }

  /// - Parameter folder: the folder of the cache, as messages name it.
  func findings(_ folder: String) -> [Diagnostic] {
    let count = state.withLock { $0.entries.count }
    if count == 0 { return [] }
    let entries = count == 1 ? "An entry" : "\(count) entries"
    return [
      Diagnostic(
        .damagedCache,
        "\(entries) of `\(folder)` \(count == 1 ? "was" : "were") damaged, or written with another key",
        fix: "nothing to do: the results were computed again; if this happens often, check the disk")
    ]
  }
}
