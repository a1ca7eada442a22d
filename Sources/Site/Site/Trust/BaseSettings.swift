import Diagnostics
import Pages
import Project

/// The settings of a base revision, or the reason why it has none.
package struct BaseSettings: Sendable {
  /// `nil` when there is no base, or no settings in it.
  package private(set) var project: Project?
  /// Of the files that the base trusts, those that were not changed since.
  package private(set) var trustedFiles: [String] = []
  /// The files of `site/theme/` in the base; none without a base.
  package private(set) var theme: [String: [UInt8]] = [:]
  /// Whether those of the tree are others.
  private var isThemeChanged = false
  /// The name of the base in messages: ``origin/main (3f2a91c0d1e2)``, or the reason why there is none.
  private let name: String

  package init(root: String, revision: String?) async {
    var name: String
    do {
      let base = try await BaseRevision(root: root, revision: revision)
      name = base.name
      project = try await base.project(root: root)
      theme = await base.files(below: SiteTheme.folder)
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
    isThemeChanged = Self.theme(of: .disk(root: root)) != theme
  }

  private static func theme(of files: FileReader) -> [String: [UInt8]?] {
    var theme: [String: [UInt8]?] = [:]
    for path in files.files(SiteTheme.folder, { _ in true }) {
      do throws(FileReadError) {
        theme[path] = try files.read(path)
      } catch {
        // A file that cannot be read is another one than that of the base.
        theme[path] = .some(nil)
      }
    }
    return theme
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
    let look =
      theme.isEmpty
      ? "untrusted: `\(SiteTheme.folder)` is ignored" : "untrusted: `\(SiteTheme.folder)` is that of \(name)"
    return [settings] + (isThemeChanged ? [look] : [])
      + ["untrusted: `.flowdocs` is not read, so blocks have no verdicts"]
  }
}
