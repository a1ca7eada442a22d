import Files
import Foundation
import Synchronization

/// A folder for the time of a command, which does not outlive it: the folder of a killed command is removed by the next
/// one.
///
/// Its name has the process and its start (`flowdocs-1234-987654-…`), and the folder is locked as long as its owner
/// lives. A folder is removed by others only when both say that the owner is gone: a process in another container
/// has a number that means nothing here, but its lock holds everywhere.
public final class TemporaryFolder: Sendable {
  public let path: String
  private let lock: Int32

  private static let prefix = "flowdocs-"
  /// Folders that are to be removed when the program ends early.
  private static let made = Mutex<[String: Int32]>([:])

  /// Makes a folder below `parent`, the folder for temporary files when `nil`, and removes abandoned ones there.
  public init(in parent: String? = nil) throws(ProcessError) {
    // Without symbolic links, so that programs which print it can be recognised.
    let given = parent ?? NSTemporaryDirectory()
    let resolved = URL(fileURLWithPath: given).resolvingSymlinksInPath().path
    let folder = resolved == "/" ? "" : resolved
    Self.removeAbandoned(in: folder.isEmpty ? "/" : folder)
    path = "\(folder)/\(Self.prefix)\(ProcessMark.make())"
    // Programs of another user pass through it where they have no file system of their own.
    let mode: mode_t = geteuid() == 0 ? 0o711 : 0o700
    guard mkdir(path, 0o700) == 0, chmod(path, mode) == 0 else {
      throw .notPrepared(reason: "`\(path)` cannot be made: \(String(cString: strerror(errno)))")
    }
    lock = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    flock(lock, LOCK_EX | LOCK_NB)
    Self.made.withLock { [path, lock] in $0[path] = lock }
  }

  deinit { remove() }

  /// Removes the folder with its contents. Files that cannot be removed are left to the next command.
  public func remove() { Self.remove(path) }

  /// Removes all folders of this process; for a program that ends early.
  public static func removeAll() {
    for path in made.withLock({ Array($0.keys) }) { remove(path) }
  }

  private static func remove(_ path: String) {
    guard let lock = made.withLock({ $0.removeValue(forKey: path) }) else { return }
    removeTree(at: path)
    close(lock)
  }

  /// Removes a folder below a temporary one, of any depth and also without permission to write.
  public static func removeTree(at path: String) {
    let path = path as NSString
    do {
      try Folder(at: path.deletingLastPathComponent, followingLink: true).removeTree(path.lastPathComponent)
    } catch {
      // The next command tries again; nothing depends on it.
    }
  }

  /// Removes folders of this user whose owners have ended.
  static func removeAbandoned(in parent: String) {
    guard let folder = opendir(parent) else { return }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(prefix) { names.append(name) }
    }
    for name in names {
      guard ProcessMark.hasEnded(name.dropFirst(prefix.count)) else { continue }
      let candidate = open(parent + "/" + name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard candidate >= 0 else { continue }
      defer { close(candidate) }
      var status = stat()
      guard fstat(candidate, &status) == 0, status.st_uid == geteuid(),
        flock(candidate, LOCK_EX | LOCK_NB) == 0
      else { continue }
      removeTree(at: parent + "/" + name)
    }
  }
}
