import Diagnostics
import Project

/// Data of the project as tables, lists and sections.
public enum DataDirectives {
  public static func kinds(_ data: DataFiles) -> [DirectiveKind] {
    [TableDirective.kind(data), ListDirective.kind(data), SectionsDirective.kind(data)]
  }
}

extension DirectiveKind {
  /// A kind that becomes what it makes of data.
  ///
  /// - Parameter markdown: throws what is wrong with the directive, or with the data that it names.
  static func data(
    _ name: String, _ meaning: String,
    _ markdown: @escaping @Sendable (DirectiveComment) throws(DiagnosticError) -> String
  ) -> DirectiveKind {
    DirectiveKind(
      name, argument: .custom, meaning,
      findings: { directive, page in
        guard let comment = DirectiveComment(page.source, at: directive.range.lowerBound) else { return [] }
        do throws(DiagnosticError) {
          _ = try markdown(comment)
          return []
        } catch {
          return error.diagnostics
        }
      },
      expansion: { request in
        guard let comment = DirectiveComment(request.source, at: request.range.lowerBound) else { return nil }
        do throws(DiagnosticError) {
          return request.assembly(try markdown(comment))
        } catch {
          // The directive stays, and its findings say why.
          return nil
        }
      })
  }
}
