import Digests
import Foundation

/// The files that a verification hashes for its cache keys, by absolute path.
public struct ProjectDisk: Sendable {
  /// Size, time of change and identity of a file in one word; the same as long as the file is.
  public var stamp: @Sendable (_ path: String) -> String
  public var bytes: @Sendable (_ path: String) -> [UInt8]?
  /// Paths of the files and symbolic links in a folder, relative to it and sorted; `nil` when it is not a folder.
  public var files: @Sendable (_ folder: String) -> [String]?
  /// What programs find out about a file besides its bytes; see `FileTraits`.
  public var traits: @Sendable (_ path: String) -> FileTraits

  public init(
    stamp: @escaping @Sendable (String) -> String, bytes: @escaping @Sendable (String) -> [UInt8]?,
    files: @escaping @Sendable (String) -> [String]?,
    traits: @escaping @Sendable (String) -> FileTraits = { _ in FileTraits() }
  ) {
    self.stamp = stamp
    self.bytes = bytes
    self.files = files
    self.traits = traits
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
        switch walk.fileAttributes?[.type] as? FileAttributeType {
        case .typeRegular, .typeSymbolicLink: files.append(path)
        default: continue
        }
      }
      return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    },
    traits: FileTraits.init(ofFile:))

  /// Version control, caches and results.
  static let leftOut: Set<String> = [
    ".git", ".flowdocs", ".build", ".venv", "_site", "node_modules", "__pycache__",
  ]

  /// A file, or a folder's paths and contents, as one hash; empty when there is neither.
  func digest(_ path: String, except isLeftOut: (String) -> Bool = { _ in false }) -> String {
    guard let files = files(path) else { return bytes(path).map { SHA256.hex(traits(path).mark + $0) } ?? "" }
    var parts: [UInt8] = []
    for file in files where !isLeftOut(file) {
      parts += file.utf8
      parts.append(0)
      parts += digest(ofFile: path + "/" + file)
    }
    return SHA256.hex(parts)
  }

  /// Of a link only where it leads counts: what is there is in the key if examples can read it.
  private func digest(ofFile path: String) -> [UInt8] {
    let traits = traits(path)
    return SHA256.digest(traits.mark + (traits.target == nil ? bytes(path) ?? [] : []))
  }
}
