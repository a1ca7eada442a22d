import CLinux
import Foundation
import Synchronization

/// Processes that escaped from the run that started them: they left its session and cleared their
/// environment, so that nothing tells which run they came from.
///
/// Once this process has declared itself their reaper (prctl(2), PR_SET_CHILD_SUBREAPER) the kernel makes them
/// its children when their parents end. Whenever no run is under way, whatever child is left is one of them
/// and is killed.
public enum Orphans {
  private struct State {
    var isReaper = false
    var activeRuns = 0
  }

  private static let state = Mutex(State())

  /// Makes this process the reaper of all that its runs leave behind. For programs whose only children are those
  /// of `ProcessRunner`: any other child would be killed, too.
  public static func adopt() {
    state.withLock { $0.isReaper = become_child_subreaper() == 0 }
  }

  static func runBegins() { state.withLock { $0.activeRuns += 1 } }

  /// Called when the run's own tree has been killed and its leader reaped.
  static func runEnds() {
    state.withLock { state in
      state.activeRuns -= 1
      // Under the lock, so that no run begins while its children would look like orphans.
      if state.isReaper, state.activeRuns == 0 { killAll() }
    }
  }

  private static func killAll() {
    // A killed process hands its children over to this one, so it is looked again until there are none.
    for _ in 0..<100 {
      let children = ProcessEntry.all().filter { $0.parent == getpid() }
      if children.isEmpty { return }
      for child in children {
        _ = kill(child.id, SIGKILL)
        var status: Int32 = 0
        waitpid(child.id, &status, 0)
      }
    }
  }
}
