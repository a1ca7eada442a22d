extension ReportFormat {
  public static let text = ReportFormat("text", "for people") { report, options in
    ConsoleRenderer(color: options.color).render(report.findings)
  }
}

extension DiagnosticError: CustomStringConvertible {
  public var description: String { ConsoleRenderer().render(diagnostics) }
}

/// Diagnostics as people read them in a terminal: place, message, the line, a caret under the exact range.
///
///     content/guide.md:12:23: error: No page `quik-start.md`. Did you mean `quick-start.md`? [dead-link]
///      12 | See [the quick start](quik-start.md).
///         |                       ^~~~~~~~~~~~~
public struct ConsoleRenderer: Sendable {
  public var color: Bool

  public var limits = ReportLimits.forPeople

  public init(color: Bool = false) { self.color = color }

  /// The findings in their order, equal ones together. Those beyond the limits are counted in lines after the last one
  /// shown.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    let report = BoundedReport(EqualFindings.grouped(diagnostics), limits)
    var text = report.shown.map { rendered($0) }.joined(separator: "\n")
    if !report.omitted.isEmpty { text += "\n" + omission(report.omitted) }
    return text
  }

  /// What was left out, by file.
  private func omission(_ omitted: [String: SeverityCounts]) -> String {
    let byFile = omitted.sorted { $0.key < $1.key }
    let shown = byFile.prefix(20)
    let rest = byFile.dropFirst(shown.count)
    var text = "Not shown:\n"
    for (path, counts) in shown {
      let name = path.isEmpty ? "" : Self.place(limits.cut(path)) + ": "
      text += "  \(name)\(counts.summary)\n"
    }
    if !rest.isEmpty {
      let all = rest.reduce(into: SeverityCounts()) { $0.add($1.value) }
      text += "  \(rest.count) more files: \(all.summary)\n"
    }
    return text + "`--format json` prints all findings.\n"
  }

  /// One finding, ending with a newline.
  public func render(_ finding: Diagnostic) -> String { rendered(limits.bounded(finding)) }

  private func rendered(_ diagnostic: Diagnostic) -> String {
    var text = ""
    if let span = diagnostic.span { text += paint(Self.place(span.label) + ": ", .bold) }
    text += paint(diagnostic.severity.rawValue + ": ", Paint(diagnostic.severity))
    text += paint(diagnostic.message.showingControls(), .bold) + " [\(diagnostic.rule.id)]\n"
    var gutter = 0
    // A file as a whole has no line to show.
    if let span = diagnostic.span, !span.line.isEmpty || span.range.upperBound > 0 {
      gutter = String(span.start.line).count
      text += excerpt(span, gutter: gutter, paint: Paint(diagnostic.severity))
    }
    let margin = String(repeating: " ", count: gutter + 2)
    for note in diagnostic.notes {
      let place = note.span.map { $0.label + ": " } ?? ""
      text += margin + "= note: " + (place + note.message).showingControls() + "\n"
    }
    if let fix = diagnostic.fix { text += margin + "= fix: \(fix.showingControls())\n" }
    if let details = diagnostic.details {
      // Bytes, because a carriage return and a line feed are one character.
      for line in details.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        let end = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        text += margin + "| " + String(Substring(end)).showingControls() + "\n"
      }
    }
    return text
  }

  /// A path as it begins a line.
  private static func place(_ path: String) -> String { path.showingControls().breakingLineCommands() }

  /// `2 errors, 1 warning`, or `no findings`.
  public static func summary(_ diagnostics: [Diagnostic]) -> String {
    var counts = SeverityCounts()
    for diagnostic in diagnostics { counts.add(diagnostic.severity) }
    return counts.summary
  }

  private func excerpt(_ span: SourceSpan, gutter: Int, paint style: Paint) -> String {
    let number = String(span.start.line)
    let line = span.line.showingControls()
    let scalars = Array(span.line.unicodeScalars)
    let column = max(1, min(span.start.column - span.lineColumn + 1, scalars.count + 1))
    let last =
      span.end.line == span.start.line ? span.end.column - span.lineColumn + 1 : scalars.count + 1
    let width = max(1, min(last, scalars.count + 1) - column)
    // Tabs are kept, and wide characters and what is shown of others counted, so that the caret is under the character it
    // means.
    let pad = Self.shown(scalars.prefix(column - 1))
      .map { $0 == "\t" ? "\t" : String(repeating: " ", count: TerminalWidth.columns($0)) }
    let marked = Self.shown(scalars.dropFirst(column - 1).prefix(width))
      .reduce(0) { $0 + max(1, TerminalWidth.columns($1)) }
    let mark = "^" + String(repeating: "~", count: max(0, max(marked, 1) - 1))
    return " \(number) | \(line)\n"
      + " " + String(repeating: " ", count: gutter) + " | " + pad.joined() + paint(mark, style) + "\n"
  }

  private static func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String.UnicodeScalarView {
    String(String.UnicodeScalarView(scalars)).showingControls().unicodeScalars
  }

  private enum Paint: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case blue = "1;34"

    init(_ severity: Severity) {
      self =
        switch severity {
        case .error: .red
        case .warning: .yellow
        case .note: .blue
        }
    }
  }

  private func paint(_ text: String, _ paint: Paint) -> String {
    color ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }
}
