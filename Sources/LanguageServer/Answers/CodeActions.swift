import Diagnostics
import JSON

/// The fixes of findings, as changes that an editor offers: those that `flowdocs check --fix` makes.
struct CodeActions {
  /// All findings of the project, of whatever file.
  let findings: [Finding]
  /// The file that is asked about, from the root of the project.
  let path: String
  /// The kinds of actions that are wanted; `nil` for all.
  let wanted: [String]?

  static let kinds: JSON = [.string(quickFix), .string(fixAll)]
  private static let quickFix = "quickfix"
  private static let fixAll = "source.fixAll"

  /// The actions for findings that touch a range of bytes.
  func json(in range: Range<Int>) -> JSON {
    let own = findings.filter { $0.diagnostic.span?.path == path && !$0.diagnostic.replacements.isEmpty }
    var actions: [JSON] = []
    if isWanted(Self.quickFix) {
      actions = own.filter {
        $0.range.lowerBound <= range.upperBound && range.lowerBound <= $0.range.upperBound
      }
      .compactMap(fix)
    }
    if isWanted(Self.fixAll), let all = fixAll(own) { actions.append(all) }
    return .array(actions)
  }

  /// A kind contains those whose names begin with it and a full stop.
  private func isWanted(_ kind: String) -> Bool {
    guard let wanted else { return true }
    return wanted.contains { kind == $0 || kind.hasPrefix($0 + ".") }
  }

  private func fix(of finding: Finding) -> JSON? {
    guard let edit = edit(Fixes([finding.diagnostic]), like: finding) else { return nil }
    return [
      "title": .string(Self.title(finding.diagnostic).beginningWithCapital), "kind": .string(Self.quickFix),
      "diagnostics": [finding.json],
      "isPreferred": true, "edit": edit,
    ]
  }

  /// What is done: as the finding says it, or else what is written in place of what is wrong.
  private static func title(_ diagnostic: Diagnostic) -> String {
    if let fix = diagnostic.fix { return fix }
    guard let change = diagnostic.replacements.first, diagnostic.replacements.count == 1,
      !change.text.isEmpty, change.text.utf8.count <= longest, !change.text.contains("\n")
    else { return diagnostic.message }
    return "write `\(change.text)`"
  }

  /// Longer text is not shown in a title.
  private static let longest = 80

  private func fixAll(_ findings: [Finding]) -> JSON? {
    guard let first = findings.first, let edit = edit(Fixes(findings.map(\.diagnostic)), like: first) else {
      return nil
    }
    return ["title": "Fix all that has one fix", "kind": .string(Self.fixAll), "edit": edit]
  }

  /// - Parameter finding: one of those that are fixed, which knows the texts of files.
  private func edit(_ fixes: Fixes, like finding: Finding) -> JSON? {
    var changes: [(String, JSON)] = []
    for (path, replacements) in fixes.replacements.sorted(by: { $0.key < $1.key }) {
      guard let text = finding.source(path), fixes.applied(to: text.bytes, of: path) != nil else {
        return nil
      }
      let edits: [JSON] = replacements.map {
        ["range": text.json(of: $0.span.range), "newText": .string($0.text)]
      }
      changes.append((finding.address(path), .array(edits)))
    }
    return changes.isEmpty ? nil : ["changes": .object(changes)]
  }
}
