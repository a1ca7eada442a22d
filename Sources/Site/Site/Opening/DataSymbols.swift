import Diagnostics
import Pages
import Project
import Symbols

/// The names that data files of the project define.
enum DataSymbols {
  /// - Returns: the symbols, and what is wrong with the files.
  static func read(_ project: Project, _ data: DataFiles) -> (symbols: [Symbol], findings: [Diagnostic]) {
    var symbols: [Symbol] = []
    var findings: [Diagnostic] = []
    for kind in project.symbols {
      guard let reference = kind.source.flatMap(reference) else { continue }
      do throws(DiagnosticError) {
        symbols += try reference.named(in: data).map { symbol($0, of: kind) }
      } catch {
        findings += error.diagnostics
      }
    }
    return (symbols, findings)
  }

  private static func reference(_ source: SymbolSettings.Source) -> DataReference? {
    guard let fileSpan = source.fileSpan, let rows = DataReference.pointer(source.rows) else { return nil }
    return DataReference(file: source.file, at: fileSpan, rows: rows, at: source.rowsSpan ?? fileSpan)
  }

  /// An anchor is on the page of the kind.
  private static func symbol(_ row: NamedRow, of kind: SymbolSettings) -> Symbol {
    let place = row.anchor.flatMap { anchor in
      kind.page.map { SymbolPlace(page: $0.page, anchor: anchor) }
    }
    return Symbol(
      kind.kind, row.name, summary: row.summary, at: place.map { .page($0) } ?? .pageOfKind)
  }
}
