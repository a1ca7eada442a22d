/// The rules of a program by the names that settings, comments and command lines use for them, and the commands that have
/// findings of each.
///
///     let names = RuleNames([RuleGroup("examples", "Examples", [.outputMismatch])], commands: [([.verify], [.outputMismatch])])
///     names.rules(named: "examples")  // [.outputMismatch]
public struct RuleNames: Sendable {
  /// A command that reports findings of rules.
  public enum Command: String, Sendable, Hashable, CaseIterable {
    case check = "flowdocs check"
    case build = "flowdocs build"
    case proof = "flowdocs build --require-proven"
    case verify = "flowdocs verify"
    case coverage = "flowdocs contract coverage"
  }

  public let groups: [RuleGroup]
  /// Ids of rules and names of groups, sorted.
  public let known: [String]
  private let byName: [String: [Rule]]
  /// Rules by their former ids, including ids that are not accepted any more.
  private let renamed: [String: Rule]
  private let version: String
  private let commands: [String: Set<Command>]
  private let failures: Set<String>

  /// - Parameters:
  ///   - failures: rules whose findings are failed verifications: neither settings nor comments change them.
  ///   - commands: the commands that report some rules; all others are reported by `check` and `build`.
  ///   - version: the version of FlowDocs, by which former ids of rules are accepted.
  public init(
    _ groups: [RuleGroup], failures: [Rule] = [], commands: [(commands: Set<Command>, rules: [Rule])] = [],
    version: String = Release.version
  ) {
    var byName: [String: [Rule]] = [:]
    for group in groups {
      byName[group.name] = group.rules
      for rule in group.rules { byName[rule.id] = [rule] }
    }
    self.groups = groups
    self.byName = byName
    self.version = version
    renamed = Dictionary(
      groups.flatMap(\.rules).compactMap { rule in rule.formerName.map { ($0.name, rule) } },
      uniquingKeysWith: { first, _ in first })
    known = byName.keys.sorted()
    self.failures = Set(failures.map(\.id))
    self.commands = Dictionary(
      commands.flatMap { entry in entry.rules.map { ($0.id, entry.commands) } },
      uniquingKeysWith: { $0.union($1) })
  }

  /// The ids of all rules, in the order of the groups.
  public var ids: [String] { groups.flatMap(\.rules).map(\.id) }

  /// The rule with this id, or those of the group with this name; `nil` when there is neither.
  public func rules(named name: String) -> [Rule]? { byName[current(name)] }

  /// The id that a rule has today, of one that it had before and that is still accepted; all other names as they are.
  public func current(_ name: String) -> String {
    guard let rule = renamed[name], rule.formerName?.isAccepted(by: version) == true else { return name }
    return rule.id
  }

  /// What a use of a former id is reported as; `nil` for any other name.
  public func renaming(of name: String, at span: SourceSpan?, deprecated: Rule, unknown: Rule) -> Diagnostic?
  {
    guard let rule = renamed[name] else { return nil }
    return rule.formerName?.finding(
      now: rule.id, of: "rule", at: span, deprecated: deprecated, unknown: unknown, by: version)
  }

  public func commands(of rule: String) -> Set<Command> { commands[current(rule)] ?? [.check, .build] }

  /// Whether findings of a rule are failed verifications, which cannot be accepted.
  public func isFailure(_ rule: String) -> Bool { failures.contains(current(rule)) }

  /// Why a setting or comment about a rule is ignored; `nil` when it applies.
  public func fixedSeverity(of rule: String) -> String? {
    let now = current(rule) == rule ? "" : ", which is called `\(current(rule))` now,"
    return isFailure(rule)
      ? "The severity of `\(rule)`\(now) cannot be changed: its findings are failed verifications" : nil
  }
}
