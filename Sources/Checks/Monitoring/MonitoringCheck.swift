import Diagnostics
import Languages
import Pages

/// Queries and alerting rules agree with Prometheus, with each other and with what the folder says about its metrics.
enum MonitoringCheck {
  static let check = Check(
    .monitoring,
    [
      .invalidPromQL, .emptyQuery, .wrongMetricType, .missingLabel, .emptyRatio, .unknownMetric,
      .unknownAlert,
      .alertSeverity, .duplicateAlert, .missingPlaybook,
    ],
    .allPages { findings($0) })

  private static func findings(_ checked: CheckedPages) -> [Diagnostic] {
    let context = checked.context
    let facts = MonitoringFacts(context)
    let names = MetricNames(facts, context.symbols)
    let alerts = AlertNames(facts)
    var found: [Diagnostic] = []
    for page in checked.withShown {
      for block in page.page.blocks where !context.isText(block) && block.attributes.fails == nil {
        found += findings(block, on: page, facts, names)
      }
      if !names.isEmpty { found += names.findings(inTextOf: page.page) }
      found += alerts.findings(on: page.page)
    }
    // What files say of playbooks is about the pages as a whole.
    let selected = Set(checked.pages.map(\.path))
    return found
      + Playbooks(facts.rules, context).findings().filter { finding in
        checked.areAll || selected.contains { finding.span?.path.hasSuffix($0) ?? false }
      }
  }

  private static func findings(
    _ block: Block, on checked: CheckedPage, _ facts: MonitoringFacts, _ names: MetricNames
  ) -> [Diagnostic] {
    let (page, context) = (checked.page, checked.context)
    let rules = facts.rules(in: block, on: checked)
    let queries =
      block.form == .query
      ? PageQueries.queries(in: block, on: page) : rules.compactMap(\.query).map(ParsedQuery.init)
    let isAsked = context.project.asks(of: block, in: context.languages)
    return queries.flatMap { parsed -> [Diagnostic] in
      let query = parsed.query
      switch parsed.result {
      case .success(let expression):
        return QueryRules(query: query, facts: facts).findings(expression)
          + names.findings(in: query, expression)
      case .failure(let error): return problem(error, in: query, isAsked: isAsked).map { [$0] } ?? []
      }
    } + AlertRules.findings(rules, on: page)
  }

  /// The finding for a query that cannot be parsed; `nil` for one that people have to complete.
  static func problem(_ error: PromQLError, in query: LocatedQuery, isAsked: Bool) -> Diagnostic? {
    if !isAsked, query.isTemplate { return nil }
    return Diagnostic(.invalidPromQL, error.message, at: query.span(error.range), fix: error.fix)
  }
}
