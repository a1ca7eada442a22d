/// Findings that say the same of several places, for people: the first one, with a note of the others.
enum EqualFindings {
  /// Fewer are shown one by one.
  private static let minimum = 4
  /// How many other places the note names.
  private static let places = 5

  private struct Key: Hashable {
    let rule: String
    let severity: Severity
    let message: String
    let fix: String?

    /// Messages alone are nearly always different.
    func hash(into hasher: inout Hasher) { hasher.combine(message) }
  }

  static func grouped(_ findings: [Diagnostic]) -> [Diagnostic] {
    guard findings.count >= minimum else { return findings }
    // Most findings of a large report are like no other, so a group is an array only when it is shown as one.
    var groups: [Key: Int] = [:]
    groups.reserveCapacity(findings.count)
    var counts: [Int] = []
    let group = findings.map { finding -> Int? in
      guard let key = key(of: finding) else { return nil }
      let group = groups[key, default: counts.count]
      if group == counts.count {
        counts.append(0)
        groups[key] = group
      }
      counts[group] += 1
      return group
    }
    guard counts.contains(where: { $0 >= minimum }) else { return findings }
    var others: [Int: [Int]] = [:]
    var shown: [(finding: Int, group: Int?)] = []
    for index in findings.indices {
      guard let group = group[index], counts[group] >= minimum else {
        shown.append((index, nil))
        continue
      }
      if others[group] == nil { shown.append((index, group)) }
      others[group, default: []].append(index)
    }
    return shown.map { index, group in
      guard let group, let others = others[group]?.dropFirst() else { return findings[index] }
      var finding = findings[index]
      finding.notes.append(
        .init(note(others.prefix(places).compactMap { findings[$0].span?.label }, of: others.count)))
      return finding
    }
  }

  /// What has notes or details of its own is not the same.
  private static func key(of finding: Diagnostic) -> Key? {
    guard finding.span != nil, finding.notes.isEmpty, finding.details == nil else { return nil }
    return Key(rule: finding.rule.id, severity: finding.severity, message: finding.message, fix: finding.fix)
  }

  private static func note(_ labels: [String], of count: Int) -> String {
    let rest = count - places
    let named = labels.joined(separator: ", ")
    return "The same at " + named + (rest > 0 ? " and \(rest) more place\(rest == 1 ? "" : "s")" : "")
  }
}
