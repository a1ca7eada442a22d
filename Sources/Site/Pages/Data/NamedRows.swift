import Diagnostics
import Project

/// A row that defines a name: `{"name": "dead-link", "summary": "…", "anchor": "dead-link"}`.
public struct NamedRow: Sendable, Hashable {
  public var name: String
  public var summary: String
  public var anchor: String?
}

extension DataReference {
  /// The names that the rows define.
  ///
  /// - Throws: `bad-data` for a file, pointer or row that is not there.
  public func named(in data: DataFiles) throws(DiagnosticError) -> [NamedRow] {
    try DataRows(self, in: data).rows.map { row throws(DiagnosticError) in
      guard let name = row.value["name"]?.string ?? row.value.string else {
        throw DiagnosticError(
          Diagnostic(
            .badData, "A row of `\(file)` has no `name`", at: rowsSpan,
            fix: "name rows such as `{ name: NAME, summary: What it is, anchor: heading }`"))
      }
      return NamedRow(
        name: name, summary: row.value["summary"]?.string ?? "", anchor: row.value["anchor"]?.string)
    }
  }
}
