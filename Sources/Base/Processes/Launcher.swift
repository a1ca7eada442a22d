import CLinux
import Foundation
import Synchronization

/// The process that starts all others.
///
/// Programs are not started by this process but by a small copy of it that was forked before it grew, which runs C
/// alone. So a start costs a fork of a few pages and not of a portal in memory, nothing of Swift runs between fork and
/// exec, and the copy notices the end of this process, also by SIGKILL, and ends what was started: its socket is
/// closed. A launcher that is executed anew for every program would need 20 ms to load the Swift libraries, and could
/// not be found by programs that only link this module, such as tests.
///
/// Call `start()` early; otherwise the first run does it.
public enum Launcher {
  private struct State {
    var connection: Int32 = -1
    var process: pid_t = 0
    /// The process that forked the launcher: a fork of it has no launcher of its own.
    var owner: pid_t = 0
  }

  private static let state = Mutex(State())

  public static func start() throws(ProcessError) { _ = try connection() }

  /// Keeps what is confined from reading the environment of this process, also on a kernel without namespaces and
  /// Landlock. It also keeps debuggers of the same user from attaching, and prevents core dumps.
  public static func hideThisProcess() { hide_process() }

  /// Ends all that was started and waits for it; for a program that ends early.
  public static func stop() {
    state.withLock { state in
      guard state.connection >= 0, state.owner == getpid() else { return }
      close(state.connection)
      waitpid(state.process, nil, 0)
      state = State()
    }
  }

  private static func connection() throws(ProcessError) -> Int32 {
    let result: Result<Int32, ProcessError> = state.withLock { state in
      if state.connection >= 0, state.owner == getpid() { return .success(state.connection) }
      var connection: Int32 = -1
      let process = launcher_start(&connection)
      guard process > 0 else {
        return .failure(.failedToStart("flowdocs", reason: String(cString: strerror(errno))))
      }
      state = State(connection: connection, process: process, owner: getpid())
      // Root starts programs as other users, for whom what is made here must be readable.
      if geteuid() == 0 { umask(0o022) }
      return .success(connection)
    }
    return try result.get()
  }

  /// Hands over the descriptors of a request, in the order of `launch_descriptor`. They stay open here, too, and are the
  /// caller's to close.
  static func send(_ descriptors: [Int32]) throws(ProcessError) {
    // When the launcher was killed another one takes its place, once.
    for isLastTry in [false, true] {
      let connection = try connection()
      let code = launcher_send(connection, descriptors, Int32(descriptors.count))
      if code == 0 { return }
      if isLastTry { throw .failedToStart("flowdocs", reason: String(cString: strerror(code))) }
      state.withLock { state in
        guard state.connection == connection else { return }
        close(connection)
        state.connection = -1
      }
    }
  }
}
