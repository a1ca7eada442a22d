import Diagnostics
import Project
import Site

/// What comments on pages and the settings of a project make of its findings.
extension Checks {
  /// The findings that are to be reported, with the severities that they have in this project.
  ///
  /// - Parameters:
  ///   - groups: all rules that settings may name.
  ///   - selected: the pages whose findings these are, relative to the content folder; `nil` for all.
  public static func adjusted(
    _ findings: [Diagnostic], of site: Site, groups: [RuleGroup], selected: Set<String>? = nil
  ) -> [Diagnostic] {
    let rules = Set(groups.flatMap(\.rules).map(\.id))
    let comments = site.pages.filter { selected?.contains($0.path) ?? true }.flatMap(IgnoreComment.all)
      .filter { rules.contains($0.rule) }
    let kept = ignoring(comments, findings)
    let settings = site.project.checks
    if settings.isEmpty { return kept }
    let severities = CheckSeverities(settings, site: site, groups: groups)
    return severities.findings + kept.compactMap(severities.adjusted)
  }

  /// The findings that no comment is about, and one for each comment that is about none.
  private static func ignoring(_ comments: [IgnoreComment], _ findings: [Diagnostic]) -> [Diagnostic] {
    if comments.isEmpty { return findings }
    let byPath = Dictionary(grouping: comments.indices) { comments[$0].comment.path }
    var used: Set<Int> = []
    let kept = findings.filter { finding in
      let about = (finding.span.flatMap { byPath[$0.path] } ?? []).filter { comments[$0].covers(finding) }
      used.formUnion(about)
      return about.isEmpty
    }
    let unused = comments.indices.filter { !used.contains($0) }.map { index in
      Diagnostic(
        .unusedIgnore, "No finding `\(comments[index].rule)` in the block after this comment",
        at: comments[index].comment, fix: "remove the comment")
    }
    return kept + unused
  }
}

/// The severities that settings give to findings.
private struct CheckSeverities {
  /// Findings about the settings themselves.
  let findings: [Diagnostic]
  private let entries: [(settings: Project.CheckSettings, rules: Set<String>?)]
  /// The paths of pages, relative to the content folder, by the paths that findings print.
  private let pages: [String: String]

  init(_ settings: [Project.CheckSettings], site: Site, groups: [RuleGroup]) {
    var rules: [String: [String]] = [:]
    for group in groups {
      rules[group.name] = group.rules.map(\.id)
      for rule in group.rules { rules[rule.id] = [rule.id] }
    }
    entries = settings.map { entry in
      (entry, entry.rules.isEmpty ? nil : Set(entry.rules.flatMap { rules[$0] ?? [] }))
    }
    pages = Dictionary(
      site.pages.map { (site.files.printed(site.project.path(ofPage: $0.path)), $0.path) },
      uniquingKeysWith: { first, _ in first })
    findings = settings.flatMap { Self.findings($0, names: rules.keys.sorted(), site) }
  }

  /// Rules and pages in the settings that do not exist.
  private static func findings(
    _ settings: Project.CheckSettings, names: [String], _ site: Site
  ) -> [Diagnostic] {
    settings.rules.filter { !names.contains($0) }.map { name in
      Diagnostic(
        .badProject, "Unknown rule or group `\(name)`", at: settings.places[name], name: name,
        guess: NearMiss.guess(for: name, in: names),
        otherwise: "write the id of a rule, or the name of a group")
    }
      + settings.pages.filter { path in !site.pages.contains { isIn(path, $0.path) } }.map { path in
        Diagnostic(
          .badProject, "There is no page or folder of pages `\(path)`", at: settings.places[path],
          fix: "write a path relative to `content`, or remove it")
      }
  }

  private static func isIn(_ path: String, _ page: String) -> Bool {
    path.isEmpty || page == path || RelativePath.inside(path, page) != nil
  }

  /// `nil` for a finding that is off.
  func adjusted(_ finding: Diagnostic) -> Diagnostic? {
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
