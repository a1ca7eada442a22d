import ArgumentParser
import Diagnostics
import Project

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
    let all = RuleNames.all
    return Set(
      try names.flatMap { name -> [String] in
        guard let rules = all.rules(named: name)?.map(\.id) else {
          if let renaming = all.renaming(of: name, at: nil, deprecated: .deprecatedKey, unknown: .badProject)
          {
            throw ValidationError(renaming.message)
          }
          let guess = NearMiss.nearest(to: name, in: all.known)
          throw ValidationError("There is no rule or group `\(name)`".didYouMean(guess))
        }
        let commands = rules.reduce(into: Set<RuleNames.Command>()) { $0.formUnion(all.commands(of: $1)) }
        if !commands.contains(.check) { throw ValidationError(otherCommands(commands, name)) }
        return rules
      })
  }

  /// That only other commands have findings of a rule: `check --rule` would find nothing, as if all were well.
  private static func otherCommands(_ commands: Set<RuleNames.Command>, _ name: String) -> String {
    let others = RuleNames.Command.allCases.filter(commands.contains).map { "`\($0.rawValue)`" }
    return
      "only \(others.joined(separator: " and ")) \(others.count == 1 ? "has" : "have") findings of `\(name)`"
  }
}
