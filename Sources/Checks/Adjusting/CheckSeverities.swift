import Diagnostics
import Project
import Site

/// The severities that the setting `checks` gives to findings.
struct CheckSeverities: Sendable {
  /// Findings about the settings themselves.
  let findings: [Diagnostic]
  private let names: RuleNames
  private let entries: [(settings: Project.CheckSettings, rules: Set<String>?)]
  /// The paths of pages, relative to the content folder, by the paths that findings print.
  private let pages: [String: String]

  init(_ site: Site, _ names: RuleNames) {
    let settings = site.project.checks
    self.names = names
    entries = settings.map { entry in
      let rules = entry.rules.flatMap { names.rules(named: $0) ?? [] }
      return (entry, entry.rules.isEmpty ? nil : Set(rules.map(\.id)))
    }
    pages = Dictionary(
      site.pages.map { (site.files.printed(site.project.path(ofPage: $0.path)), $0.path) },
      uniquingKeysWith: { first, _ in first })
    findings = settings.flatMap { Self.findings($0, names, site) }
  }

  /// What in the settings does not exist or cannot be changed.
  private static func findings(
    _ settings: Project.CheckSettings, _ names: RuleNames, _ site: Site
  ) -> [Diagnostic] {
    settings.rules.compactMap { finding($0, settings, names) }
      + settings.pages.filter { path in !site.pages.contains { isIn(path, $0.path) } }.map { path in
        Diagnostic(
          .badProject, "There is no page or folder of pages `\(path)`", at: settings.places[path],
          fix: "write a path relative to `content`, or remove it")
      }
  }

  private static func finding(
    _ name: String, _ settings: Project.CheckSettings, _ names: RuleNames
  ) -> Diagnostic? {
    let renaming = names.renaming(
      of: name, at: settings.places[name], deprecated: .deprecatedKey, unknown: .badProject)
    guard let rules = names.rules(named: name) else {
      return renaming
        ?? Diagnostic(
          .badProject, "Unknown rule or group `\(name)`", at: settings.places[name], name: name,
          guess: NearMiss.guess(for: name, in: names.known),
          otherwise: "write the id of a rule, or the name of a group")
    }
    let fixed = rules.filter { names.isFailure($0.id) }
    if fixed.isEmpty || settings.severity == .error { return renaming }
    if let message = names.fixedSeverity(of: name) {
      return Diagnostic(
        .badProject, message, at: settings.places[name],
        fix: "remove it, and correct the example, or give its block `skip` with a reason")
    }
    let others = rules.filter { !names.isFailure($0.id) }.map { "`\($0.id)`" }
    return Diagnostic(
      .badProject,
      "The severity of some rules of the group `\(name)` cannot be changed: their findings are failed verifications",
      at: settings.places[name],
      fix: others.isEmpty
        ? "remove it" : "name the rules that are meant, of " + others.joined(separator: ", "))
  }

  private static func isIn(_ path: String, _ page: String) -> Bool {
    path.isEmpty || page == path || RelativePath.inside(path, page) != nil
  }

  /// `nil` for a finding that is off.
  func adjusted(_ finding: Diagnostic) -> Diagnostic? {
    if names.isFailure(finding.rule.id) { return finding }
    let page = finding.span.flatMap { pages[$0.path] }
    let entry = entries.last { settings, rules in
      guard rules?.contains(finding.rule.id) ?? true else { return false }
      return settings.pages.isEmpty
        || page.map { page in settings.pages.contains { Self.isIn($0, page) } } ?? false
    }
    guard let entry else { return finding }
    guard let severity = entry.settings.severity else { return nil }
    var adjusted = finding
    adjusted.severity = severity
    return adjusted
  }
}
