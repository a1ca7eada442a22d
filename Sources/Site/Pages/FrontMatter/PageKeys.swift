import Diagnostics
import Project

extension Project {
  /// Reads `site/portal.yml`; a folder without that file is a project of plain Markdown.
  public static func load(root: String, files: FileReader) throws(DiagnosticError) -> Project {
    try load(root: root, files: files, pageKeys: FrontMatterKey.names)
  }
}
