import Diagnostics
import Markdown
import Pages
import Project

/// A document as indented lines, one a node: kind, details, strings.
func dump(_ markdown: String) -> String {
  let document = MarkdownParser().parse(Array(markdown.utf8))
  var lines: [String] = []
  func add(_ id: MarkdownDocument.NodeID, depth: Int) {
    let node = document[id]
    var line = String(repeating: "  ", count: depth) + "\(node.kind)"
    switch node.kind {
    case .heading: line += " \(node.detail)"
    case .list:
      line += (node.detail == 1 ? " ordered from \(node.number)" : "") + (node.isTight ? " tight" : " loose")
    case .item: line += ["", " task", " done"][Int(node.detail)]
    case .tableRow: line += node.detail == 1 ? " header" : ""
    case .tableCell: line += node.detail == 0 ? "" : " \(Character(Unicode.Scalar(node.detail)))"
    case .footnoteReference, .footnoteDefinition: line += " \(node.number) of \(node.occurrence)"
    default: break
    }
    if !node.literal.isEmpty { line += " \(document.string(node.literal).debugDescription)" }
    if !node.target.isEmpty { line += " -> \(document.string(node.target).debugDescription)" }
    if !node.title.isEmpty { line += " titled \(document.string(node.title).debugDescription)" }
    lines.append(line)
    for child in document.children(of: id) { add(child, depth: depth + 1) }
  }
  add(0, depth: 0)
  return lines.joined(separator: "\n")
}

/// One page of a project in memory, at `page.md`.
func page(
  _ text: String, files: [String: String] = [:], configured: Bool = true, path: String = "page.md"
) -> Page {
  var project = Project(root: "/project")
  project.isConfigured = configured
  return PageLoader.load(
    path: path, source: SourceText(path: path, text: text), project: project, files: .memory(files))
}

/// Diagnostics as they are printed.
func printed(_ diagnostics: [Diagnostic]) -> String { ConsoleRenderer().render(diagnostics) }

/// The text that a span covers, when it is on one line.
func covered(_ span: SourceSpan) -> String {
  let scalars = Array(span.line.unicodeScalars)
  let end = span.end.line == span.start.line ? span.end.column - 1 : scalars.count
  return String(String.UnicodeScalarView(scalars[(span.start.column - 1)..<max(span.start.column - 1, end)]))
}
