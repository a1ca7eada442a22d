import Foundation

/// What a look at a file, without reading it, tells about its version.
public enum FileStamp {
  /// Size, times and number of a file in one word, the same as long as the file is; a link's are those of the file that
  /// it leads to.
  ///
  /// It is for files of the machine, such as programs. A file of a project can be changed without a change of any of
  /// these that a user can set, so projects are compared by content.
  public static func text(ofFile path: String) -> String {
    var status = stat()
    guard stat(SystemPath.systemName(path), &status) == 0 else { return "missing" }
    return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) "
      + "\(status.st_ctim.tv_sec).\(status.st_ctim.tv_nsec) \(status.st_ino)"
  }

  /// In bytes, of the file that a link leads to; `nil` for what does not exist.
  public static func size(ofFile path: String) -> Int? {
    var status = stat()
    guard stat(SystemPath.systemName(path), &status) == 0 else { return nil }
    return Int(status.st_size)
  }
}
