import Diagnostics
import Project

/// What a directive asks for that shows data as a table:
///
///     <!-- flowdocs:table examples/deploy/alerts.yml rows=/groups/*/rules
///          columns="Alert=`alert`, Severity=labels.severity, Playbook=[annotations.summary](annotations.page)"
///          empty="not yet measured" -->
///
/// `empty` is shown for what is missing or null; nothing when it is left out.
enum TableDirective {
  static let form = DataRequest.Form(
    name: "table", phrase: "a table", parameters: ["columns", "empty"],
    usage: "write `<!-- flowdocs:table FILE rows=/path columns=\"Title=key, Other=a.b\" -->`")

  static func kind(_ data: DataFiles) -> DirectiveKind {
    .data("table", "A table from a YAML, JSON or CSV file. Takes the file, `rows=` and `columns=`.") {
      comment throws(DiagnosticError) in
      let request = try DataRequest(comment, as: form)
      let columns = try DataColumns(request)
      let rows = try DataRows(request.reference, in: data)
      try rows.check(columns.keys, in: rows.rows)
      return columns.markdown(of: rows.rows)
    }
  }
}

extension DataColumns {
  /// The columns among the parameters of a directive, and `empty`.
  fileprivate init(_ request: DataRequest) throws(DiagnosticError) {
    self.init(columns: [])
    var seen: Set<String> = []
    for word in request.parameters {
      guard let name = word.name, seen.insert(name).inserted else {
        throw DiagnosticError(request.givenTwice(word))
      }
      if name == "empty" {
        empty = word.value
      } else {
        columns = try DataColumns(request.source, word.range).columns
      }
    }
    if columns.isEmpty { throw DiagnosticError(request.incomplete("columns")) }
  }
}
