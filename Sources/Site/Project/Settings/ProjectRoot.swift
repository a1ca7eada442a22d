/// Finds the project that a path belongs to.
public enum ProjectRoot {
  /// A path that does not exist.
  public struct NotFound: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String

    public var description: String { "`\(path)` does not exist" }
  }

  /// The nearest folder at or above a path that has a `site/portal.yml`; without one the folder itself (of a file: the
  /// folder it is in), which is then a project of plain Markdown.
  ///
  /// - Parameters:
  ///   - path: absolute.
  ///   - isPage: whether it may be a page that is generated, which is not on the disk.
  ///   - kind: the kind of file on the disk at a path.
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
