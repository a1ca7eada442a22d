import Diagnostics
import Project

/// Data as a bulleted list:
///
///     <!-- flowdocs:list data/plans.yml rows=/plans item="**{name}**: {requests} requests" -->
enum ListDirective {
  static let form = DataRequest.Form(
    name: "list", phrase: "a list", parameters: ["item", "empty"],
    usage: "write `<!-- flowdocs:list FILE rows=/path item=\"{key}: {other}\" -->`")

  static func kind(_ data: DataFiles) -> DirectiveKind {
    .data("list", "A list from a YAML, JSON or CSV file. Takes the file, `rows=` and `item=`.") {
      comment throws(DiagnosticError) in
      let request = try DataRequest(comment, as: form)
      let (item, empty) = try parts(of: request)
      let rows = try DataRows(request.reference, in: data)
      try rows.check(item.keys, in: rows.rows)
      return rows.rows.map { row in
        // One line each, so that a value cannot end the list.
        "- " + item.text(of: row, empty: empty).split(whereSeparator: \.isNewline).joined(separator: " ")
          + "\n"
      }.joined()
    }
  }

  private static func parts(
    of request: DataRequest
  ) throws(DiagnosticError) -> (item: DataTemplate, empty: String) {
    var item: DataTemplate?
    var empty: String?
    for word in request.parameters {
      if word.name == "empty", empty == nil {
        empty = word.value
      } else if word.name == "item", item == nil {
        item = DataTemplate(request.source, word.range)
      } else {
        throw DiagnosticError(request.givenTwice(word))
      }
    }
    guard let item, !item.parts.isEmpty else { throw DiagnosticError(request.incomplete("an item")) }
    return (item, empty ?? "")
  }
}
