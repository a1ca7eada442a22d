import Diagnostics
import JSON

/// Keywords with schemas inside: fields, items and branches.
extension SchemaDiff {
  /// Whether a field is not in the values of this direction.
  private func isExcluded(_ field: JSON, _ contract: Contract) -> Bool {
    direction.sender.map { contract.resolve(field)?[$0.excludedFieldKeyword]?.bool == true } ?? false
  }

  mutating func fields(_ old: Side, _ new: Side, _ label: ChangeLabel) {
    let (before, after) = (old.value["properties"]?.object, new.value["properties"]?.object)
    let (needed, newNeeded) = (Self.required(old.value), Self.required(new.value))
    var removed = (before?.members ?? []).filter {
      after?[$0.name] == nil && !isExcluded($0.value, self.old)
    }
    var added = (after?.members ?? []).filter {
      before?[$0.name] == nil && !isExcluded($0.value, self.new)
    }
    for pair in Self.renamed(&removed, &added) {
      let isBreaking = !isOfOperations || needed.contains(pair.old) || newNeeded.contains(pair.new)
      report(
        .fieldRenamed, isBreaking ? .breaking : .possiblyBreaking,
        "was removed; `\(pair.new)` is new and has the same schema",
        label.field(pair.old),
        place(of: pair.old, in: old, self.old), place(of: pair.new, in: new, self.new),
        hint: "it may have been renamed")
      compare(
        old.pointer.appending("properties").appending(pair.old),
        new.pointer.appending("properties").appending(pair.new), at: label.field(pair.new))
    }
    for member in removed {
      // A service that accepts any field still accepts this one.
      let isIgnored = direction == .sent && Self.isOpen(new.value)
      let wasOptional = isOfOperations && direction == .received && !needed.contains(member.name)
      report(
        .fieldRemoved, isIgnored || wasOptional ? .possiblyBreaking : .breaking,
        isIgnored ? "was removed, and is ignored" : "was removed", label.field(member.name),
        place(of: member.name, in: old, self.old), self.new.place(new.pointer))
    }
    for member in added {
      let isNeeded = direction == .sent && newNeeded.contains(member.name)
      report(
        isNeeded ? .fieldRequired : .fieldAdded, isNeeded ? .breaking : .compatible,
        isNeeded ? "is new and required" : "is new", label.field(member.name),
        self.old.place(old.pointer), place(of: member.name, in: new, self.new))
    }
    for member in after?.members ?? []
    where before?[member.name] != nil && !isExcluded(member.value, self.new) {
      necessity(
        member.name, needed.contains(member.name), newNeeded.contains(member.name), old, new, label)
      compare(
        old.pointer.appending("properties").appending(member.name),
        new.pointer.appending("properties").appending(member.name), at: label.field(member.name))
    }
    // Names that are required without being described.
    for name in needed.union(newNeeded).sorted() where before?[name] == nil && after?[name] == nil {
      necessity(name, needed.contains(name), newNeeded.contains(name), old, new, label)
    }
    unknownFields(old, new, label)
    for keyword in ["patternProperties", "dependentSchemas"] {
      nested(old, new, keyword, label) { $0.field("<\($1)>") }
    }
    for keyword in ["propertyNames", "dependencies", "dependentRequired"] {
      undecided(keyword, old, new, label)
    }
  }

  private mutating func necessity(
    _ name: String, _ before: Bool, _ after: Bool, _ old: Side, _ new: Side, _ label: ChangeLabel
  ) {
    if before == after { return }
    let message: String
    switch (direction, after) {
    case (.received, true): message = "is now always present"
    case (.received, false): message = "may now be absent"
    case (_, true): message = "is now required"
    case (_, false): message = "is now optional"
    }
    report(
      after ? .fieldRequired : .fieldOptional, severity(after ? .narrowed : .widened), message,
      label.field(name), place(of: name, in: old, self.old), place(of: name, in: new, self.new))
  }

  private func place(of name: String, in side: Side, _ contract: Contract) -> ContractChange.Place? {
    contract.place(side.pointer.appending("properties").appending(name))
      ?? contract.place(side.pointer.appending("required")) ?? contract.place(side.pointer)
  }

  private static func required(_ schema: JSON) -> Set<String> {
    Set(schema["required"]?.array?.compactMap(\.string) ?? [])
  }

  /// Whether fields are allowed that are not described.
  private static func isOpen(_ schema: JSON) -> Bool {
    (schema["additionalProperties"] ?? schema["unevaluatedProperties"])?.bool != false
  }

  /// Takes out of both lists the pairs that look like one field under another name.
  static func renamed(
    _ removed: inout [JSONObject.Member], _ added: inout [JSONObject.Member]
  ) -> [(old: String, new: String)] {
    var pairs: [(old: String, new: String)] = []
    let isOnlyPair = removed.count == 1 && added.count == 1
    for member in removed {
      let alike = added.filter { isAlike($0.value, member.value) }
      let near = NearMiss.nearest(to: member.name, in: alike.map(\.name))
      guard let name = near ?? (isOnlyPair ? alike.first?.name : nil) else { continue }
      pairs.append((member.name, name))
      added.removeAll { $0.name == name }
    }
    removed.removeAll { member in pairs.contains { $0.old == member.name } }
    return pairs
  }

  private mutating func unknownFields(_ old: Side, _ new: Side, _ label: ChangeLabel) {
    for keyword in ["additionalProperties", "unevaluatedProperties", "additionalItems", "unevaluatedItems"] {
      let (before, after) = (old.value[keyword] ?? true, new.value[keyword] ?? true)
      if before.object != nil, after.object != nil {
        compare(
          old.pointer.appending(keyword), new.pointer.appending(keyword),
          at: keyword.hasSuffix("Items") ? label.item() : label.field("<any>"))
        continue
      }
      if before == after { continue }
      let effect: Effect =
        before.bool == true || after.bool == false
        ? .narrowed : before.bool == false || after.bool == true ? .widened : .unclear
      let what = keyword.hasSuffix("Items") ? "items" : "fields"
      let message =
        switch after.bool {
        case false?: "allows no \(what) other than those described"
        case true?: "allows \(what) that are not described"
        case nil: "now has a schema for additional \(what)"
        }
      // Clients of JSON APIs pass over fields that they do not know.
      let severity =
        direction == .received && what == "fields" && effect == .widened ? .compatible : severity(effect)
      report(.unknownFields, severity, message, label, old, new, keyword: keyword)
    }
  }

  mutating func items(_ old: Side, _ new: Side, _ label: ChangeLabel) {
    let (before, after) = (old.value["items"], new.value["items"])
    for keyword in ["items", "prefixItems"]
    where old.value[keyword]?.array != nil || new.value[keyword]?.array != nil {
      let (before, after) = (old.value[keyword]?.array ?? [], new.value[keyword]?.array ?? [])
      for index in 0..<min(before.count, after.count) {
        compare(
          old.pointer.appending(keyword).appending(index), new.pointer.appending(keyword).appending(index),
          at: label.item(index))
      }
      if before.count != after.count {
        report(
          .schema, .unclear, "describes \(after.count) items by position; it was \(before.count)", label, old,
          new, keyword: keyword)
      }
    }
    if Self.isSchema(before), Self.isSchema(after) {
      compare(old.pointer.appending("items"), new.pointer.appending("items"), at: label.item())
    } else if (before == nil) != (after == nil), before?.array == nil, after?.array == nil {
      report(
        .schema, after == nil ? .widened : .narrowed,
        after == nil
          ? "may have items of any type" : "now has a schema for its items; they could be anything",
        label, old, new, keyword: "items")
    }
    undecided("contains", old, new, label)
  }

  private static func isSchema(_ value: JSON?) -> Bool { value?.object != nil || value?.bool != nil }

  mutating func branches(_ old: Side, _ new: Side, _ label: ChangeLabel) {
    for keyword in ["oneOf", "anyOf", "allOf"] {
      variants(keyword, old, new, label)
    }
    for keyword in ["not", "if", "then", "else"] { undecided(keyword, old, new, label) }
  }

  private mutating func variants(_ keyword: String, _ old: Side, _ new: Side, _ label: ChangeLabel) {
    guard old.value[keyword] != nil || new.value[keyword] != nil else { return }
    let (before, after) = (old.value[keyword]?.array ?? [], new.value[keyword]?.array ?? [])
    var left = Array(after.indices)
    var pairs: [(Int, Int)] = []
    var alone: [Int] = []
    // By their reference or name, then by their content, then by their order.
    for index in before.indices {
      let match =
        left.first { Self.name(after[$0]) != nil && Self.name(after[$0]) == Self.name(before[index]) }
        ?? left.first { Self.isAlike(before[index], after[$0]) }
      guard let match else {
        alone.append(index)
        continue
      }
      pairs.append((index, match))
      left.removeAll { $0 == match }
    }
    if alone.count == left.count {
      pairs += zip(alone, left)
      (alone, left) = ([], [])
    }
    // A further member of `allOf` asks for more; a further branch of the others allows more, but the first
    // one asks for more, too.
    let fewer: Effect = keyword == "allOf" || after.isEmpty ? .widened : .narrowed
    let more: Effect = keyword == "allOf" || before.isEmpty ? .narrowed : .widened
    func words(_ schema: JSON) -> String { Self.name(schema).map { "`\($0)`" } ?? Self.text(schema) }
    for index in alone {
      report(
        .variantRemoved, fewer,
        "is no longer \(keyword == "allOf" ? "also" : "one of") \(words(before[index]))",
        label, old, new, keyword: keyword)
    }
    for index in left {
      report(
        .variantAdded, more,
        "\(keyword == "allOf" ? "must also be" : "may be") \(words(after[index]))", label, old, new,
        keyword: keyword)
    }
    for (one, other) in pairs.sorted(by: { $0.1 < $1.1 }) {
      compare(
        old.pointer.appending(keyword).appending(one), new.pointer.appending(keyword).appending(other),
        at: label)
    }
  }

  private static func name(_ schema: JSON) -> String? {
    schema["$ref"]?.string.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      ?? schema["title"]?.string
  }

  private mutating func nested(
    _ old: Side, _ new: Side, _ keyword: String, _ label: ChangeLabel,
    _ inner: (ChangeLabel, String) -> ChangeLabel
  ) {
    let (before, after) = (old.value[keyword]?.object, new.value[keyword]?.object)
    let names = (before?.names ?? []) + (after?.names ?? []).filter { before?[$0] == nil }
    for name in names {
      if before?[name] != nil, after?[name] != nil {
        compare(
          old.pointer.appending(keyword).appending(name), new.pointer.appending(keyword).appending(name),
          at: inner(label, name))
      } else {
        report(
          .schema, after?[name] == nil ? .widened : .narrowed,
          after?[name] == nil
            ? "no longer has a schema for fields matching `\(name)`"
            : "now has a schema for fields matching `\(name)`",
          label, old, new, keyword: keyword)
      }
    }
  }

  /// A keyword whose change only a person can judge.
  private mutating func undecided(_ keyword: String, _ old: Side, _ new: Side, _ label: ChangeLabel) {
    let (before, after) = (old.value[keyword], new.value[keyword])
    if before == nil, after == nil { return }
    if let before, let after, Self.isAlike(before, after) { return }
    let message =
      before == nil
      ? "now has a `\(keyword)`"
      : after == nil ? "no longer has a `\(keyword)`" : "has a different `\(keyword)`"
    report(.schema, .unclear, message, label, old, new, keyword: keyword)
  }
}
