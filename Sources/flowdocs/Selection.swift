import ArgumentParser
import Pages

/// The pages that a command line names, of one project.
struct Selection: Sendable {
  let workspace: Workspace
  /// As they were given; none for the whole project.
  var paths: [String]

  /// The paths by the project that each belongs to, in the order in which they were given.
  static func of(_ paths: [String]) throws -> [Selection] {
    if paths.isEmpty { return [Selection(workspace: try .containing(nil), paths: [])] }
    var selections: [Selection] = []
    for path in paths {
      let workspace = try Workspace.containing(path, isPage: true)
      if let known = selections.firstIndex(where: { $0.workspace.project.root == workspace.project.root }) {
        selections[known].paths.append(path)
      } else {
        selections.append(Selection(workspace: workspace, paths: [path]))
      }
    }
    return selections
  }

  /// The pages at or below the paths, relative to the content folder; `nil` for all.
  func pages(among pages: [Page]) throws -> Set<String>? {
    if paths.isEmpty { return nil }
    let project = workspace.project
    let content = project.content == "." ? project.root : project.root + "/" + project.content
    var selected: Set<String> = []
    for path in paths {
      let absolute = Workspace.absolute(path)
      // The project's root, or any folder above its content, means all of it.
      if content == absolute || content.hasPrefix(absolute + "/") { return nil }
      let relative = absolute.hasPrefix(content + "/") ? String(absolute.dropFirst(content.count + 1)) : ""
      let found = pages.lazy.map(\.path).filter { $0 == relative || $0.hasPrefix(relative + "/") }
      if relative.isEmpty || found.isEmpty {
        throw ValidationError("`\(path)` is no page of `\(content)` and no folder with pages in it")
      }
      selected.formUnion(found)
    }
    return selected
  }
}
