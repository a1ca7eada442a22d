import Processes

extension FileStamps {
  /// Above these a folder counts by the names, sizes and times of its files: to read a compiler with its documentation
  /// takes longer than most verifications.
  private static let mostFiles = 5000
  private static let mostBytes = 256 << 20

  /// The state of a folder as a hash of its files, by contents when it is not too large. Links are not followed.
  mutating func digest(of path: String, _ stamp: TreeStamp) -> String {
    if stamp.files > Self.mostFiles || stamp.bytes > Self.mostBytes { return stamp.portable }
    return value(of: path, stamp: stamp.stamp) { ProjectDisk.installed.digest(path) }
  }
}
