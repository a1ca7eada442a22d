import Diagnostics
import Languages
import Pages

extension Rule {
  public static let invalidPromQL = Rule(
    "invalid-promql", .error, "Query that Prometheus refuses: its grammar or its types are wrong")
  public static let wrongMetricType = Rule(
    "wrong-metric-type", .warning,
    "`rate`, `increase` and the like of a gauge, or `delta` and the like of a counter")
  public static let missingLabel = Rule(
    "missing-label", .warning, "Query by a label that its series do not have")
  public static let emptyQuery = Rule(
    "empty-query", .error, "Query that never gives a result, because labels it needs are gone")
  public static let emptyRatio = Rule(
    "empty-ratio", .warning, "Sum of two counters that is empty until both have counted")
  public static let unknownMetric = Rule(
    "unknown-metric", .warning, "Metric that is not described, though one with nearly the same name is")
}

/// What is wrong with one query that can be parsed.
struct QueryRules {
  let query: LocatedQuery
  let facts: MonitoringFacts

  func findings(_ expression: PromQLExpression) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for part in expression.all {
      switch part.node {
      case .call(let call): found += findings(call)
      case .aggregation(let aggregation): found += findings(aggregation)
      case .binary(let binary): found += findings(binary)
      case .selector(let selector): found += findings(selector)
      default: break
      }
    }
    return found
  }

  private func report(
    _ rule: Rule, _ message: String, _ range: Range<Int>, fix: String? = nil, place: SourceSpan? = nil
  ) -> Diagnostic {
    Diagnostic(
      rule, message, at: query.span(range),
      notes: place.map { [.init("the metric is described here", span: $0)] } ?? [],
      fix: fix)
  }

  // MARK: calls

  private func findings(_ call: PromQLCall) -> [Diagnostic] {
    if call.function.name == "histogram_quantile", call.arguments.count == 2 { return quantile(call) }
    guard let kind = call.function.kind, let argument = call.arguments.first,
      case .range(let inner) = argument.bare.node, case .selector(let selector) = inner.node,
      let name = selector.name, let metric = facts.metrics[name], let type = metric.type
    else { return [] }
    let message = "`\(name)` is a \(type), and `\(call.function.name)` takes "
    switch (kind, type) {
    case (.counter, "gauge"):
      return [
        report(
          .wrongMetricType, message + "counters", call.nameRange,
          fix: call.function.name == "rate" ? "write `deriv` or `delta`" : "write `delta`",
          place: metric.place)
      ]
    case (.gauge, "counter"):
      return [
        report(
          .wrongMetricType, message + "gauges", call.nameRange,
          fix: call.function.name == "deriv" ? "write `rate`" : "write `increase`", place: metric.place)
      ]
    default: return []
    }
  }

  /// https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
  private func quantile(_ call: PromQLCall) -> [Diagnostic] {
    let operand = call.arguments[1]
    let names = operand.selectors.map { $0.name ?? "" }
    guard !names.isEmpty,
      names.allSatisfy({ name in ["_bucket", "_sum", "_count"].contains { name.hasSuffix($0) } })
    else { return [] }
    if !names.contains(where: { $0.hasSuffix("_bucket") }) {
      return [
        report(
          .emptyQuery, "`histogram_quantile` needs the buckets, and `\(names[0])` has none", operand.range,
          fix: "use the series whose name ends with `_bucket`")
      ]
    }
    if QueryLabels(operand, facts).mayHave("le") { return [] }
    return [
      report(
        .emptyQuery, "`histogram_quantile` needs the label `le`, which the aggregation removes",
        operand.range,
        fix: "add `le` to the labels of `by`")
    ]
  }

  // MARK: labels

  private func findings(_ aggregation: PromQLAggregation) -> [Diagnostic] {
    guard let grouping = aggregation.grouping else { return [] }
    let labels = QueryLabels(aggregation.operand, facts)
    return grouping.labels.compactMap { label in
      labels.mayHave(label.name) ? nil : missing(label.name, label.range, in: aggregation.operand, labels)
    }
  }

  private func missing(
    _ label: String, _ range: Range<Int>, in operand: PromQLExpression, _ labels: QueryLabels
  ) -> Diagnostic {
    let known = labels.names.sorted()
    let list = known.isEmpty ? "none" : known.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    let guess = NearMiss.nearest(to: label, in: known).map { "write `\($0)`" }
    if !labels.isOpen {
      return report(
        .missingLabel, "The aggregation inside leaves no label `\(label)`; it leaves \(list)", range,
        fix: guess)
    }
    let name = operand.selectors.first?.name
    return report(
      .missingLabel, "`\(name ?? "the metric")` has no label `\(label)`; it has \(list)", range, fix: guess,
      place: name.flatMap { facts.metric(ofSample: $0)?.place })
  }

  private func findings(_ selector: PromQLSelector) -> [Diagnostic] {
    guard let name = selector.name, let names = facts.labels(ofSample: name) else { return [] }
    let labels = QueryLabels(names: names, isOpen: true, isDescribed: true)
    let whole = PromQLExpression(.selector(selector), selector.nameRange)
    return selector.matchers.compactMap { matcher in
      // `x=""` asks for series without the label.
      labels.mayHave(matcher.label) || matcher.value.isEmpty
        ? nil : missing(matcher.label, matcher.labelRange, in: whole, labels)
    }
  }

  // MARK: operators

  private func findings(_ binary: PromQLBinary) -> [Diagnostic] {
    guard binary.left.type == .vector, binary.right.type == .vector, binary.name != "or" else { return [] }
    let (left, right) = (QueryLabels(binary.left, facts), QueryLabels(binary.right, facts))
    if binary.matching.isOn == true {
      return binary.matching.labels.flatMap { label in
        zip([binary.left, binary.right], [left, right]).compactMap { side, labels in
          labels.isOpen || labels.names.contains(label.name)
            ? nil : missing(label.name, label.range, in: side, labels)
        }.prefix(1)
      }
    }
    if binary.matching.isOn == nil, !left.isOpen, !right.isOpen, left.names != right.names {
      return [unmatched(binary, left, right)]
    }
    return emptyRatio(binary)
  }

  private func unmatched(_ binary: PromQLBinary, _ left: QueryLabels, _ right: QueryLabels) -> Diagnostic {
    func text(_ labels: QueryLabels) -> String {
      labels.names.isEmpty ? "no labels" : labels.names.sorted().map { "`\($0)`" }.joined(separator: ", ")
    }
    let common = left.names.intersection(right.names).sorted().joined(separator: ", ")
    let isGrouped = left.names.isSuperset(of: right.names) && !binary.isSetOperation
    return report(
      .emptyQuery,
      "The sides of `\(binary.name)` never match: the left one has \(text(left)), the right one \(text(right))",
      binary.nameRange, fix: "write `on (\(common))\(isGrouped ? " group_left" : "")` after the operator")
  }

  /// `a / (a + b)` has no result while one of the counters has no series, as when nothing has ever failed or succeeded.
  private func emptyRatio(_ binary: PromQLBinary) -> [Diagnostic] {
    guard binary.name == "/", case .binary(let sum) = binary.right.bare.node, sum.name == "+",
      let first = untouched(sum.left), let second = untouched(sum.right), first != second
    else { return [] }
    return [
      report(
        .emptyRatio,
        "The sum is empty until both `\(first)` and `\(second)` have counted: a series with labels begins with its first event",
        sum.nameRange, fix: "write `(… or vector(0))` on both sides of `+`")
    ]
  }

  /// The counter with labels that is aggregated as a whole, when that is all that a side is.
  private func untouched(_ side: PromQLExpression) -> String? {
    guard case .aggregation(let aggregation) = side.bare.node, aggregation.grouping == nil,
      aggregation.operand.selectors.count == 1, let name = aggregation.operand.selectors[0].name,
      let metric = facts.metrics[name], metric.type == "counter", metric.labels?.isEmpty == false
    else { return nil }
    return name
  }
}
