/// Findings that say the same of several places, for people: the first one, with a note of the others.
enum EqualFindings {
  /// Fewer are shown one by one.
  private static let minimum = 4
  /// How many other places the note names.
  private static let places = 5

  private struct Key: Hashable {
    let rule: Rule
    let severity: Severity
    let message: String
    let fix: String?
  }

  static func grouped(_ findings: [Diagnostic]) -> [Diagnostic] {
    guard findings.count >= minimum else { return findings }
    var groups: [Key: [Int]] = [:]
    for index in findings.indices {
      if let key = key(of: findings[index]) { groups[key, default: []].append(index) }
    }
    var others: [Int: [Int]] = [:]
    var isLeftOut = [Bool](repeating: false, count: findings.count)
    for group in groups.values where group.count >= minimum {
      others[group[0]] = Array(group.dropFirst())
      for index in group.dropFirst() { isLeftOut[index] = true }
    }
    return findings.indices.filter { !isLeftOut[$0] }.map { index in
      guard let others = others[index] else { return findings[index] }
      var finding = findings[index]
      finding.notes.append(.init(note(others.compactMap { findings[$0].span?.label })))
      return finding
    }
  }

  /// What has notes or details of its own is not the same.
  private static func key(of finding: Diagnostic) -> Key? {
    guard finding.span != nil, finding.notes.isEmpty, finding.details == nil else { return nil }
    return Key(rule: finding.rule, severity: finding.severity, message: finding.message, fix: finding.fix)
  }

  private static func note(_ labels: [String]) -> String {
    let rest = labels.count - places
    let named = labels.prefix(places).joined(separator: ", ")
    return "The same at " + named + (rest > 0 ? " and \(rest) more place\(rest == 1 ? "" : "s")" : "")
  }
}
