import JSON

/// Keywords about one value, independent of the values inside it.
extension SchemaDiff {
  mutating func values(_ old: Side, _ new: Side, _ label: ChangeLabel) {
    types(old, new, label)
    enumeration(old, new, label)
    changed("pattern", .pattern, old, new, label) { _, _ in .unclear }
    changed("format", .format, old, new, label) { before, after in
      guard let before = before.string, let after = after.string else { return .unclear }
      return Self.widerFormats[before]?.contains(after) == true
        ? .widened : Self.widerFormats[after]?.contains(before) == true ? .narrowed : .unclear
    }
    changed(
      "default", .defaultValue, old, new, label, absent: "there was none", gone: "there is none now"
    ) {
      _, _ in .unclear
    }
  }

  /// Formats that have all values of another one (`isFormatContained` of oasdiff; the values of `date` and `time` are not
  /// those of `date-time`, though).
  private static let widerFormats: [String: Set<String>] = [
    "float": ["double"], "int32": ["int64", "bigint"], "int64": ["bigint"],
  ]

  /// Reports a keyword whose values differ. `both` is the effect when both schemas have it; a keyword that is added
  /// narrows, and one that is removed widens.
  private mutating func changed(
    _ keyword: String, _ rule: ChangeRule, _ old: Side, _ new: Side, _ label: ChangeLabel,
    absent: String = "anything was allowed", gone: String = "anything is allowed",
    both: (JSON, JSON) -> Effect
  ) {
    let (before, after) = (old.value[keyword], new.value[keyword])
    guard before != after else { return }
    let message: String
    var effect: Effect
    switch (before, after) {
    case (let before?, let after?):
      effect = both(before, after)
      message = "`\(keyword)` was \(Self.text(before)) and is \(Self.text(after))"
    case (nil, let after?):
      effect = .narrowed
      message = "`\(keyword)` is \(Self.text(after)); \(absent)"
    case (let before?, nil):
      effect = .widened
      message = "`\(keyword)` was \(Self.text(before)); \(gone)"
    case (nil, nil): return
    }
    if keyword == "default", !isOfOperations {
      // A default counts for the client that leaves the field out.
      let severity: ContractChange.Severity = direction == .sent ? .possiblyBreaking : .documentation
      report(rule, severity, message, label, old, new, keyword: keyword)
    } else {
      report(rule, effect, message, label, old, new, keyword: keyword)
    }
  }

  static func text(_ value: JSON) -> String {
    let text = value.text()
    let scalars = text.unicodeScalars
    if scalars.count <= 60 { return text }
    return String(String.UnicodeScalarView(scalars.prefix(57))) + "…"
  }

  /// The types a schema allows; `nil` for all. `number` allows integers.
  private static func types(_ schema: JSON) -> Set<String>? {
    guard let value = schema["type"] else { return nil }
    var types = Set(value.array?.compactMap(\.string) ?? value.string.map { [$0] } ?? [])
    if types.contains("number") { types.insert("integer") }
    return types
  }

  private mutating func types(_ old: Side, _ new: Side, _ label: ChangeLabel) {
    let (before, after) = (Self.types(old.value), Self.types(new.value))
    guard before != after else { return }
    let effect: Effect =
      switch (before, after) {
      case (nil, _): .narrowed
      case (_, nil): .widened
      case (let before?, let after?):
        after.isSubset(of: before) ? .narrowed : after.isSuperset(of: before) ? .widened : .shifted
      }
    func words(_ types: Set<String>?, _ schema: JSON) -> String {
      guard types != nil else { return "of any type" }
      let names = schema["type"]?.array?.compactMap(\.string) ?? schema["type"]?.string.map { [$0] } ?? []
      return names.isEmpty ? "of no type" : "of type " + names.joined(separator: " or ")
    }
    report(
      .type, effect, "was \(words(before, old.value)) and is \(words(after, new.value))", label, old, new,
      keyword: "type")
  }

  /// The values that `enum` or `const` lists; `nil` when neither is there.
  private static func listed(_ schema: JSON) -> (values: [JSON], keyword: String)? {
    if let value = schema["const"] { return ([value], "const") }
    return schema["enum"]?.array.map { ($0, "enum") }
  }

  private mutating func enumeration(_ old: Side, _ new: Side, _ label: ChangeLabel) {
    switch (Self.listed(old.value), Self.listed(new.value)) {
    case (nil, nil): return
    case (nil, let after?):
      report(
        .enumValueRemoved, .narrowed,
        "now only allows \(Self.list(after.values)); any value was allowed", label, old, new,
        keyword: after.keyword)
    case (let before?, nil):
      report(
        .enumValueAdded, .widened, "now allows any value; it allowed \(Self.list(before.values))", label, old,
        new, keyword: before.keyword)
    case (let before?, let after?):
      let removed = before.values.filter { !after.values.contains($0) }
      let added = after.values.filter { !before.values.contains($0) }
      var hint: String?
      if removed.count == 1, added.count == 1 {
        hint = "it may have been renamed to \(Self.text(added[0]))"
      }
      for value in removed {
        report(
          .enumValueRemoved, .narrowed, "no longer allows \(Self.text(value))", label, old, new,
          keyword: before.keyword, hint: hint)
      }
      for value in added {
        report(
          .enumValueAdded, .widened, "now also allows \(Self.text(value))", label, old, new,
          keyword: after.keyword)
      }
    }
  }

  private static func list(_ values: [JSON]) -> String {
    let shown = values.prefix(8).map(text).joined(separator: ", ")
    return values.count > 8 ? shown + ", …" : shown
  }

  /// Bounds: a greater lower bound narrows, and so does a lesser upper bound.
  mutating func numbers(_ old: Side, _ new: Side, _ label: ChangeLabel) {
    let lower: [(String, ChangeRule)] = [
      ("minimum", .range), ("exclusiveMinimum", .range), ("minLength", .length), ("minItems", .count),
      ("minProperties", .count), ("minContains", .count),
    ]
    let upper: [(String, ChangeRule)] = [
      ("maximum", .range), ("exclusiveMaximum", .range), ("maxLength", .length), ("maxItems", .count),
      ("maxProperties", .count), ("maxContains", .count),
    ]
    for (keyword, rule) in lower {
      changed(
        keyword, rule, old, new, label, absent: "there was no limit", gone: "there is no limit now"
      ) {
        ($1.double ?? 0) > ($0.double ?? 0) ? .narrowed : .widened
      }
    }
    for (keyword, rule) in upper {
      changed(
        keyword, rule, old, new, label, absent: "there was no limit", gone: "there is no limit now"
      ) {
        ($1.double ?? 0) < ($0.double ?? 0) ? .narrowed : .widened
      }
    }
    changed("multipleOf", .range, old, new, label) { before, after in
      guard let before = before.double, let after = after.double, before > 0, after > 0 else {
        return .unclear
      }
      func divides(_ small: Double, _ large: Double) -> Bool {
        let ratio = large / small
        return abs(ratio - ratio.rounded()) < 1e-9
      }
      return divides(before, after) ? .narrowed : divides(after, before) ? .widened : .shifted
    }
    let (before, after) = (
      old.value["uniqueItems"]?.bool ?? false, new.value["uniqueItems"]?.bool ?? false
    )
    if before != after {
      report(
        .count, after ? .narrowed : .widened,
        after ? "must now have unique items" : "may now repeat items", label, old, new,
        keyword: "uniqueItems")
    }
  }

  mutating func remarks(_ old: Side, _ new: Side, _ label: ChangeLabel) {
    for (keyword, rule) in [
      ("description", ChangeRule.description), ("title", .description), ("examples", .example),
    ] {
      // Keywords beside `$ref` precede those of its target.
      let (before, after) = (
        old.written[keyword] ?? old.value[keyword], new.written[keyword] ?? new.value[keyword]
      )
      guard before != after else { continue }
      let what = keyword == "examples" ? "different examples" : "a different \(keyword)"
      report(
        rule, .documentation,
        before == nil
          ? "now has \(keyword == "examples" ? "examples" : "a \(keyword)")"
          : after == nil
            ? "no longer has \(keyword == "examples" ? "examples" : "a \(keyword)")" : "has \(what)",
        label, old, new, keyword: keyword)
    }
    let (before, after) = (
      old.value["deprecated"]?.bool ?? false, new.value["deprecated"]?.bool ?? false
    )
    if before != after {
      report(
        .fieldDeprecated, .compatible, after ? "is deprecated" : "is no longer deprecated", label, old,
        new,
        keyword: "deprecated")
    }
    let (codes, newCodes) = (
      old.value["x-violationCodes"]?.object, new.value["x-violationCodes"]?.object
    )
    let names = (codes?.names ?? []) + (newCodes?.names ?? []).filter { codes?[$0] == nil }
    for name in names where codes?[name] != newCodes?[name] {
      func code(_ value: JSON?) -> String { value.map(Self.text) ?? "\(ContractViolation.invalidParams)" }
      report(
        .violationCode, .breaking,
        "returns the error \(code(newCodes?[name])) when `\(name)` is violated; it was \(code(codes?[name]))",
        label, old, new, keyword: "x-violationCodes")
    }
    for name in extensionNames(old.value, new.value) where old.value[name] != new.value[name] {
      report(.extension, .documentation, "has a different `\(name)`", label, old, new, keyword: name)
    }
  }

  private func extensionNames(_ old: JSON, _ new: JSON) -> [String] {
    let names = (old.object?.names ?? []) + (new.object?.names ?? []).filter { old[$0] == nil }
    return names.filter { $0.hasPrefix("x-") && $0 != "x-violationCodes" }
  }
}
