/// A symbolic link to a folder. It is not entered: what it leads to has paths of its own, and links may form cycles.
public struct LinkedFolder: Sendable, Hashable {
  public enum Target: Sendable, Hashable {
    /// A folder of the project, by its path from the root.
    case inside(String)
    /// A folder outside of the project, in the same repository.
    case besideProject(hasPages: Bool)
    case outsideProject
  }

  /// From the project's root.
  public var path: String
  public var target: Target

  public init(path: String, target: Target) {
    self.path = path
    self.target = target
  }

  /// One word for each state of the link, for digests.
  var mark: String {
    switch target {
    case .inside(let folder): "\(path)\0inside \(folder)"
    case .besideProject(let hasPages): "\(path)\0beside \(hasPages)"
    case .outsideProject: "\(path)\0outside"
    }
  }
}

extension [LinkedFolder] {
  /// The linked folder that a path from the project's root leads through; `nil` for most paths.
  public func around(_ path: String) -> LinkedFolder? {
    first { $0.path == path || RelativePath.inside($0.path, path) != nil }
  }

  /// The same file or folder by a path without the linked folder that it leads through; `nil` when it leads through
  /// none, or out of the project.
  ///
  ///     [LinkedFolder(path: "docs/new", target: .inside("docs/v2"))].realPath(of: "docs/new/a.md") // "docs/v2/a.md"
  public func realPath(of path: String) -> String? {
    guard let link = around(path), case .inside(let folder) = link.target else { return nil }
    guard let rest = RelativePath.inside(link.path, path) else { return folder }
    return folder.isEmpty ? rest : folder + "/" + rest
  }
}
