import Diagnostics

/// Reads Mermaid text as mermaid.js 11 does: diagrams that it draws are read, and those that it rejects are refused
/// with the place in the file, the reason and the fix.
///
/// ```swift
/// let source = SourceText(path: "job.mmd", text: "flowchart LR\n  queued --> running")
/// let (diagram, diagnostics) = MermaidParser.parse(source)
/// print(ConsoleRenderer().render(diagnostics))  // empty: nothing is wrong
/// let svg = try diagram?.svg()
/// ```
public struct MermaidParser {
  /// Reads one diagram.
  ///
  /// ```swift
  /// let source = SourceText(path: "job.mmd", text: "flowchart LR\n  queued --> running")
  /// let (diagram, diagnostics) = MermaidParser.parse(source)
  /// ```
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - range: the bytes of the diagram in it: the inside of a fenced block. The whole file by default.
  ///   - families: the families that are read; a diagram of another one is an error.
  /// - Returns: the diagram when nothing is wrong, and everything that is wrong or doubtful.
  public static func parse(
    _ source: SourceText, range: Range<Int>? = nil, limits: Limits = .init(), families: [Family] = Family.all
  ) -> (diagram: Diagram?, diagnostics: [Diagnostic]) {
    parse(source, ranges: [range ?? 0..<source.bytes.count], limits: limits, families: families)
  }

  /// The same for a diagram whose lines Markdown has prefixed or indented: `ranges` are the bytes that
  /// belong to the diagram, in order, line ends included.
  ///
  /// ```swift
  /// let page = SourceText(path: "page.md", text: "> flowchart LR\n>   a --> b")
  /// let (diagram, _) = MermaidParser.parse(page, ranges: [2..<15, 17..<26])  // without the `> `
  /// ```
  public static func parse(
    _ source: SourceText, ranges: [Range<Int>], limits: Limits = .init(), families: [Family] = Family.all
  ) -> (diagram: Diagram?, diagnostics: [Diagnostic]) {
    var findings = Findings(source: source, limit: limits.findings)
    let size = ranges.reduce(0) { $0 + $1.count }
    let start = ranges.first?.lowerBound ?? 0
    func tooLong(_ length: String, _ limit: Int) -> (diagram: Diagram?, diagnostics: [Diagnostic]) {
      findings.report(
        .mermaidLimit, "the diagram has \(length); at most \(limit) are read", at: start..<start,
        fix: "split it into several diagrams")
      return (nil, findings.sentences)
    }
    guard size <= limits.bytes else { return tooLong("\(size) bytes", limits.bytes) }
    let characters = ranges.reduce(0) { sum, range in
      // A UTF-8 sequence of four bytes is two UTF-16 code units.
      source.bytes[range.clamped(to: 0..<source.bytes.count)].reduce(sum) { count, byte in
        count + (byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1)
      }
    }
    guard characters <= limits.characters else {
      return tooLong("\(characters) characters", limits.characters)
    }
    let text = DiagramText(source, ranges: ranges, findings: &findings)
    guard let family = FamilyDetection(families: families).family(of: text, findings: &findings) else {
      return (nil, findings.sentences)
    }
    var reading = Reading(text: text, limits: limits, header: text.header, findings: findings)
    reading.header.spacing = family.spacing(in: text.config)
    reading.header.theme = ThemeVariables(text.config)
    let content = family.read(&reading)
    findings = reading.findings
    guard let content, !findings.hasErrors else { return (nil, findings.sentences) }
    let diagram = Diagram(header: reading.header, content: content)
    for link in diagram.links where LinkSafety.hasUnsafeScheme(link.destination) {
      findings.warn(
        "`\(link.destination)` is not an address that a drawing may link to; the link is left out",
        at: link.range ?? start..<start,
        fix: "write an address that begins with `https://`, or a relative one")
    }
    return (diagram, findings.sentences)
  }
}

extension Findings {
  /// The findings, each message with a capital at its start.
  fileprivate var sentences: [Diagnostic] {
    diagnostics.map { finding in
      var finding = finding
      finding.message = finding.message.beginningWithCapital
      return finding
    }
  }
}
