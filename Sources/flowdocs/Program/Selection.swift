import Project

/// The pages that a command line names, of one project.
struct Selection: Sendable {
  /// The project's root.
  let root: String
  /// As given on the command line; empty for the whole project.
  var paths: [String]

  /// The paths by the project that each belongs to, in the order in which they were given.
  static func of(_ paths: [String], _ program: Program) throws(ProjectRoot.NotFound) -> [Selection] {
    if paths.isEmpty { return [Selection(root: try program.root(), paths: [])] }
    var selections: [Selection] = []
    for path in paths {
      let root = try program.root(of: path, isPage: true)
      if let known = selections.firstIndex(where: { $0.root == root }) {
        selections[known].paths.append(path)
      } else {
        selections.append(Selection(root: root, paths: [path]))
      }
    }
    return selections
  }
}
