import Foundation

/// Finds programs as a shell does.
public enum Executables {
  /// The absolute path of a program.
  ///
  /// - Parameters:
  ///   - name: A name without `/`, or a path, which is only checked.
  ///   - path: Folders separated by `:`; the `PATH` of this process when `nil`.
  public static func find(_ name: String, path: String? = nil) -> String? {
    if name.contains("/") { return isExecutable(name) ? name : nil }
    let path = path ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    for folder in path.split(separator: ":") {
      let candidate = folder + "/" + name
      if isExecutable(candidate) { return candidate }
    }
    return nil
  }

  static func isExecutable(_ path: String) -> Bool {
    access(path, X_OK) == 0 && !isDirectory(path)
  }

  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
