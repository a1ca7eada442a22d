import CLinux
import Foundation

/// A file that is completed beside the one that it replaces. Its name has the process that writes it, and the process
/// keeps it locked: one that a killed process has left is recognised and removed by the next run.
enum UnfinishedFile {
  private static let prefix = ".flowdocs-"

  static func name() -> String { prefix + ProcessMark.make() }

  /// Whether a name is that of a file whose process has ended.
  static func isAbandoned(_ name: String) -> Bool {
    name.hasPrefix(prefix) && ProcessMark.hasEnded(name.dropFirst(prefix.count))
  }
}

extension Folder {
  /// Removes what killed runs were writing into this folder.
  ///
  /// - Parameter depth: how many levels of folders below this one are looked into.
  /// - Returns: what is kept, because it can be neither removed nor put back.
  @discardableResult
  public func removeUnfinished(depth: Int = 0) -> [UnrestoredFile] {
    var kept: [UnrestoredFile] = []
    do throws(FileFailure) {
      for entry in try entries() where entry.isUTF8 {
        if entry.kind == .folder, depth > 0 {
          kept += try folder(entry.name).removeUnfinished(depth: depth - 1)
            .map { UnrestoredFile(path: entry.name + "/" + $0.path, other: $0.other) }
        } else if entry.kind == .file, UnfinishedFile.isAbandoned(entry.name) {
          removeUnlocked(entry.name)
        } else if entry.kind == .file, let exchanged = ExchangedFile(abandoned: entry.name) {
          if let file = try putBack(exchanged) { kept.append(file) }
        }
      }
    } catch {
      // The next run tries again; nothing depends on it.
    }
    return kept
  }

  private func removeUnlocked(_ name: String) {
    let file = open_at(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0)
    guard file >= 0 else { return }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      flock(file, LOCK_EX | LOCK_NB) == 0
    else { return }
    unlinkat(descriptor, name, 0)
  }
}
