import Diagnostics
import Project

/// The tables of data that stand on pages in place of their directives.
public enum PageTables {
  /// The Markdown of a directive's table and the file that its rows come from; `nil` when something is wrong with
  /// it, or when it is another directive.
  static func part(_ page: SourceText, _ comment: Range<Int>, files: FileReader) -> SourceAssembly? {
    do throws(DiagnosticError) {
      guard let table = try table(page, comment, files: files) else { return nil }
      var assembly = SourceAssembly()
      assembly.add(table.markdown, from: page, at: comment)
      return assembly
    } catch {
      // The directive stays, and the checks say why.
      return nil
    }
  }

  /// What is wrong with a table's directive.
  ///
  /// - Parameter isShown: Whether the page is an example on another one; nothing is put in place there.
  public static func finding(
    _ directive: Directive, on page: Page, files: FileReader, isShown: Bool = false
  ) -> Diagnostic? {
    do throws(DiagnosticError) {
      _ = try table(page.source, directive.range, files: files)
      return isShown ? nil : directive.misplaced(on: page)
    } catch {
      return error.diagnostics.first
    }
  }

  private static func table(
    _ page: SourceText, _ comment: Range<Int>, files: FileReader
  ) throws(DiagnosticError) -> DataTable? {
    guard let directive = DirectiveComment(page, at: comment.lowerBound), directive.name == .table else {
      return nil
    }
    let request = try TableRequest(page, words: directive.rest, comment: comment)
    return try DataTable(request, files: files)
  }
}

extension FileReader {
  /// The same files; pages have tables of data where their directives ask for them.
  public func withTables() -> FileReader {
    let base = self
    return with { page, comment in PageTables.part(page, comment, files: base) }
  }
}
