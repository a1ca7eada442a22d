import Foundation

/// The folder of a git repository: all files in it may be a stranger's.
public enum RepositoryFolder {
  /// The nearest folder with `.git` that holds a path, or is it, without a slash at its end; `nil` outside of repositories.
  /// In a worktree and a submodule `.git` is a file.
  ///
  /// - Parameter path: absolute, without `.` and `..`.
  public static func nearest(of path: String) -> String? { all(of: path).first }

  /// All such folders, the nearest first: a submodule is in another repository.
  public static func all(of path: String) -> [String] {
    var found: [String] = []
    var folder = path[...]
    while true {
      if access(folder + "/.git", F_OK) == 0 { found.append(folder.isEmpty ? "/" : String(folder)) }
      guard let slash = folder.lastIndex(of: "/") else { return found }
      folder = folder[..<slash]
    }
  }
}
