extension ReportFormat {
  public static let text = ReportFormat("text", "for people") { diagnostics, options in
    ConsoleRenderer(color: options.color).render(diagnostics)
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

  /// How much is printed: more than a person reads at once, and little enough for a terminal and the log of a build.
  public struct Limits: Sendable {
    /// Findings of one file; further ones are counted.
    public var perFile = 100
    public var findings = 1_000
    /// UTF-8 bytes of one message, note or fix, and of one line of `details`.
    public var bytesOfText = 1_000
    public var linesOfDetails = 200

    public init() {}
  }

  public var limits = Limits()

  public init(color: Bool = false) { self.color = color }

  /// The findings in their order. Those beyond the limits are counted in a line behind the last one shown.
  public func render(_ diagnostics: [Diagnostic]) -> String {
    var text = ""
    var shown = 0
    var shownOfFile: [String: Int] = [:]
    var hidden: [Diagnostic] = []
    for diagnostic in diagnostics {
      let path = diagnostic.span?.path ?? ""
      if shown == limits.findings || shownOfFile[path, default: 0] == limits.perFile {
        hidden.append(diagnostic)
        continue
      }
      if shown > 0 { text += "\n" }
      text += render(diagnostic)
      shown += 1
      shownOfFile[path, default: 0] += 1
    }
    return hidden.isEmpty ? text : text + "\n" + omission(hidden)
  }

  /// What was left out, by file.
  private func omission(_ hidden: [Diagnostic]) -> String {
    let byFile = Dictionary(grouping: hidden) { $0.span?.path ?? "" }.sorted { $0.key < $1.key }
    let shown = byFile.prefix(20)
    let rest = byFile.dropFirst(shown.count)
    var text = "Not shown:\n"
    for (path, found) in shown {
      text += "  \(path.isEmpty ? "" : cut(visible(path)) + ": ")\(Self.summary(found))\n"
    }
    if !rest.isEmpty {
      text += "  \(rest.count) more files: \(Self.summary(rest.flatMap(\.value)))\n"
    }
    return text + "`--format json` prints all findings.\n"
  }

  /// A text of bounded length, cut between characters.
  private func cut(_ text: String) -> String {
    guard text.utf8.count > limits.bytesOfText else { return text }
    // A string rounds an index within a scalar down.
    return text[..<text.utf8.index(text.startIndex, offsetBy: limits.bytesOfText)] + "…"
  }

  /// One finding, ending with a newline.
  public func render(_ diagnostic: Diagnostic) -> String {
    var text = ""
    if let span = diagnostic.span { text += paint(visible(span.label) + ": ", .bold) }
    text += paint(diagnostic.severity.rawValue + ": ", Paint(diagnostic.severity))
    text += paint(visible(cut(diagnostic.message)), .bold) + " [\(diagnostic.rule.id)]\n"
    var gutter = 0
    if let span = diagnostic.span {
      gutter = String(span.start.line).count
      text += excerpt(span, gutter: gutter, paint: Paint(diagnostic.severity))
    }
    let margin = String(repeating: " ", count: gutter + 2)
    for note in diagnostic.notes {
      text +=
        margin + "= note: " + visible((note.span.map { $0.label + ": " } ?? "") + cut(note.message)) + "\n"
    }
    if let fix = diagnostic.fix { text += margin + "= fix: \(visible(cut(fix)))\n" }
    if let details = diagnostic.details {
      // Bytes, because a carriage return and a line feed are one character.
      let lines = details.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for line in lines.prefix(limits.linesOfDetails) {
        let end = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        text += margin + "| " + visible(cut(String(Substring(end)))) + "\n"
      }
      if lines.count > limits.linesOfDetails {
        text += margin + "| … \(lines.count - limits.linesOfDetails) more lines\n"
      }
    }
    return text
  }

  /// `2 errors, 1 warning`, or `no findings`.
  public static func summary(_ diagnostics: [Diagnostic]) -> String {
    let counts = Severity.allCases.compactMap { severity -> String? in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return counts.isEmpty ? "no findings" : counts.joined(separator: ", ")
  }

  private func excerpt(_ span: SourceSpan, gutter: Int, paint style: Paint) -> String {
    let number = String(span.start.line)
    let line = visible(span.line)
    let scalars = Array(line.unicodeScalars)
    let column = max(1, min(span.start.column - span.lineColumn + 1, scalars.count + 1))
    let last =
      span.end.line == span.start.line ? span.end.column - span.lineColumn + 1 : scalars.count + 1
    let width = max(1, min(last, scalars.count + 1) - column)
    // Tabs are kept, and wide characters counted, so that the caret is under the character it means.
    let pad = scalars.prefix(column - 1).map { $0 == "\t" ? "\t" : String(repeating: " ", count: cells($0)) }
    let marked = scalars.dropFirst(column - 1).prefix(width).reduce(0) { $0 + max(1, cells($1)) }
    let mark = "^" + String(repeating: "~", count: max(0, max(marked, 1) - 1))
    return " \(number) | \(line)\n"
      + " " + String(repeating: " ", count: gutter) + " | " + pad.joined() + paint(mark, style) + "\n"
  }

  /// The text with control characters made visible, one scalar for one: what is quoted from a file must not
  /// move the cursor, change colours or turn the direction of writing.
  private func visible(_ text: String) -> String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x09: false
      case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !isControl(scalar) {
        result.append(scalar)
      } else {
        // The control pictures begin with that of NUL.
        result.append(
          Unicode.Scalar(0x2400 + scalar.value).flatMap { scalar.value < 0x20 ? $0 : nil } ?? "\u{FFFD}")
      }
    }
    return String(result)
  }

  /// Terminal cells of one scalar: 0 for combining marks, 2 for wide East Asian characters and emoji.
  private func cells(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
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
