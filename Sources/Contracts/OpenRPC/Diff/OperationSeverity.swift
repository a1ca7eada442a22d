import JSON

/// How the schemas of operations are judged where oasdiff judges a change differently than its effect on the valid values
/// alone (`oasdiff checks`, checker/rules.go; an error is breaking there, a warning possibly, and the rest compatible).
extension SchemaDiff {
  /// Whether both contracts describe operations.
  var isOfOperations: Bool { old.callProtocol == .http && new.callProtocol == .http }

  /// `nil` where the effect decides.
  func operationSeverity(
    _ rule: ChangeRule, _ effect: Effect, _ keyword: String?, _ old: JSON, _ new: JSON
  ) -> ContractChange.Severity? {
    guard isOfOperations else { return nil }
    let (isNew, isGone) = (keyword.map { old[$0] == nil } ?? false, keyword.map { new[$0] == nil } ?? false)
    switch (direction, rule) {
    // request-property-max-set, -min-set, -max-length-set, -min-items-set: the limit may have been there all along, and
    // is now written down. A first `minLength` counts as increased from 0: request-property-min-length-increased.
    case (.sent, .range), (.sent, .length), (.sent, .count):
      let isLimit = keyword.map { $0 != "minLength" && Self.limits.contains($0) } ?? false
      return isNew && isLimit ? .possiblyBreaking : nil
    // request-property-default-value-changed and response-property-default-value-changed
    case (.sent, .defaultValue): return .compatible
    case (.received, .defaultValue): return .documentation
    // request-property-type-changed: of a format, too
    case (_, .format): return effect == .unclear ? .breaking : nil
    // response-property-pattern-changed: clients seldom depend on it
    case (.received, .pattern): return .compatible
    // response-property-enum-value-added warns; response-property-const-changed is an error, as any value is.
    case (.received, .enumValueAdded):
      return keyword == "enum" && !isNew && !isGone ? .possiblyBreaking : nil
    // response-property-any-of-added
    case (.received, .variantAdded): return keyword == "anyOf" ? .compatible : nil
    // response-property-all-of-removed
    case (.received, .variantRemoved): return keyword == "allOf" ? .compatible : nil
    // request-property-all-of-removed
    case (.sent, .variantRemoved): return keyword == "allOf" ? .possiblyBreaking : nil
    default: return nil
    }
  }

  private static let limits: Set<String> = [
    "minimum", "exclusiveMinimum", "minItems", "maximum", "exclusiveMaximum", "maxLength", "maxItems",
  ]
}
