import Diagnostics
import JSON

/// The keywords for objects and arrays.
extension Evaluator {
  /// Evaluates a value inside the present one, at the path extended by `token`.
  mutating func descend(_ schema: Int, _ token: @autoclosure () -> String, _ value: JSON) -> Bool {
    guard isCollecting else { return fits(schema, value) }
    path.append(token())
    defer { path.removeLast() }
    return fits(schema, value)
  }

  mutating func check(
    _ members: Members, _ rule: KeywordRule, _ node: Node, _ instance: JSON, _ marks: inout Marks?
  ) -> Bool {
    guard let object = instance.object else { return true }
    var fits = true
    for (position, member) in object.members.enumerated() {
      var isKnown = false
      if let schema = members.named[ExactName(member.name)] {
        isKnown = true
        if !checkMember(member, schema, rule, node) { fits = false }
      }
      for (pattern, schema) in members.patterns where matches(pattern, member.name) {
        isKnown = true
        if !checkMember(member, schema, rule, node) { fits = false }
      }
      if !isKnown, let additional = members.additional {
        isKnown = true
        if program.nodes[additional].isNever {
          fits = reportUnknown(member, members, rule, node, in: object)
        } else if !checkMember(member, additional, rule, node) {
          fits = false
        }
      }
      if isKnown { marks?.mark(position) }
      if !fits, !isCollecting { return false }
    }
    return fits
  }

  private mutating func checkMember(
    _ member: JSONObject.Member, _ schema: Int, _ rule: KeywordRule, _ node: Node
  )
    -> Bool
  {
    if !program.nodes[schema].isNever { return descend(schema, member.name, member.value) }
    guard isCollecting else { return false }
    path.append(member.name)
    defer { path.removeLast() }
    let never = program.nodes[schema]
    return report("is not allowed here", never.rules[0], in: never, member.value, nameRange: member.nameRange)
  }

  private mutating func reportUnknown(
    _ member: JSONObject.Member, _ members: Members, _ rule: KeywordRule, _ node: Node, in object: JSONObject
  ) -> Bool {
    guard isCollecting, hasRoom else { return false }
    path.append(member.name)
    defer { path.removeLast() }
    let meant = members.search.nearest(to: member.name).first { object[members.names[$0]] == nil }
    var hint = "".didYouMean(meant.map { members.names[$0] })
    if hint.isEmpty, !members.names.isEmpty, members.names.count <= 8 {
      hint = ". Known: \(Phrase.list(members.names.map { "`\($0)`" }, "and"))"
    }
    return report(
      Violation.unknownProperty + hint, rule, in: node, member.value, nameRange: member.nameRange,
      isUnknown: true)
  }

  mutating func checkNames(_ schema: Int, _ rule: KeywordRule, _ node: Node, _ instance: JSON) -> Bool {
    guard let object = instance.object else { return true }
    var fits = true
    for member in object {
      var none: Marks?
      let name = JSON(.string(member.name), range: member.nameRange)
      if quietly(schema, name, &none) { continue }
      fits = false
      guard isCollecting else { break }
      let before = findings
      findings = []
      _ = self.fits(schema, name)
      let reason = findings.first?.violation.message ?? "is not allowed here"
      findings = before
      path.append(member.name)
      report("has an invalid name: \(reason)", rule, in: node, member.value, nameRange: member.nameRange)
      path.removeLast()
    }
    return fits
  }

  mutating func checkItems(
    _ prefix: [Int], _ rest: Int?, _ rule: KeywordRule, _ node: Node, _ instance: JSON, _ marks: inout Marks?
  ) -> Bool {
    guard let items = instance.array else { return true }
    var fits = true
    for (position, item) in items.enumerated() {
      guard let schema = position < prefix.count ? prefix[position] : rest else { break }
      marks?.mark(position)
      if position >= prefix.count, program.nodes[schema].isNever {
        fits = false
        guard isCollecting else { break }
        path.append(String(position))
        let allowed = prefix.isEmpty ? "be empty" : "have at most \(plural(prefix.count, "item"))"
        report("is not allowed: the array must \(allowed)", rule, in: node, item)
        path.removeLast()
      } else if !descend(schema, String(position), item) {
        fits = false
      }
      if !fits, !isCollecting { break }
    }
    return fits
  }

  mutating func checkContains(
    _ schema: Int, _ minimum: Int, _ maximum: Int?, _ isMarking: Bool, _ rule: KeywordRule, _ node: Node,
    _ instance: JSON, _ marks: inout Marks?
  ) -> Bool {
    guard let items = instance.array else { return true }
    var count = 0
    for (position, item) in items.enumerated() {
      var none: Marks?
      guard quietly(schema, item, &none) else { continue }
      count += 1
      if isMarking { marks?.mark(position) }
      if marks == nil, maximum == nil, count >= minimum { break }
    }
    func message(_ limit: String, _ number: Int) -> String {
      "must have at \(limit) \(plural(number, "item")) matching `contains`, got \(count)"
    }
    if count < minimum { return report(message("least", minimum), rule, in: node, instance) }
    if let maximum, count > maximum { return report(message("most", maximum), rule, in: node, instance) }
    return true
  }

  mutating func checkUnevaluated(
    _ schema: Int, _ items: [JSON], _ rule: KeywordRule, _ node: Node, _ marks: inout Marks?
  ) -> Bool {
    guard let seen = marks?.isSeen else { return true }
    var fits = true
    for (position, item) in items.enumerated() where !seen[position] {
      if program.nodes[schema].isNever {
        path.append(String(position))
        fits = report("is not allowed: no schema matches this item", rule, in: node, item)
        path.removeLast()
      } else if !descend(schema, String(position), item) {
        fits = false
      }
      if !fits, !isCollecting { break }
    }
    marks?.markAll()
    return fits
  }

  mutating func checkUnevaluated(
    _ schema: Int, _ object: JSONObject, _ rule: KeywordRule, _ node: Node, _ marks: inout Marks?
  ) -> Bool {
    guard let seen = marks?.isSeen else { return true }
    var fits = true
    for (position, member) in object.members.enumerated() where !seen[position] {
      if program.nodes[schema].isNever {
        path.append(member.name)
        fits = report(
          Violation.unknownProperty, rule, in: node, member.value, nameRange: member.nameRange,
          isUnknown: true)
        path.removeLast()
      } else if !descend(schema, member.name, member.value) {
        fits = false
      }
      if !fits, !isCollecting { break }
    }
    marks?.markAll()
    return fits
  }
}
