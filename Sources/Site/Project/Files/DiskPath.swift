import Foundation

/// Paths on the disk, as command lines name them.
public enum DiskPath {
  /// Absolute, without `.`, `..` and a slash at the end; relative paths begin at the working directory.
  public static func absolute(_ path: String) -> String {
    let url = URL(
      fileURLWithPath: path, relativeTo: URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
    let text = url.standardizedFileURL.path
    return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// Where a path below a folder leads without symbolic links, relative to that folder; `nil` outside of it.
  public static func resolved(_ path: String, in folder: String) -> String? {
    guard let real = Self.real(folder + "/" + path), let root = Self.real(folder) else { return nil }
    return RelativePath.inside(root, real)
  }

  /// Without symbolic links; `nil` for what does not exist.
  static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  public static func kind(_ path: String) -> FileReader.Kind? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder.boolValue ? .folder : .file
  }
}
