import Digests
import Foundation

/// Hashes of large files and versions of programs, remembered as long as the file on the disk is the same.
///
/// Kept in `.flowdocs/cache/identities.json`; a file counts as the same when path, size and time
/// of change are.
struct Identities: Sendable {
  private struct Entry: Codable, Sendable {
    var stamp: String
    var value: String
  }

  private let path: String
  private var entries: [String: Entry] = [:]
  private var isChanged = false

  init(cache: String) {
    path = cache + "/identities.json"
    guard let data = FileManager.default.contents(atPath: path) else { return }
    do {
      entries = try JSONDecoder().decode([String: Entry].self, from: data)
    } catch {
      // A damaged file is the same as none: everything is computed again.
      entries = [:]
    }
  }

  /// The value for a file, computed when the file is another than before.
  mutating func value(of file: String, kind: String, _ compute: () async -> String?) async -> String {
    let stamp = Self.stamp(file)
    let key = kind + " " + file
    // A script that starts the program proper, as version managers install, stays the same when that changes.
    let isScript = kind == "version" && Self.isScript(file)
    if !isScript, let entry = entries[key], entry.stamp == stamp { return entry.value }
    guard let value = await compute() else { return "unknown " + stamp }
    entries[key] = Entry(stamp: stamp, value: value)
    isChanged = true
    return value
  }

  /// SHA-256 of a file's bytes.
  mutating func digest(of file: String) async -> String {
    await value(of: file, kind: "sha256") {
      FileManager.default.contents(atPath: file).map { SHA256.hex($0) }
    }
  }

  func save() {
    guard isChanged else { return }
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      try encoder.encode(entries).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      // Without it the next verification is slower, nothing else.
      return
    }
  }

  private static func isScript(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { file.closeFile() }
    do {
      return try file.read(upToCount: 2) == Data("#!".utf8)
    } catch {
      return false
    }
  }

  private static func stamp(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "missing" }
    return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(status.st_ino)"
  }
}

/// The contents of a folder as one hash: every file's path and bytes.
enum FolderDigest {
  /// Folders whose name begins with a dot, `_site`, `node_modules` and Python's caches are left out.
  static func digest(_ folder: String, except isLeftOut: (String) -> Bool = { _ in false }) -> String {
    var parts: [UInt8] = []
    for file in files(in: folder) where !isLeftOut(file) {
      parts += file.utf8
      parts.append(0)
      let bytes = FileManager.default.contents(atPath: folder + "/" + file) ?? Data()
      parts += SHA256.digest(bytes)
    }
    return SHA256.hex(parts)
  }

  /// Paths relative to the folder, sorted.
  static func files(in folder: String) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
    var files: [String] = []
    while let path = walk.nextObject() as? String {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      if name.hasPrefix(".") || name == "_site" || name == "node_modules" || name == "__pycache__" {
        walk.skipDescendants()
        continue
      }
      if walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular { files.append(path) }
    }
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
