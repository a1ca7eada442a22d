import Digests
import Foundation

/// The files that a verification hashes for its cache keys, by absolute path.
public struct ProjectDisk: Sendable {
  /// Size, time of change and identity of a file in one word; the same as long as the file is.
  public var stamp: @Sendable (_ path: String) -> String
  public var bytes: @Sendable (_ path: String) -> [UInt8]?
  /// Paths of the files in a folder, relative to it and sorted; `nil` when it is not a folder.
  public var files: @Sendable (_ folder: String) -> [String]?

  public init(
    stamp: @escaping @Sendable (String) -> String, bytes: @escaping @Sendable (String) -> [UInt8]?,
    files: @escaping @Sendable (String) -> [String]?
  ) {
    self.stamp = stamp
    self.bytes = bytes
    self.files = files
  }

  public static let disk = ProjectDisk(
    stamp: { path in
      var status = stat()
      guard stat(path, &status) == 0 else { return "missing" }
      return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) "
        + "\(status.st_ctim.tv_sec).\(status.st_ctim.tv_nsec) \(status.st_ino)"
    },
    bytes: { FileManager.default.contents(atPath: $0).map(Array.init) },
    files: { folder in
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
        return nil
      }
      guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
      var files: [String] = []
      while let path = walk.nextObject() as? String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if leftOut.contains(name) {
          walk.skipDescendants()
          continue
        }
        if walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular { files.append(path) }
      }
      return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    })

  /// Version control, caches and results.
  static let leftOut: Set<String> = [
    ".git", ".flowdocs", ".build", ".venv", "_site", "node_modules", "__pycache__",
  ]

  /// A file, or a folder's paths and contents, as one hash; empty when there is neither.
  func digest(_ path: String, except isLeftOut: (String) -> Bool = { _ in false }) -> String {
    guard let files = files(path) else { return bytes(path).map { SHA256.hex($0) } ?? "" }
    var parts: [UInt8] = []
    for file in files where !isLeftOut(file) {
      parts += file.utf8
      parts.append(0)
      parts += SHA256.digest(bytes(path + "/" + file) ?? [])
    }
    return SHA256.hex(parts)
  }
}
