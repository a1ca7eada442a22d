import ArgumentParser
import Diagnostics
import Files
import JSON
import Project

/// Findings that are known already, as an earlier `flowdocs check --format json` printed them.
///
/// A finding is known by its rule, its file and its message, not by its line: lines move.
struct Baseline: Sendable {
  private struct Key: Hashable {
    let rule: String
    let path: String
    let message: String
  }

  /// How many findings there are of each.
  private var counts: [Key: Int] = [:]

  /// - Parameter path: relative to the working directory, as the paths of its findings are.
  init(at path: String) throws {
    let json = try JSONParser.parse(
      SourceText(path: path, bytes: NamedFile(path: DiskPath.absolute(path)).read()))
    guard let findings = json["findings"]?.array else {
      throw CommandFailure("`\(path)` has no `findings`; write it with `flowdocs check --format json`")
    }
    if let omitted = json["omitted"]?.int {
      throw CommandFailure(
        "`\(path)` leaves out \(omitted) findings; fix some rules first, or turn them off")
    }
    for finding in findings {
      counts[
        Key(
          rule: RuleNames.all.current(finding["rule"]?.string ?? ""),
          path: finding["place"]?["path"]?.string ?? "",
          message: finding["message"]?.string ?? ""), default: 0] += 1
    }
  }

  /// The findings beyond those of the baseline: of several equal ones those that come last.
  ///
  /// - Parameter findings: by place.
  func new(_ findings: [Diagnostic]) -> [Diagnostic] {
    var left = counts
    return findings.filter { finding in
      let key = Key(
        rule: finding.rule.id, path: finding.span?.path ?? "",
        message: ReportLimits.forPrograms.cut(finding.message))
      guard let count = left[key], count > 0 else { return true }
      left[key] = count - 1
      return false
    }
  }
}
