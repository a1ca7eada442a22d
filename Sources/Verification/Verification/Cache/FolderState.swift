import Processes

extension FileStamps {
  /// Above these a folder counts by the names, sizes and times of its files: to read a compiler with its documentation
  /// takes longer than most verifications.
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
    if stamp.files > Self.mostFiles || stamp.bytes > Self.mostBytes { return stamp.portable }
    return value(of: path, stamp: stamp.stamp) { disk.digest(path) }
  }
}
