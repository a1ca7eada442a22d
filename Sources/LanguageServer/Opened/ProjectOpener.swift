import Diagnostics
import Pages
import Project
import Site

/// How the program opens projects and judges them, so that an editor and `flowdocs check` say the same.
package struct ProjectOpener: Sendable {
  /// The root of the project that a path belongs to; `nil` when there is nothing at that path.
  package var root: @Sendable (_ path: String) -> String?
  /// The files of a project by its root.
  package var files: @Sendable (_ root: String) -> FileReader
  /// Opens the project at a root.
  package var open:
    @Sendable (_ root: String, _ files: FileReader, _ memory: PageMemory) async throws(DiagnosticError) ->
      Site
  /// What is wrong with pages of a site; of all when `pages` is `nil`.
  package var findings: @Sendable (_ site: Site, _ pages: Set<String>?) async -> [Diagnostic]
  /// What is known of the blocks of a site.
  package var verdicts: @Sendable (_ site: Site) async -> LedgerPages

  package init(
    root: @escaping @Sendable (_ path: String) -> String?,
    files: @escaping @Sendable (_ root: String) -> FileReader,
    open:
      @escaping @Sendable (_ root: String, _ files: FileReader, _ memory: PageMemory)
      async throws(DiagnosticError)
      -> Site,
    findings: @escaping @Sendable (_ site: Site, _ pages: Set<String>?) async -> [Diagnostic],
    verdicts: @escaping @Sendable (_ site: Site) async -> LedgerPages = { _ in LedgerPages(nil) }
  ) {
    self.root = root
    self.files = files
    self.open = open
    self.findings = findings
    self.verdicts = verdicts
  }
}
