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

  public static func kind(_ path: String) -> FileReader.Kind? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return isFolder.boolValue ? .folder : .file
  }
}
