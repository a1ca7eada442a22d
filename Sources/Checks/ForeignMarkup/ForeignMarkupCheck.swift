import Diagnostics
import Pages

/// Admonitions, tabs, heading ids, components and HTML in the syntax of other tools, which a portal would show as
/// text.
enum ForeignMarkupCheck {
  /// Components of MDX, each name once for all pages.
  static let components = Check(
    .pages, [.foreignMarkup],
    .allPages { checked in
      guard checked.context.project.isConfigured else { return [] }
      let all = checked.pages.flatMap(\.components)
      return Dictionary(grouping: all, by: \.name).sorted { $0.key < $1.key }.compactMap { name, found in
        guard let first = found.first, !name.isEmpty else { return nil }
        let rest =
          found.count == 1 ? "" : ", here and \(found.count - 1) more time\(found.count == 2 ? "" : "s")"
        return Diagnostic(
          .foreignMarkup, "The component `<\(name)>` is left out\(rest); what is in it is shown",
          at: first.span,
          fix: "write in Markdown what it shows")
      }
    })

  static let check = Check(.pages, [.foreignMarkup], .page { findings($0.page, $0.context) })

  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    // A folder without `site/portal.yml` may be read by the tool that knows them.
    guard context.project.isConfigured else { return [] }
    return openings(in: page) + ForeignHTML.findings(page, context.project.htmlPolicy)
  }

  private static func openings(in page: Page) -> [Diagnostic] {
    let candidates = candidates(in: page.source.bytes)
    guard !candidates.isEmpty else { return [] }
    var prose: [ClosedRange<Int>] = []
    for node in page.document.nodes where node.kind == .paragraph && node.startLine > 0 {
      prose.append(Int(node.startLine)...Int(max(node.startLine, node.endLine)))
    }
    var next = prose.startIndex
    var formulaEnd = 0
    return candidates.compactMap { candidate -> Diagnostic? in
      // Paragraphs are in page order, and so are the candidates.
      while next < prose.endIndex, prose[next].upperBound < candidate.line { next += 1 }
      guard next < prose.endIndex, prose[next].contains(candidate.line) else { return nil }
      let line = page.source.text(in: candidate.range)
      if line.hasPrefix("$$") {
        if candidate.range.lowerBound < formulaEnd { return nil }
        let rest = prose[next].upperBound - candidate.line
        guard let end = end(ofFormula: candidate.range, in: page.source.bytes, further: rest) else {
          return nil
        }
        formulaEnd = end
      }
      return finding(line, at: page.source.span(candidate.range))
    }
  }

  /// After the marks that close a formula: of `$$` alone on a line they may be anywhere or be missing, of other
  /// lines in the same paragraph, which has so many further lines; `nil` for text such as `$$ is the process`.
  private static func end(ofFormula line: Range<Int>, in bytes: [UInt8], further lines: Int) -> Int? {
    let isAlone = line.count == 2
    let mark = UInt8(ascii: "$")
    var at = line.lowerBound + 2
    if !isAlone, bytes[at] == mark { return nil }
    var left = lines
    while at + 1 < bytes.count {
      if bytes[at] == mark, bytes[at + 1] == mark { return at + 2 }
      if bytes[at] == UInt8(ascii: "\n") {
        if left == 0, !isAlone { return nil }
        left -= 1
      }
      at += 1
    }
    return isAlone ? bytes.count : nil
  }

  /// Lines that begin with `!!!`, `???`, `:::`, `===`, `$$` or `import`, after spaces and the marks of quotes and lists.
  private static func candidates(in bytes: [UInt8]) -> [(line: Int, range: Range<Int>)] {
    var found: [(line: Int, range: Range<Int>)] = []
    var line = 1
    var at = 0
    while at < bytes.count {
      let end = bytes[at...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      while at < end, " \t>-*+".utf8.contains(bytes[at]) { at += 1 }
      let isMark =
        at + 3 < end && "!?:=".utf8.contains(bytes[at]) && bytes[at + 1] == bytes[at]
        && bytes[at + 2] == bytes[at]
      if isMark || bytes[at..<end].starts(with: "import ".utf8) || bytes[at..<end].starts(with: "$$".utf8) {
        let last = bytes[at..<end].lastIndex { $0 > 0x20 } ?? at
        found.append((line, at..<(last + 1)))
      }
      at = end + 1
      line += 1
    }
    return found
  }

  private static func finding(_ line: String, at span: SourceSpan) -> Diagnostic? {
    guard let mark = line.first else { return nil }
    if mark == "i" { return component(line, at: span) }
    if mark == "$" {
      return Diagnostic(
        .foreignMarkup, "`\(line)` begins a formula in other tools, and is shown as text here", at: span,
        fix: "write the formula as a block whose language is `math`")
    }
    var rest = line.drop { $0 == mark }
    if mark == "?", rest.first == "+" { rest.removeFirst() }
    // `!!!` and `===` want a space after them; a colon may be followed by the word at once.
    guard mark == ":" || rest.first == " " else { return nil }
    rest = rest.drop { $0 == " " || $0 == "{" || $0 == "." }
    if mark == "=" {
      guard rest.first == "\"" else { return nil }
      return tabs(line, label: String(rest.dropFirst().prefix { $0 != "\"" }), at: span)
    }
    let word = rest.prefix { $0.isLetter || $0 == "-" || $0 == "_" }.lowercased()
    guard !word.isEmpty else { return nil }
    if rest.dropFirst(word.count).first == "." {
      return Diagnostic(
        .foreignMarkup, "`\(line)` is expanded by other tools, and is shown as text here", at: span,
        fix: "write out its content, or remove it")
    }
    if word.contains("tab") || word == "code-group" { return tabs(line, label: nil, at: span) }
    return Diagnostic(
      .foreignMarkup, "`\(line)` is an admonition of another tool, and is shown as text here", at: span,
      fix: "write an alert: `> [!\(alert(for: word))]`, and begin each line under it with `> `")
  }

  /// `import Tabs from '@theme/Tabs';`, which is for a tool that runs JavaScript.
  private static func component(_ line: String, at span: SourceSpan) -> Diagnostic? {
    let end = line.last == ";" ? line.dropLast() : line[...]
    guard let quote = end.last, quote == "'" || quote == "\"",
      let opening = end.dropLast().lastIndex(of: quote)
    else { return nil }
    let before = end[..<opening]
    guard before == "import " || before.hasSuffix(" from ") else { return nil }
    return Diagnostic(
      .foreignMarkup, "`\(line)` loads a component of another tool, and is shown as text here", at: span,
      fix: "remove it, and write in Markdown what the component shows")
  }

  private static func tabs(_ line: String, label: String?, at span: SourceSpan) -> Diagnostic {
    let label = label.map { $0.contains(" ") ? "\"\($0)\"" : $0 } ?? "Name"
    return Diagnostic(
      .foreignMarkup, "`\(line)` is a tab of another tool, and is shown as text here", at: span,
      fix: "write the blocks one after another without indentation, with `tab=\(label)` after the language")
  }

  /// The alert of code hosts that is nearest to an admonition of another tool.
  private static func alert(for word: String) -> String {
    switch word.split(separator: "-").last {
    case "tip", "hint", "success", "check", "done": "TIP"
    case "important": "IMPORTANT"
    case "warning", "attention", "warn": "WARNING"
    case "caution", "danger", "error", "failure", "fail", "bug": "CAUTION"
    default: "NOTE"
    }
  }
}
