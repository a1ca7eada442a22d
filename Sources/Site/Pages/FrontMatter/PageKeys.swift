import Diagnostics
import Languages
import Project

extension Project {
  /// Reads `site/portal.yml`; a folder without that file is a project of plain Markdown.
  ///
  /// - Parameter languages: those that its settings may name.
  public static func load(
    root: String, files: FileReader, languages: Languages = .all
  ) throws(DiagnosticError) -> Project {
    try load(root: root, files: files, pageKeys: FrontMatterKey.names, languages: languages)
  }
}
