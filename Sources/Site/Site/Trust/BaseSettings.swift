import Diagnostics
import Project

/// The settings of a base revision, or the reason why it has none.
package struct BaseSettings: Sendable {
  /// `nil` when there is no base, or no settings in it.
  package private(set) var project: Project?
  /// Of the files that the base trusts, those that were not changed since.
  package private(set) var trustedFiles: [String] = []
  /// The name of the base in messages: ``origin/main (3f2a91c0d1e2)``, or the reason why there is none.
  private let name: String

  package init(root: String, revision: String?) async {
    var name: String
    do {
      let base = try await BaseRevision(root: root, revision: revision)
      name = base.name
      project = try await base.project(root: root)
      if let trusted = project?.trustedFiles, !trusted.isEmpty {
        trustedFiles = await base.unchanged(trusted, files: .disk(root: root))
      }
      if project == nil { name += " has no `\(Project.definition)`" }
    } catch let error as DiagnosticError {
      name = "the settings of the base cannot be read: \(error.diagnostics.first?.message ?? "")"
    } catch {
      name = "\(error)"
    }
    self.name = name
  }

  /// The ignored settings, in words.
  ///
  /// - Parameter ignored: keys whose values in the tree do not count.
  package func report(ignored: [String]) -> [String] {
    let keys = ignored.map { "`\($0)`" }.joined(separator: ", ")
    let settings =
      if project != nil {
        ignored.isEmpty
          ? "untrusted: settings that give rights are those of \(name)"
          : "untrusted: \(keys) of `\(Project.definition)` ignored; those of \(name) count"
      } else {
        ignored.isEmpty
          ? "untrusted: no settings of a base: \(name)"
          : "untrusted: \(keys) of `\(Project.definition)` ignored, without others in their place: \(name)"
      }
    return [settings, "untrusted: `.flowdocs` is not read, so blocks have no verdicts"]
  }
}
