import Diagnostics
import Files
import Synchronization

/// The entries of a cache that could not be believed, or not even read.
final class CacheDamage: Sendable {
  private struct State {
    /// Whether something new is in its place, by the entry's path.
    var entries: [String: Bool] = [:]
    var obstacles: [String: FileFailure] = [:]
  }

  private let state = Mutex(State())

  /// Notes an entry with other bytes than were written, or signed with another key.
  func add(_ path: String) {
    state.withLock { $0.entries[path] = false }
  }

  /// Notes that something is in the place of an entry that cannot be read: a folder, a link, a file of another user.
  func add(_ path: String, _ failure: FileFailure) {
    state.withLock { $0.obstacles[path] = failure }
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
    let state = state.withLock { $0 }
    var findings: [Diagnostic] = []
    if !state.entries.isEmpty {
      let count = state.entries.count
      let entries = count == 1 ? "An entry" : "\(count) entries"
      findings.append(
        Diagnostic(
          .damagedCache,
          "\(entries) of `\(folder)` \(count == 1 ? "was" : "were") damaged, or written with another key",
          fix: "nothing to do: the results were computed again; if this happens often, check the disk"))
    }
    if let first = state.obstacles.min(by: { $0.key < $1.key }) {
      let others = state.obstacles.count - 1
      let more = others == 0 ? "" : ", and \(others) more"
      findings.append(
        Diagnostic(
          .damagedCache, "`\(folder)/\(first.key)`\(more) cannot be read: \(first.value)",
          fix: "remove what is there: until then it is computed again by each run"))
    }
    return findings
  }
}
