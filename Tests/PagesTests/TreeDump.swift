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
    switch node.detail {
    case .none: break
    case .heading(let level): line += " \(level)"
    case .list(let isOrdered, let isTight):
      line += (isOrdered ? " ordered from \(node.number)" : "") + (isTight ? " tight" : " loose")
    case .task(let isDone): line += isDone ? " done" : " task"
    case .fenced: break
    case .headerRow: line += " header"
    case .aligned(let alignment): line += " \(alignment)"
    }
    if node.kind == .footnoteReference || node.kind == .footnoteDefinition {
      line += " \(node.number) of \(node.occurrence)"
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
  return PageReader(project: project, files: .memory(files), directives: sampleDirectives)
    .page(path, SourceText(path: path, text: text))
}

/// Kinds that become HTML, so that they stay on the page.
let sampleDirectives = DirectiveList(
  [("methods", .none), ("method", .name), ("errors", .none), ("error-data", .name)].map {
    name, argument in
    DirectiveKind(name, argument: argument, "Sample.", content: .html { _, _ in [] })
  })

/// Diagnostics as they are printed.
func printed(_ diagnostics: [Diagnostic]) -> String { ConsoleRenderer().render(diagnostics) }

/// The text that a span covers, when it is on one line.
func covered(_ span: SourceSpan) -> String {
  let scalars = Array(span.line.unicodeScalars)
  let end = span.end.line == span.start.line ? span.end.column - 1 : scalars.count
  return String(String.UnicodeScalarView(scalars[(span.start.column - 1)..<max(span.start.column - 1, end)]))
}
