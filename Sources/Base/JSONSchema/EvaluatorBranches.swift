import Diagnostics
import JSON

/// `anyOf` and `oneOf`: which branches match, and which is the closest when none does.
extension Evaluator {
  /// To say why a branch does not match, with texts, takes about as long as so many steps that only decide it.
  private static let stepsOfDescription = 16

  mutating func checkAny(
    _ branches: [Int], _ rule: KeywordRule, _ node: Node, _ instance: JSON, _ marks: inout Marks?
  ) -> Bool {
    var fits = false
    for branch in branches where quietly(branch, instance, &marks) {
      fits = true
      // Every matching branch adds to the items and properties that `unevaluatedItems` and `unevaluatedProperties`
      // treat as evaluated.
      if marks == nil { break }
    }
    if !fits { reportClosest(branches, rule, node, instance) }
    return fits
  }

  mutating func checkOne(
    _ branches: [Int], _ rule: KeywordRule, _ node: Node, _ instance: JSON, _ marks: inout Marks?
  ) -> Bool {
    var fitting: [Int] = []
    for (position, branch) in branches.enumerated() where quietly(branch, instance, &marks) {
      fitting.append(position + 1)
      if fitting.count > 1, !isCollecting { return false }
    }
    if fitting.count == 1 { return true }
    if fitting.isEmpty {
      reportClosest(branches, rule, node, instance)
      return false
    }
    let numbers = Phrase.list(fitting.map(String.init), "and")
    return report(
      "must match exactly one of the \(branches.count) schemas of `oneOf`, matches \(fitting.count) "
        + "(numbers \(numbers))", rule, in: node, instance)
  }

  private mutating func reportClosest(_ branches: [Int], _ rule: KeywordRule, _ node: Node, _ instance: JSON)
  {
    guard isCollecting, hasRoom else { return }
    let before = findings
    var closest: (rank: Rank, findings: [Finding])?
    var expected: [String] = []
    var known: Set<String> = []
    var isAllOfOneKind = true
    for branch in branches {
      guard takeSteps(Self.stepsOfDescription) else {
        abort(Self.tooManySteps("has too many alternatives that do not match"))
        break
      }
      findings = []
      _ = fits(branch, instance)
      let rank = Rank(findings, depth: path.count)
      if closest.map({ rank < $0.rank }) ?? true { closest = (rank, findings) }
      if findings.count == 1, let finding = findings.first, !finding.expected.isEmpty,
        finding.violation.instance.tokens.count == path.count
      {
        // Each branch can list thousands of constants, and each of thousands of values have these branches.
        guard takeSteps(finding.expected.count) else {
          abort(Self.tooManySteps("lists too many values"))
          break
        }
        expected += finding.expected.filter { known.insert($0).inserted }
      } else {
        isAllOfOneKind = false
      }
    }
    findings = before
    if isAllOfOneKind, !expected.isEmpty, hasRoom {
      let hint = Phrase.suggestion(for: instance, in: expected)
      report(
        "must be \(Phrase.list(expected)), got \(Phrase.value(instance))\(hint)", rule, in: node, instance,
        expected: expected)
    } else {
      findings += closest?.findings ?? []
    }
  }
}

/// How far a branch is from matching: the smaller, the closer.
private struct Rank: Comparable {
  /// The value itself has the wrong type.
  private var isOtherKind = false
  /// A property has another value than the constant that distinguishes the branches.
  private var isOtherVariant = false
  private var count: Int

  init(_ findings: [Finding], depth: Int) {
    count = findings.count
    for finding in findings {
      let level = finding.violation.instance.tokens.count
      if level == depth, !finding.expected.isEmpty { isOtherKind = true }
      if level == depth + 1, ["const", "enum"].contains(finding.violation.keyword) { isOtherVariant = true }
      if level == depth, finding.violation.keyword == "false" { isOtherKind = true }
    }
  }

  private var weight: Int {
    (isOtherKind ? 2_000_000 : 0) + (isOtherVariant ? 1_000_000 : 0) + min(count, 999_999)
  }

  static func < (left: Rank, right: Rank) -> Bool { left.weight < right.weight }
}

extension Phrase {
  /// `. Did you mean "fast"?` when the value is a string and similar to one of the constants, which are JSON.
  static func suggestion(for value: JSON, in constants: [String]) -> String {
    guard value.string != nil else { return "" }
    let strings = constants.lazy.filter { $0.hasPrefix("\"") }
    return NearMiss.nearest(to: Phrase.value(value), in: strings).map { ". Did you mean \($0)?" } ?? ""
  }
}
