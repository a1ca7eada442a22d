/// The settings that give a project rights: to show more HTML, to publish files that a browser runs, to start programs, to
/// let examples read folders.
///
/// In a pull request they are as hostile as its pages, so that `build --untrusted` takes them from a revision that is
/// trusted already.
struct GivenRight: Sendable {
  /// The key in `site/portal.yml`.
  let key: String
  let isEqual: @Sendable (Project, Project) -> Bool
  let copy: @Sendable (_ from: Project, _ to: inout Project) -> Void

  init<Value: Equatable & Sendable>(_ key: String, _ path: WritableKeyPath<Project, Value> & Sendable) {
    self.key = key
    isEqual = { $0[keyPath: path] == $1[keyPath: path] }
    copy = { $1[keyPath: path] = $0[keyPath: path] }
  }

  static let all: [GivenRight] = [
    GivenRight("trustsHTML", \.trustsHTML), GivenRight("trustedFiles", \.trustedFiles),
    GivenRight("checkers", \.checkers), GivenRight("service", \.service), GivenRight("linked", \.linked),
    GivenRight("swiftModules", \.swiftModules), GivenRight("pythonPath", \.pythonPath),
  ]
}

extension Project {
  /// This project with the rights that another revision of it gives, and no others.
  ///
  /// - Parameter base: `nil` without one: then only what the defaults allow is allowed.
  /// - Returns: the project, and the keys whose values of this revision are ignored.
  public func taking(rightsOf base: Project?) -> (project: Project, ignored: [String]) {
    let base = base ?? Project(root: root)
    var project = self
    var ignored: [String] = []
    for right in GivenRight.all where !right.isEqual(self, base) {
      ignored.append(right.key)
      right.copy(base, &project)
    }
    return (project, ignored)
  }
}
