import CLinux
import Foundation

extension Folder {
  /// Takes the lock of this folder for as long as it is open; `false` when another process has it. Where the file
  /// system has no locks there is nothing to wait for.
  func tryLock() -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      return errno != EWOULDBLOCK
    }
    return true
  }

  /// Whether the folder still has the name under which it was opened.
  var hasItsName: Bool {
    var own = stat()
    var named = stat()
    return fstat(descriptor, &own) == 0 && lstat(path, &named) == 0 && own.st_dev == named.st_dev
      && own.st_ino == named.st_ino
  }

  /// Opens a folder, creating it if necessary, and waits until no other process has locked it.
  ///
  /// The lock belongs to the folder, not to its name: when the folder was exchanged for another meanwhile, the other
  /// one is locked instead.
  ///
  /// - Parameter waiting: called once, when another process has the lock.
  public static func locked(
    _ open: () throws(FileFailure) -> Folder, waiting: () -> Void
  ) async throws -> Folder {
    var hasWaited = false
    while true {
      let folder = try open()
      if folder.tryLock() {
        if folder.hasItsName { return folder }
        continue
      }
      if !hasWaited {
        hasWaited = true
        waiting()
      }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  /// Takes the lock of a folder that no other process knows yet.
  public func lock() { _ = tryLock() }

  /// Exchanges the names of two folders in this one, in one step.
  public func exchange(_ one: String, with other: String) throws(FileFailure) {
    if exchange_at(descriptor, one, descriptor, other) != 0 { throw system("exchange", one) }
  }
}
