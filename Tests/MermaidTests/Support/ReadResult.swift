import Diagnostics
import Mermaid

/// A text read, with its findings as lines: `LINE:COLUMN-END message → fix`.
struct ReadResult {
  var diagram: Diagram?
  var report: String

  init(_ text: String) {
    let (diagram, diagnostics) = MermaidParser.parse(SourceText(path: "d.mmd", text: text))
    self.diagram = diagram
    report = diagnostics.map { diagnostic in
      let place = diagnostic.span.map { "\($0.start.line):\($0.start.column)-\($0.end.column)" } ?? "?"
      return "\(place) \(diagnostic.message)" + (diagnostic.fix.map { " → \($0)" } ?? "")
    }.joined(separator: "\n")
  }

  /// The findings, and what the diagram says in words.
  var told: String { report + (diagram?.walkthrough.joined(separator: "\n") ?? "") }
}
