import Foundation

/// A fresh folder for the time of one task.
public struct TemporaryFolder: Sendable {
  /// Absolute, without symbolic links, so that programs which print it can be recognised.
  public let path: String

  /// Makes `NAME-UUID` among the system's temporary files, which only this user can read.
  public init(named name: String) throws {
    let temporary = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
    try self.init(at: (temporary == "/" ? "" : temporary) + "/\(name)-" + UUID().uuidString)
  }

  /// Makes a folder at a path that is not taken, and the folders above it.
  public init(at path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    self.path = path
  }

  public func remove() {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      // What cannot be removed is left to the system's cleaning of temporary files.
    }
  }
}
