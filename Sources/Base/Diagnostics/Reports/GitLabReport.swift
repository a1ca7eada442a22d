extension ReportFormat {
  public static let gitlab = ReportFormat("gitlab", "code quality of GitLab") { report, _ in
    try GitLabIssue.list(report.findings).encoded()
  }
}

/// One issue of GitLab's code quality report (docs.gitlab.com, "Code Quality report format"). Of issues with one
/// fingerprint GitLab shows only the first.
private struct GitLabIssue: Encodable {
  struct Lines: Encodable {
    var begin: Int
    var end: Int
  }
  struct Location: Encodable {
    var path: String
    var lines: Lines
  }
  var description: String
  var checkName: String
  var fingerprint: String
  var severity: String
  var location: Location

  enum CodingKeys: String, CodingKey {
    case description, fingerprint, severity, location
    case checkName = "check_name"
  }

  static func list(_ findings: [Diagnostic]) -> [GitLabIssue] {
    let report = BoundedReport(findings, .forPrograms)
    var fingerprints = Fingerprint()
    var issues = report.shown.map { GitLabIssue($0, fingerprints.next($0)) }
    if let omission = report.omission {
      let more = Diagnostic(Rule("omitted", .note, ""), omission)
      issues.append(GitLabIssue(more, fingerprints.next(more)))
    }
    return issues
  }

  private init(_ finding: Diagnostic, _ fingerprint: String) {
    description = finding.messageWithFix
    checkName = finding.rule.id
    self.fingerprint = fingerprint
    severity =
      switch finding.severity {
      case .error: "major"
      case .warning: "minor"
      case .note: "info"
      }
    let lines = finding.span.map { Lines(begin: $0.start.line, end: $0.end.line) }
    // A location is required; a finding without one is about the project as a whole.
    location = Location(path: finding.span?.path ?? ".", lines: lines ?? Lines(begin: 1, end: 1))
  }
}
