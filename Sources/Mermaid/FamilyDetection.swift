import Diagnostics

/// Finds the family that the first word of a diagram names.
struct FamilyDetection {
  let families: [Family]

  /// The family that the text begins with; `nil` when it names none of `families`, which is reported.
  func family(of text: DiagramText, findings: inout Findings) -> Family? {
    var cursor = Cursor(text)
    let word = cursor.take { $0.isWord || $0 == .hyphen }
    let name = cursor.text(word)
    if let family = families.first(where: { $0.keywords.contains(name) }) { return family }
    if let undrawn = UndrawnFamily.all.first(where: { $0.keywords.contains(name) }) {
      findings.report(
        .mermaidFamilyNotDrawn, "\(undrawn.name) (`\(name)`) cannot be drawn yet", at: text.range(in: word),
        fix: "use one of the kinds that are drawn (\(recommended)), an image, or show its source as text")
      return nil
    }
    guard !name.isEmpty else {
      reportMissingWord(at: cursor, in: text, findings: &findings)
      return nil
    }
    // An unfinished front matter has been reported already.
    guard !findings.hasErrors else { return nil }
    let known = families.flatMap(\.keywords) + UndrawnFamily.all.flatMap(\.keywords)
    findings.report(
      .mermaidUnknownFamily, "unknown kind of diagram `\(name)`", at: text.range(in: word), name: name,
      among: known, fallbackFix: "begin the diagram with its kind: \(recommended)")
    return nil
  }

  private func reportMissingWord(at cursor: Cursor, in text: DiagramText, findings: inout Findings) {
    let fix = "begin it with the kind of diagram, such as `flowchart TD`"
    if cursor.isAtEnd || text.bytes.allSatisfy(\.isSpace) {
      findings.report(
        .mermaidUnknownFamily, "the diagram is empty", at: text.range(in: cursor.at..<cursor.at), fix: fix)
    } else if !findings.hasErrors {
      findings.report(
        .mermaidUnknownFamily, "a diagram must begin with a word that names its kind, found \(cursor.found)",
        at: text.range(in: cursor.character), fix: fix)
    }
  }

  private var recommended: String {
    families.compactMap { $0.keywords.first.map { "`\($0)`" } }.joined(separator: ", ")
  }
}
