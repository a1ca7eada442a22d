import Languages

/// The settings that give a project rights: to show more HTML, to publish files that a browser runs, to start programs, to
/// let examples read folders and connect to other machines.
///
/// In a pull request they are as hostile as its pages, so that `build --untrusted` takes them from a revision that is
/// trusted already.
struct GrantedRight<Value>: Sendable {
  let isEqual: @Sendable (Value, Value) -> Bool
  let copy: @Sendable (_ from: Value, _ to: inout Value) -> Void

  /// - Parameter path: where the setting is kept.
  init<Part: Equatable & Sendable>(_ path: WritableKeyPath<Value, Part> & Sendable) {
    isEqual = { $0[keyPath: path] == $1[keyPath: path] }
    copy = { $1[keyPath: path] = $0[keyPath: path] }
  }
}

extension Project {
  /// This project with the rights that another revision of it gives, and no others.
  ///
  /// - Parameters:
  ///   - base: `nil` without one: then only what the defaults allow is allowed.
  ///   - languages: those that the settings of both were read with.
  /// - Returns: the project, and the keys whose values of this revision are ignored.
  public func taking(
    rightsOf base: Project?, languages: Languages
  ) -> (project: Project, ignored: [String]) {
    let base = base ?? Project(root: root)
    var project = self
    var ignored: [String] = []
    for setting in RootSettings.all(languages) {
      guard let right = setting.right, !right.isEqual(self, base) else { continue }
      ignored.append(setting.key)
      right.copy(base, &project)
    }
    return (project, ignored)
  }
}
