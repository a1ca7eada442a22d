import Diagnostics
import JSON
import Project

/// A page or a heading that had another address before: a row of the file that `moved:` of the settings names.
///
///     - old: guides/setup.md#install
///       new: guides/install.md
public struct MovedPlace: Sendable, Hashable {
  /// A page, relative to the content folder, and the address of a heading on it.
  public struct Place: Sendable, Hashable {
    public var page: String
    public var anchor: String?

    /// A whole page.
    public init(path: String) { page = path }

    /// - Parameter text: `guides/setup.md#install`.
    public init(_ text: String) {
      let link = LinkDestination(text)
      page = link.path
      anchor = link.fragment
    }
  }

  public var old: Place
  public var new: Place
  /// Where the file lists it.
  public var span: SourceSpan

  /// The rows of a file.
  ///
  /// - Throws: `bad-data` for a file that is not such a list.
  public static func all(_ list: Project.SettingFile, in data: DataFiles) throws(DiagnosticError)
    -> [MovedPlace]
  {
    let reference = DataReference(file: list.file, at: list.span, rows: [], at: list.span)
    let rows = try DataRows(reference, in: data)
    return try rows.rows.map { row throws(DiagnosticError) in
      let span = rows.span(of: row.value) ?? list.span
      guard let old = row.value["old"]?.string, let new = row.value["new"]?.string else {
        throw DiagnosticError(
          Diagnostic(
            .badData, "A row of `\(list.file)` must have the strings `old` and `new`", at: span,
            fix: "write rows such as `{ old: guides/setup.md, new: guides/install.md#linux }`"))
      }
      let place = MovedPlace(old: Place(old), new: Place(new), span: span)
      for page in [place.old.page, place.new.page] where !isPage(page) {
        throw DiagnosticError(
          Diagnostic(
            .badData, "`\(page)` is not the path of a page", at: span,
            fix: "write a path from `content`, without `..`, such as `guides/setup.md`"))
      }
      return place
    }
  }

  /// Nothing else may become the name of a file of the portal.
  private static func isPage(_ path: String) -> Bool {
    PageName.isPage(path) && RelativePath.normalized(path) == path && HiddenFile.mayBePublished(path)
  }
}
