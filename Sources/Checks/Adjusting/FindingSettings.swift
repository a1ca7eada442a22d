import Diagnostics
import Project
import Site

/// What comments on pages and the settings of a project make of findings: the one way from what was found to what is
/// reported, for all commands.
///
///     let settings = FindingSettings(site, names: .all)
///     let reported = settings.applied(to: await Checks.run(context), by: [.check])
public struct FindingSettings: Sendable {
  private let names: RuleNames
  private let comments: [IgnoreComment]
  /// Findings about comments that name a rule whose findings cannot be accepted.
  private let refused: [Diagnostic]
  /// The positions of comments by the paths that findings print.
  private let commentsOfPath: [String: [Int]]
  private let severities: CheckSeverities?

  /// - Parameters:
  ///   - names: all rules that settings and comments may name.
  ///   - selected: the pages whose comments apply, relative to the content folder; `nil` for all.
  public init(_ site: Site, names: RuleNames, selected: Set<String>? = nil) {
    self.names = names
    let written = site.pages.filter { selected?.contains($0.path) ?? true }.flatMap {
      IgnoreComment.all(on: $0, names)
    }
    comments = written.filter { names.rules(named: $0.rule) != nil && !names.isFailure($0.rule) }
    refused = written.compactMap { comment in
      names.fixedSeverity(of: comment.rule).map {
        Diagnostic(
          .unknownDirective, $0, at: comment.rulePlace,
          fix: "remove the comment, and correct the example, or give its block `skip` with a reason")
      }
    }
    commentsOfPath = Dictionary(grouping: comments.indices) { [comments] in comments[$0].comment.path }
    severities = site.project.checks.isEmpty ? nil : CheckSeverities(site, names)
  }

  /// The findings that are to be reported, by place, with the severities that they have in this project, and those about
  /// comments and settings. No command sorts them again.
  ///
  /// - Parameter commands: whose findings these are. A comment about a rule of other commands may be needed there.
  public func applied(to findings: [Diagnostic], by commands: Set<RuleNames.Command>) -> [Diagnostic] {
    var used: Set<Int> = []
    let kept = findings.filter { finding in
      let about = self.comments(about: finding)
      used.formUnion(about)
      return about.isEmpty
    }
    let unused = comments.indices.filter { index in
      !used.contains(index) && !names.commands(of: comments[index].rule).isDisjoint(with: commands)
    }.map { index in
      Diagnostic(
        .unusedIgnore, "No finding `\(comments[index].rule)` in the block after this comment",
        at: comments[index].comment, fix: "remove the comment")
    }
    guard let severities else { return (kept + refused + unused).sortedByPlace() }
    return (severities.findings + refused + (kept + unused).compactMap(severities.adjusted)).sortedByPlace()
  }

  /// A finding with the severity that it has in this project; `nil` when a comment accepts it, or its rule is off.
  public func adjusted(_ finding: Diagnostic) -> Diagnostic? {
    guard comments(about: finding).isEmpty else { return nil }
    return severities.map { $0.adjusted(finding) } ?? finding
  }

  private func comments(about finding: Diagnostic) -> [Int] {
    (finding.span.flatMap { commentsOfPath[$0.path] } ?? []).filter { comments[$0].covers(finding) }
  }
}
