import JSON
import Patterns

/// The keywords that concern a single value, and reporting.
extension Evaluator {
  mutating func checkValue(_ rule: KeywordRule, _ node: Node, _ instance: JSON) -> Bool {
    switch rule.check {
    case .never: return report("is not allowed here", rule, in: node, instance)
    case .type(let types):
      if types.contains(kindOf: instance) { return true }
      let value = instance.number == nil ? Phrase.kind(of: instance) : Phrase.value(instance)
      let phrases = types.phrases
      return report(
        "must be \(Phrase.list(phrases)), got \(value)", rule, in: node, instance, expected: phrases)
    case .const(let constant):
      return instance == constant || reportChoice([Phrase.value(constant)], rule, node, instance)
    case .choice(let choice):
      return choice.contains(instance) || reportChoice(choice.phrases, rule, node, instance)
    case .number(let limit):
      guard let number = instance.number, !limit.allows(number) else { return true }
      return report("must be \(limit.phrase), got \(Phrase.value(instance))", rule, in: node, instance)
    case .multiple(let divisor):
      guard let number = instance.number, !divisor.divides(number) else { return true }
      return report(
        "must be a multiple of \(divisor.number.literal), got \(Phrase.value(instance))", rule, in: node,
        instance)
    case .count(let limit):
      guard let count = limit.subject.count(of: instance), !limit.allows(count) else { return true }
      return report(limit.message(count), rule, in: node, instance)
    case .pattern(let pattern):
      guard let text = instance.string, !matches(pattern, text) else { return true }
      return report(
        "must match the pattern `\(pattern.text)`, got \(Phrase.value(instance))", rule, in: node,
        instance)
    case .format(let format):
      guard let text = instance.string, !format.matches(text) else { return true }
      // A violated pattern of the same schema is reported by itself; one message is enough.
      if isRefusedByPattern(of: node, text) { return true }
      return report("must be \(format.phrase), got \(Phrase.value(instance))", rule, in: node, instance)
    case .uniqueItems:
      guard let items = instance.array, let (first, second) = firstRepetition(items) else { return true }
      return report(
        "must have unique items; items \(first) and \(second) are equal", rule, in: node, instance)
    case .required(let names): return checkRequired(names, "", rule, node, instance)
    case .dependentRequired(let dependencies):
      guard let object = instance.object else { return true }
      var fits = true
      for (name, required) in dependencies where object[name] != nil {
        if !checkRequired(required, ", which is required with `\(name)`", rule, node, instance) {
          fits = false
        }
      }
      return fits
    default: return true
    }
  }

  /// Whether the pattern is found in the text. A search with too many steps ends the evaluation, and so do too many
  /// searches: a schema can have as many patterns as the value has names.
  mutating func matches(_ pattern: Pattern, _ text: String) -> Bool {
    guard takeSteps(1) else {
      abort(Self.tooManySteps("has too many patterns"))
      return false
    }
    if let found = pattern.isFound(in: text) { return found }
    abort("takes too long to match against the pattern `\(pattern.text)`")
    return false
  }

  private mutating func isRefusedByPattern(of node: Node, _ text: String) -> Bool {
    for rule in node.rules {
      if case .pattern(let pattern) = rule.check, !matches(pattern, text) { return true }
    }
    return false
  }

  private mutating func checkRequired(
    _ names: [String], _ reason: String, _ rule: KeywordRule, _ node: Node, _ instance: JSON
  ) -> Bool {
    guard let object = instance.object else { return true }
    var fits = true
    for name in names where object[name] == nil {
      fits = false
      guard isCollecting else { break }
      report("is missing the property `\(name)`\(reason)", rule, in: node, instance, missing: name)
    }
    return fits
  }

  private mutating func reportChoice(
    _ constants: @autoclosure () -> [String], _ rule: KeywordRule, _ node: Node, _ instance: JSON
  ) -> Bool {
    guard isCollecting, hasRoom else { return false }
    let constants = constants()
    let hint = constants.count > 1 ? Phrase.suggestion(for: instance, in: constants) : ""
    return report(
      "must be \(Phrase.list(constants)), got \(Phrase.value(instance))\(hint)", rule, in: node, instance,
      expected: constants)
  }

  private func firstRepetition(_ items: [JSON]) -> (Int, Int)? {
    if items.count <= 8 {
      for second in items.indices.dropFirst() {
        for first in 0..<second where items[first] == items[second] { return (first, second) }
      }
      return nil
    }
    var positions: [JSON: Int] = [:]
    for (position, item) in items.enumerated() {
      if let first = positions.updateValue(position, forKey: item) { return (first, position) }
    }
    return nil
  }

  var hasRoom: Bool { findings.count < max(1, limits.violations) }

  /// Records a violation, unless only validity was asked for. Always returns `false`, the result of the rule.
  @discardableResult
  mutating func report(
    _ message: @autoclosure () -> String, _ rule: KeywordRule, in node: Node, _ instance: JSON,
    nameRange: Range<Int>? = nil, missing: String? = nil, isUnknown: Bool = false, expected: [String] = []
  ) -> Bool {
    guard isCollecting, hasRoom else { return false }
    let isWholeSchema = rule.keyword == "false"
    let violation = Violation(
      instance: JSONPointer(path),
      schema: isWholeSchema ? node.place.pointer : node.place.pointer.appending(rule.keyword),
      schemaDocument: program.documents[node.place.document], schemaRange: rule.range, keyword: rule.keyword,
      message: message(), instanceRange: instance.range, nameRange: nameRange, missing: missing,
      isUnknownProperty: isUnknown)
    findings.append(Finding(violation: violation, expected: expected))
    return false
  }
}

extension CountLimit.Subject {
  /// `nil` when the value has no such count.
  func count(of value: JSON) -> Int? {
    switch self {
    // Characters are Unicode scalars (RFC 8259), not grapheme clusters.
    case .characters: value.string?.unicodeScalars.count
    case .items: value.array?.count
    case .members: value.object?.count
    }
  }
}
