import ArgumentParser
import Diagnostics

/// The findings that a command line asks for.
struct FindingFilter: Sendable {
  /// The ids of the rules that are wanted; `nil` for all.
  var rules: Set<String>?
  var baseline: Baseline?

  /// The findings that are wanted, and how many others the baseline has.
  func applied(to findings: [Diagnostic]) -> (findings: [Diagnostic], known: Int) {
    let wanted = rules.map { rules in findings.filter { rules.contains($0.rule.id) } } ?? findings
    guard let baseline else { return (wanted, 0) }
    let new = baseline.new(wanted)
    return (new, wanted.count - new.count)
  }

  /// The rules that have these ids, and those of the groups with these names; `nil` without any.
  static func rules(named names: [String]) throws -> Set<String>? {
    if names.isEmpty { return nil }
    var known: [String: [String]] = [:]
    for group in RuleGroup.all {
      known[group.name] = group.rules.map(\.id)
      for rule in group.rules { known[rule.id] = [rule.id] }
    }
    return Set(
      try names.flatMap { name -> [String] in
        if let rules = known[name] { return rules }
        let guess = NearMiss.nearest(to: name, in: known.keys.sorted())
        throw ValidationError("There is no rule or group `\(name)`".didYouMean(guess))
      })
  }
}
