extension ReportFormat {
  public static let html = ReportFormat("html", "one page, to open or to keep") { report, _ in
    String(decoding: HTMLReport(report).bytes, as: UTF8.self)
  }
}

/// One page that needs no other file and runs no script.
private struct HTMLReport {
  private(set) var bytes: [UInt8] = []

  init(_ report: Report) {
    write(Self.head)
    element("h1", "FlowDocs: " + report.summary)
    writeVerdicts(report)
    let bounded = BoundedReport(EqualFindings.grouped(report.findings), .forPeople)
    var path: String?
    for finding in bounded.shown {
      let own = finding.span?.path ?? ""
      if path != own { element("h2", own.isEmpty ? "The project" : own) }
      path = own
      write(finding)
    }
    if let omission = bounded.omission { paragraph("", omission + "; `--report json=FILE` writes more.") }
    write("</main></body></html>\n")
  }

  private static let head = """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>FlowDocs report</title>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width"><style>
    :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
    main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
    h2 { font-size: 1.1rem; overflow-wrap: anywhere }
    pre { overflow-x: auto; padding: .5rem; border: 1px solid }
    section { margin: 1rem 0; padding-left: .75rem; border-left: .3rem solid }
    .error { border-color: #c62828 } .warning { border-color: #b26a00 } .note { border-color: #1565c0 }
    td, th { padding: 0 1rem 0 0; text-align: left }
    </style></head><body><main>

    """

  private mutating func writeVerdicts(_ report: Report) {
    if report.blocks.isEmpty { return }
    write("<table><tr><th>Verdict</th><th>Blocks</th></tr>\n")
    for (verdict, count) in report.verdicts {
      write("<tr><td>")
      escape(verdict)
      write("</td><td>\(count)</td></tr>\n")
    }
    write("</table>\n")
  }

  private mutating func write(_ finding: Diagnostic) {
    write("<section class=\"\(finding.severity.rawValue)\"><p><strong>\(finding.severity.rawValue)</strong>")
    if let span = finding.span { write(" at line \(span.start.line), column \(span.start.column)") }
    write(": ")
    message(finding.message)
    write(" <small>[\(finding.rule.id)]</small></p>\n")
    if let line = finding.span?.line, !line.isEmpty { element("pre", line) }
    for note in finding.notes { paragraph("", note.message) }
    if let fix = finding.fix { paragraph("Fix: ", fix) }
    if let details = finding.details { element("pre", details) }
    write("</section>\n")
  }

  private mutating func paragraph(_ label: String, _ text: String) {
    write("<p>" + label)
    message(text)
    write("</p>\n")
  }

  private mutating func message(_ text: String) {
    for piece in MessagePiece.pieces(of: text) {
      switch piece {
      case .words(let words): escape(String(words))
      case .code(let code):
        write("<code>")
        escape(String(code))
        write("</code>")
      }
    }
  }

  private mutating func element(_ name: String, _ text: String) {
    write("<\(name)>")
    escape(text)
    write("</\(name)>\n")
  }

  private mutating func write(_ html: String) { bytes += html.utf8 }

  private mutating func escape(_ text: String) {
    var text = text.breakingLogCommands()
    text.withUTF8 { _ = bytes.appendHTML($0, 0..<$0.count) }
  }
}
