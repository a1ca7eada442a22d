import Digests
import Files
import Processes

extension FileStamps {
  /// Above these a folder counts by the contents of its programs, and by the names, sizes and times of all files: to read
  /// a compiler with its documentation takes longer than most verifications.
  private static let mostFiles = 5000
  private static let mostBytes = 256 << 20

  /// The state of a folder of the machine as a hash of its files, by contents when it is not too large. Links are not
  /// followed.
  mutating func digest(of path: String, _ stamp: TreeStamp) -> String {
    digest(of: path, stamp, .installed)
  }

  /// The same for packages in a project's folder, with all that is in it.
  mutating func digest(ofPackages path: String) -> String {
    digest(of: path, TreeStamp(of: path, hasCaches: true), .complete)
  }

  private mutating func digest(of path: String, _ stamp: TreeStamp, _ disk: ProjectDisk) -> String {
    let isLarge = stamp.files > Self.mostFiles || stamp.bytes > Self.mostBytes
    return value(of: path, stamp: stamp.stamp) {
      isLarge ? stamp.portable + ProjectDisk.programs.digest(ofProgramsIn: path) : disk.digest(path)
    }
  }
}

extension ProjectDisk {
  /// The names of folders that hold programs.
  private static let programFolders: Set<Substring> = ["bin", "sbin", "libexec", "shims"]

  /// The size in bytes above which a program counts by its name, size and time, as compilers and debuggers do.
  private static let mostBytes = 4 << 20

  /// The contents of the programs of an installation as one hash: the files directly in it, and in its folders for
  /// programs. A link there counts by the file that it leads to.
  func digest(ofProgramsIn path: String) -> String {
    var parts: [UInt8] = []
    for entry in entries(path) ?? [] where Self.isProgram(entry) {
      let file = path + "/" + entry
      guard FileStamp.size(ofFile: file) ?? 0 <= Self.mostBytes else { continue }
      parts += entry.utf8
      parts.append(0)
      parts += traits(file).mark + SHA256.digest(bytes(file) ?? [])
    }
    return SHA256.hex(parts)
  }

  private static func isProgram(_ entry: String) -> Bool {
    let names = entry.split(separator: "/")
    return names.count == 1 || programFolders.contains(names[names.count - 2])
  }
}
