import Diagnostics
import Pages
import Project

extension Rule {
  public static let unknownAlert = Rule(
    "unknown-alert", .warning, "Alert that no rule defines, though the folder defines others")
  public static let alertSeverity = Rule(
    "alert-severity", .warning, "Severity of an alert that is not the one of its heading or table")
  public static let duplicateAlert = Rule(
    "duplicate-alert", .warning, "Two alerts with one name and the same labels in one list of rules")
  public static let missingPlaybook = Rule(
    "missing-playbook", .warning, "Alert whose playbook does not exist in the documentation")
}

/// The rules that a block of a page or a file defines, by themselves.
enum AlertRules {
  static func findings(_ rules: [MonitoringRule], on page: Page) -> [Diagnostic] {
    let alerts = rules.filter { $0.kind == .alert }
    return duplicates(alerts) + alerts.compactMap { severity($0, on: page) }
  }

  private struct Identity: Hashable {
    var list: Int
    var name: String
    var labels: [String: String]
  }

  /// Prometheus cannot tell two alerts apart that have one name and the same labels.
  static func duplicates(_ alerts: [MonitoringRule]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var firsts: [Identity: MonitoringRule] = [:]
    for alert in alerts where alert.query != nil {
      let identity = Identity(
        list: alert.list, name: alert.name.value, labels: alert.labels.mapValues(\.value))
      guard let first = firsts[identity] else {
        firsts[identity] = alert
        continue
      }
      found.append(
        Diagnostic(
          .duplicateAlert, "The alert `\(alert.name.value)` is defined twice with the same labels",
          at: alert.span(alert.name), notes: [.init("the first one is here", span: first.span(first.name))],
          fix: "rename one, or give them labels that differ"))
    }
    return found
  }

  // MARK: severity

  /// The usual values of the label (https://monitoring.mixins.dev/#guidelines-for-alert-names-labels-and-annotations).
  static let severities: Set<String> = ["critical", "warning", "info", "page", "ticket", "error", "none"]

  private static func severity(_ alert: MonitoringRule, on page: Page) -> Diagnostic? {
    guard let severity = alert.severity, case .block(_, let block) = alert.code,
      severities.contains(severity.value),
      let heading = heading(above: block, on: page), let said = Self.severity(in: heading.text),
      said != severity.value
    else { return nil }
    return Diagnostic(
      .alertSeverity,
      "The heading says `\(said)`, but the alert `\(alert.name.value)` has the severity `\(severity.value)`",
      at: alert.span(severity),
      notes: [.init("the heading", span: page.source.span(ofLine: heading.line))],
      fix: "write `severity: \(said)`, or move the alert under another heading")
  }

  private static func heading(above block: Block, on page: Page) -> Heading? {
    let position = page.section(of: block.node)
    return position > 0 ? page.headings[position - 1] : nil
  }

  /// `critical` of `Critical alerts`; `nil` for a heading that says more.
  static func severity(in heading: String) -> String? {
    let words = heading.lowercased().split { !$0.isLetter }.map(String.init)
    let rest = words.filter { !["alert", "alerts", "alerting", "severity", "level", "rules"].contains($0) }
    guard rest.count == 1, severities.contains(rest[0]) else { return nil }
    // `Page` alone and `Error` alone are headings of other things.
    return words.count > 1 || ["critical", "warning"].contains(rest[0]) ? rest[0] : nil
  }
}
