import Digests
import Files
import Foundation
import Processes

extension FileStamps {
  /// Above these a folder counts by the names, sizes and times of its files: to read a compiler with its documentation
  /// takes longer than most verifications.
  private static let mostFiles = 5000
  private static let mostBytes = 256 << 20

  /// The state of a folder as a hash of its files, by contents when it is not too large. Links are not followed.
  mutating func digest(of path: String, _ stamp: TreeStamp) -> String {
    if stamp.files > Self.mostFiles || stamp.bytes > Self.mostBytes { return stamp.portable }
    return value(of: path, stamp: stamp.stamp) {
      var hash = TreeHash()
      hash.add(path)
      return hash.text
    }
  }
}

/// Names, targets of links and contents of a folder's files, in the order of their paths.
private struct TreeHash {
  private var parts: [UInt8] = []

  var text: String { SHA256.hex(parts) }

  mutating func add(_ path: String) {
    do {
      try add(Folder(at: path, followingLink: true), prefix: "")
    } catch {
      add(file: path, name: "")
    }
  }

  private mutating func add(_ folder: Folder, prefix: String) throws {
    for entry in try folder.entries() where entry.name != "__pycache__" {
      let path = folder.path + "/" + entry.name
      switch entry.kind {
      case .folder: try add(folder.folder(entry.name), prefix: prefix + entry.name + "/")
      case .link:
        var target = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = max(0, readlink(path, &target, target.count))
        add(prefix + entry.name, SHA256.digest(target[..<length].map { UInt8(bitPattern: $0) }))
      case .file: add(file: path, name: prefix + entry.name)
      case .special: continue
      }
    }
  }

  private mutating func add(file path: String, name: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    // What this program cannot read, examples cannot read either.
    guard file >= 0 else { return add(name, [0]) }
    defer { close(file) }
    add(name, SHA256.digest(Self.contents(file)))
  }

  private mutating func add(_ name: String, _ value: [UInt8]) {
    parts += name.utf8
    parts.append(0)
    parts += value
  }

  private static func contents(_ file: Int32) -> [UInt8] {
    var status = stat()
    guard fstat(file, &status) == 0 else { return [] }
    let size = Int(status.st_size)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = read(file, buffer.baseAddress.map { $0 + count }, size - count)
        if got <= 0 { break }
        count += got
      }
    }
  }
}
