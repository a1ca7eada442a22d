import Pages
import Project

extension Site {
  /// A path that selects no page.
  public struct NoPage: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String
    public let content: String

    public var description: String {
      "`\(path)` is neither a page of `\(content)` nor a folder that contains pages"
    }
  }

  /// The pages at or below paths of the disk, relative to the content folder; `nil` for all of them.
  ///
  /// - Parameter absolute: what a path means, as `DiskPath.absolute` says it.
  public func pages(
    at paths: [String], absolute: (String) -> String = DiskPath.absolute
  ) throws(NoPage) -> Set<String>? {
    if paths.isEmpty { return nil }
    let content = project.content == "." ? project.root : project.root + "/" + project.content
    var selected: Set<String> = []
    var isWhole = false
    for path in paths {
      let absolute = absolute(path)
      // The project's root, or any folder above its content, means all of it; the other paths must exist all the same.
      if content == absolute || content.hasPrefix(absolute + "/") {
        isWhole = true
        continue
      }
      let relative = absolute.hasPrefix(content + "/") ? String(absolute.dropFirst(content.count + 1)) : ""
      let found = pages.lazy.map(\.path).filter { $0 == relative || $0.hasPrefix(relative + "/") }
      if relative.isEmpty || found.isEmpty { throw NoPage(path: path, content: content) }
      selected.formUnion(found)
    }
    return isWhole ? nil : selected
  }
}
