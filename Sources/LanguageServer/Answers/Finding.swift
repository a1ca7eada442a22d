import Diagnostics
import JSON

/// A finding as editors show it.
struct Finding {
  let diagnostic: Diagnostic
  /// The text of the file that it is in.
  let text: SourceText
  /// The texts of other files by their paths from the root of the project.
  let source: (_ path: String) -> SourceText?
  /// The address of a file by its path from the root of the project.
  let address: (_ path: String) -> String

  var range: Range<Int> { diagnostic.span?.range ?? 0..<0 }

  var json: JSON {
    var members: [(String, JSON)] = [
      ("range", text.json(of: range)), ("severity", .number(severity)),
      ("code", .string(diagnostic.rule.id)), ("source", "flowdocs"), ("message", .string(message)),
    ]
    let related = diagnostic.notes.compactMap(place)
    if !related.isEmpty { members.append(("relatedInformation", .array(related))) }
    return .object(members)
  }

  private var severity: Int {
    switch diagnostic.severity {
    case .error: 1
    case .warning: 2
    case .note: 3
    }
  }

  private var message: String {
    [diagnostic.messageWithFix, diagnostic.details ?? ""].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func place(of note: Diagnostic.Note) -> JSON? {
    guard let span = note.span, let source = source(span.path) else { return nil }
    return [
      "location": ["uri": .string(address(span.path)), "range": source.json(of: span.range)],
      "message": .string(note.message),
    ]
  }
}
