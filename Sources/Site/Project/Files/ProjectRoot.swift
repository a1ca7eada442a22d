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

/// Finds the project that a path belongs to.
public enum ProjectRoot {
  /// A path at which there is nothing.
  public struct NotFound: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String

    public var description: String { "there is nothing at `\(path)`" }
  }

  /// The nearest folder at or above a path that has a `site/portal.yml`; without one the folder itself (of a file: the
  /// folder it is in), which is then a project of plain Markdown.
  ///
  /// - Parameters:
  ///   - path: absolute.
  ///   - isPage: whether it may be a page that is generated, which is not on the disk.
  ///   - kind: what the disk has at a path.
  public static func containing(
    _ path: String, isPage: Bool = false, kind: (String) -> FileReader.Kind? = DiskPath.kind
  ) throws(NotFound) -> String {
    let own = kind(path)
    let folder = own == .folder ? path : parent(of: path)
    var candidate = own != nil || isPage ? folder : nil
    while let current = candidate {
      if kind(current + "/" + Project.definition) == .file { return current }
      candidate = current.isEmpty || current == "/" ? nil : parent(of: current)
    }
    if own == nil { throw NotFound(path: path) }
    return folder
  }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}
