import Digests
import Files

/// Hashes of large files and versions of programs, remembered as long as the file on the disk is the same.
///
/// Kept in the cache; a file counts as the same when path, size and time of change are.
struct FileStamps: Sendable {
  private struct Entry: Codable, Sendable {
    var stamp: String
    var value: String
  }

  static let path = "file-stamps"

  private let store: CacheStore
  private let disk: ProjectDisk
  private var entries: [String: Entry]
  private var isChanged = false

  init(store: CacheStore, disk: ProjectDisk) throws(FileFailure) {
    self.store = store
    self.disk = disk
    entries = try store.value([String: Entry].self, at: Self.path) ?? [:]
  }

  /// Without the stamps that the cache has.
  init(storingIn store: CacheStore, disk: ProjectDisk) {
    (self.store, self.disk, entries) = (store, disk, [:])
  }

  /// The value for a file, computed again when the file has changed.
  mutating func value(of file: String, kind: String, _ compute: () async -> String?) async -> String {
    let stamp = disk.stamp(file)
    let key = kind + " " + file
    if let entry = entries[key], entry.stamp == stamp { return entry.value }
    guard let value = await compute() else { return "unknown " + stamp }
    // A wrapper script of a version manager stays the same when the program after it changes, so it is never kept.
    if kind == "version", disk.bytes(file)?.starts(with: "#!".utf8) ?? false { return value }
    entries[key] = Entry(stamp: stamp, value: value)
    isChanged = true
    return value
  }

  /// The same for a whole folder, with a stamp that the caller has computed.
  mutating func value(of folder: String, stamp: String, _ compute: () -> String) -> String {
    let key = "tree " + folder
    if let entry = entries[key], entry.stamp == stamp { return entry.value }
    let value = compute()
    entries[key] = Entry(stamp: stamp, value: value)
    isChanged = true
    return value
  }

  /// SHA-256 of a file's bytes.
  mutating func digest(of file: String) async -> String {
    let disk = disk
    return await value(of: file, kind: "sha256") { disk.bytes(file).map { SHA256.hex($0) } }
  }

  func save() {
    if isChanged { store.set(entries, at: Self.path) }
  }
}
