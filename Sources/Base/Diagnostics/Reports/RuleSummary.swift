/// How often each rule is violated, for people with more findings than a screen shows.
public enum RuleSummary {
  /// Fewer findings are seen at once.
  private static let minimum = 20

  /// One line for each rule, those with most findings first:
  ///
  ///     112 dead-link (24 files)
  ///       3 syntax-error (1 file)
  ///
  /// `nil` for few findings, and for those of a single rule.
  public static func table(_ findings: [Diagnostic]) -> String? {
    guard findings.count >= minimum else { return nil }
    var rules: [String: (count: Int, files: Set<String>)] = [:]
    for finding in findings {
      rules[finding.rule.id, default: (0, [])].count += 1
      if let path = finding.span?.path { rules[finding.rule.id]?.files.insert(path) }
    }
    guard rules.count > 1 else { return nil }
    let rows = rules.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let width = String(rows[0].value.count).count
    return rows.map { id, rule in
      let count = String(rule.count)
      let files = rule.files.count
      return String(repeating: " ", count: width - count.count) + "\(count) \(id)"
        + (files == 0 ? "" : " (\(files) file\(files == 1 ? "" : "s"))")
    }.joined(separator: "\n")
  }
}
