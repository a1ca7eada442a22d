import Diagnostics

extension Family {
  /// The family that the first word of the text names, if it is one that is drawn.
  static func detect(in text: DiagramText, findings: inout Findings) -> Family? {
    var cursor = Cursor(text)
    let word = cursor.take { $0.isWord || $0 == .hyphen }
    let name = cursor.text(word)
    if let family = Family(keyword: name) {
      if family.isDrawn { return family }
      findings.report(
        .mermaidFamilyNotDrawn, "\(family.nameWithArticle) (`\(name)`) cannot be drawn yet",
        at: text.range(in: word),
        fix: "use one of the kinds that are drawn (\(drawnNames)), or an image")
      return nil
    }
    guard !name.isEmpty else {
      let place = cursor.character
      if cursor.isAtEnd || text.bytes.allSatisfy(\.isSpace) {
        findings.report(
          .mermaidUnknownFamily, "the diagram is empty", at: text.range(in: word),
          fix: "begin it with the kind of diagram, such as `flowchart TD`")
      } else if !findings.hasErrors {
        findings.report(
          .mermaidUnknownFamily, "a diagram begins with a word that names its kind, found \(cursor.found)",
          at: text.range(in: place), fix: "begin it with the kind of diagram, such as `flowchart TD`")
      }
      return nil
    }
    // An unfinished front matter has been reported already.
    guard !findings.hasErrors else { return nil }
    let known = allCases.flatMap(\.keywords)
    let fix =
      if let near = NearMiss.nearest(to: name, in: known) {
        "write `\(near)`"
      } else {
        "begin the diagram with its kind: \(drawnNames)"
      }
    findings.report(
      .mermaidUnknownFamily, "\"\(name)\" names no kind of diagram", at: text.range(in: word), fix: fix)
    return nil
  }

  private static var drawnNames: String {
    allCases.filter(\.isDrawn).compactMap { $0.keywords.first.map { "`\($0)`" } }.joined(separator: ", ")
  }
}
