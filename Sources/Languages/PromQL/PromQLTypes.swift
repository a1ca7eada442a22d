/// The rules of types, after `checkAST` of Prometheus' `promql/parser/parse.go`.
enum PromQLTypes {
  static func check(_ expression: PromQLExpression) throws(PromQLError) {
    for part in expression.all { try check(one: part) }
  }

  private static func check(one expression: PromQLExpression) throws(PromQLError) {
    switch expression.node {
    case .number, .string, .range, .parenthesized: return
    case .selector(let selector): try check(selector, expression.range)
    case .subquery(let inner):
      try require(.vector, inner, "A subquery")
    case .signed(let inner):
      if inner.type != .scalar, inner.type != .vector { throw noSign(inner) }
    case .call(let call): try check(call)
    case .aggregation(let aggregation): try check(aggregation)
    case .binary(let binary): try check(binary)
    }
  }

  private static func noSign(_ inner: PromQLExpression) -> PromQLError {
    PromQLError("A \(inner.type.rawValue) cannot have a sign", inner.range)
  }

  private static func require(
    _ type: PromQLExpression.ValueType, _ value: PromQLExpression, _ taker: String
  ) throws(PromQLError) {
    if value.type == type { return }
    throw PromQLError(
      "\(taker) takes \(article(type)) here, not \(article(value.type))", value.range,
      fix: fix(type, value))
  }

  private static func article(_ type: PromQLExpression.ValueType) -> String {
    type == .vector ? "an \(type.rawValue)" : "a \(type == .string ? "quoted text" : type.rawValue)"
  }

  private static func fix(_ wanted: PromQLExpression.ValueType, _ value: PromQLExpression) -> String? {
    switch (wanted, value.type) {
    case (.range, .vector):
      if case .selector = value.bare.node { return "add a range, such as `[5m]`" }
      return "write a subquery, such as `[5m:]`"
    case (.vector, .range): return "remove the range, or put it into a function such as `rate`"
    default: return nil
    }
  }

  private static func check(_ selector: PromQLSelector, _ range: Range<Int>) throws(PromQLError) {
    if selector.name != nil { return }
    let selects = selector.matchers.contains { matcher in
      switch matcher.relation {
      case .equal: !matcher.value.isEmpty
      case .notEqual: matcher.value.isEmpty
      case .matches: !PromQLPattern(matcher.value).matchesEmpty
      case .matchesNot: PromQLPattern(matcher.value).matchesEmpty
      }
    }
    if !selects {
      throw PromQLError("A selector needs a metric, or a label that must not be empty", range)
    }
  }

  private static func check(_ call: PromQLCall) throws(PromQLError) {
    let function = call.function
    guard function.count.contains(call.arguments.count) else {
      let (least, most) = (function.count.lowerBound, function.count.upperBound)
      let wanted = least == most ? "\(least)" : most == Int.max ? "at least \(least)" : "\(least) to \(most)"
      throw PromQLError(
        "`\(function.name)` takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(call.arguments.count)",
        call.nameRange)
    }
    for (index, argument) in call.arguments.enumerated() {
      try require(function.type(ofArgument: index), argument, "`\(function.name)`")
    }
    if function.name == "info", call.arguments.count == 2 { try checkInfo(call.arguments[1]) }
  }

  /// The metric may be matched as `__name__` only.
  private static func checkInfo(_ argument: PromQLExpression) throws(PromQLError) {
    guard case .selector(let selector) = argument.node else { return }
    if selector.name != nil, selector.nameRange.lowerBound == argument.range.lowerBound {
      throw PromQLError("`info` takes labels here, without a metric", selector.nameRange)
    }
  }

  private static func check(_ aggregation: PromQLAggregation) throws(PromQLError) {
    try require(.vector, aggregation.operand, "`\(aggregation.name)`")
    guard let parameter = aggregation.parameter else { return }
    try require(aggregation.name == "count_values" ? .string : .scalar, parameter, "`\(aggregation.name)`")
  }

  private static func check(_ binary: PromQLBinary) throws(PromQLError) {
    for side in [binary.left, binary.right] where side.type != .scalar && side.type != .vector {
      throw PromQLError(
        "`\(binary.name)` takes numbers and instant vectors, not \(article(side.type))", side.range,
        fix: side.type == .range ? "put it into a function such as `rate`" : nil)
    }
    let matching = binary.matching
    if matching.isBool, !binary.isComparison {
      throw PromQLError("`bool` goes with comparisons only", binary.nameRange)
    }
    let (left, right) = (binary.left.type, binary.right.type)
    if binary.isComparison, !matching.isBool, left == .scalar, right == .scalar {
      throw PromQLError("Two numbers are compared with `\(binary.name) bool`", binary.nameRange)
    }
    if binary.isSetOperation, left == .scalar || right == .scalar {
      throw PromQLError(
        "`\(binary.name)` takes instant vectors, not a number", binary.nameRange,
        fix: "write `vector(0)` in place of `0`")
    }
    try check(matching, of: binary, areVectors: left == .vector && right == .vector)
  }

  private static func check(
    _ matching: PromQLBinary.Matching, of binary: PromQLBinary, areVectors: Bool
  ) throws(PromQLError) {
    if !areVectors, !matching.labels.isEmpty || matching.hasFill {
      throw PromQLError("Only two instant vectors can be matched by labels", binary.nameRange)
    }
    if binary.isSetOperation, matching.group != nil || matching.hasFill {
      throw PromQLError("`\(binary.name)` takes no `\(matching.group ?? "fill")`", binary.nameRange)
    }
    let matched = Set(matching.labels.map(\.name))
    if matching.isOn == true, let twice = matching.included.first(where: { matched.contains($0.name) }) {
      throw PromQLError("`\(twice.name)` is matched already and cannot be taken over", twice.range)
    }
  }
}
