import JSON

/// Members and items.
extension Evaluator {
  /// Evaluation of a value inside the present one, with its place kept for reports.
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
    guard isCollecting else { return false }
    path.append(member.name)
    defer { path.removeLast() }
    let free = members.names.filter { object[$0] == nil }
    var message = "is not a known member" + Phrase.hint(member.name, in: free)
    if !message.contains(";"), !members.names.isEmpty, members.names.count <= 8 {
      message += "; known are \(Phrase.list(members.names.map { "`\($0)`" }, "and"))"
    }
    return report(message, rule, in: node, member.value, nameRange: member.nameRange)
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
      report("has a name that \(reason)", rule, in: node, member.value, nameRange: member.nameRange)
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
        let allowed =
          prefix.isEmpty ? "the array must be empty" : "at most \(plural(prefix.count, "item")) allowed"
        report("is one item too many; \(allowed)", rule, in: node, item)
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
    let found = count == 0 ? "has no item" : "has \(plural(count, "item"))"
    if count < minimum {
      let verb = minimum == 1 ? "is" : "are"
      return report(
        "\(found) of the form `contains` asks for; at least \(minimum) \(verb) required", rule, in: node,
        instance)
    }
    if let maximum, count > maximum {
      let verb = maximum == 1 ? "is" : "are"
      return report(
        "\(found) of the form `contains` asks for; at most \(maximum) \(verb) allowed", rule, in: node,
        instance)
    }
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
        fits = report("is one item too many", rule, in: node, item)
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
        fits = report("is not a known member", rule, in: node, member.value, nameRange: member.nameRange)
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
