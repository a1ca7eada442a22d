import Diagnostics
import Project

/// `<!-- flowdocs:table FILE … -->`: data of the project as a table.
public enum TableDirective {
  /// - Parameter files: where the data is read.
  public static func kinds(_ files: FileReader) -> [DirectiveKind] {
    [
      DirectiveKind(
        "table", argument: .custom,
        "A table from a YAML or JSON file. Takes the file, `rows=` and `columns=`.",
        findings: { directive, page in
          do throws(DiagnosticError) {
            _ = try table(DirectiveComment(page.source, at: directive.range.lowerBound), files)
            return []
          } catch {
            return error.diagnostics
          }
        },
        expansion: { request in
          do throws(DiagnosticError) {
            return try table(DirectiveComment(request.source, at: request.range.lowerBound), files)
              .map { request.assembly($0.markdown) }
          } catch {
            // The directive stays, and its findings say why.
            return nil
          }
        })
    ]
  }

  private static func table(
    _ comment: DirectiveComment?, _ files: FileReader
  ) throws(DiagnosticError) -> DataTable? {
    guard let comment else { return nil }
    let request = try TableRequest(comment.source, words: comment.rest, comment: comment.range)
    return try DataTable(request, files: files)
  }
}
