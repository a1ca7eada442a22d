import Languages

/// The labels that the result of a query can have.
struct QueryLabels: Hashable {
  /// The labels that are known.
  var names: Set<String>
  /// Whether there can be others: those of a metric that is not described, or of the target that was scraped.
  var isOpen: Bool
  /// Whether only the labels of the target are missing in `names`.
  var isDescribed = false
  /// Those that were taken away.
  var removed: Set<String> = []

  static let none = QueryLabels(names: [], isOpen: false)
  static let unknown = QueryLabels(names: [], isOpen: true)

  /// Labels that Prometheus adds when it scrapes a target, or that are added for all metrics of a place.
  static let ofTargets: Set<String> = [
    "job", "instance", "pod", "namespace", "container", "service", "endpoint", "node", "host", "hostname",
    "cluster",
    "region", "zone", "env", "environment", "prometheus", "replica", "app", "application", "team", "tenant",
    "dc",
    "datacenter", "stage", "component", "name", "image", "device", "version", "le", "quantile", "site",
    "node_name",
    "ip", "addr", "address", "target", "role", "deployment", "release", "shard", "product", "project",
    "account",
    "availability_zone", "provider", "group", "system", "exporter", "metrics_path", "monitor", "workload",
    "owner",
  ]

  /// Whether a series can have a label.
  func mayHave(_ label: String) -> Bool {
    if names.contains(label) { return true }
    guard isOpen, !removed.contains(label) else { return false }
    return !isDescribed || Self.ofTargets.contains(label) || label.hasPrefix("exported_")
      || label.hasPrefix("__")
  }

  init(names: Set<String>, isOpen: Bool, isDescribed: Bool = false) {
    self.names = names
    self.isOpen = isOpen
    self.isDescribed = isDescribed
  }

  func adding(_ names: some Sequence<String>) -> QueryLabels {
    var labels = self
    labels.names.formUnion(names)
    labels.removed.subtract(names)
    return labels
  }

  func removing(_ names: some Sequence<String>) -> QueryLabels {
    var labels = self
    labels.names.subtract(names)
    labels.removed.formUnion(names)
    return labels
  }

  // MARK: of expressions

  init(_ expression: PromQLExpression, _ facts: MonitoringFacts) {
    switch expression.node {
    case .number, .string: self = .none
    case .selector(let selector):
      let described = selector.name.flatMap(facts.labels)
      self.init(names: described ?? [], isOpen: true, isDescribed: described != nil)
    case .range(let inner), .subquery(let inner), .signed(let inner), .parenthesized(let inner):
      self = QueryLabels(inner, facts)
    case .call(let call): self = Self.labels(of: call, facts)
    case .aggregation(let aggregation): self = Self.labels(of: aggregation, facts)
    case .binary(let binary): self = Self.labels(of: binary, facts)
    }
  }

  private static func labels(of call: PromQLCall, _ facts: MonitoringFacts) -> QueryLabels {
    let operand = call.arguments.first { $0.type == .vector || $0.type == .range }
    let labels = operand.map { QueryLabels($0, facts) } ?? .none
    switch call.function.name {
    case "label_replace", "label_join":
      guard call.arguments.count > 1, case .string(let name) = call.arguments[1].node else { return .unknown }
      return labels.adding([name])
    case "histogram_quantile": return labels.removing(["le"])
    case "absent", "absent_over_time", "info", "histogram_quantiles": return .unknown
    default: return labels
    }
  }

  private static func labels(of aggregation: PromQLAggregation, _ facts: MonitoringFacts) -> QueryLabels {
    if ["topk", "bottomk", "limitk", "limit_ratio"].contains(aggregation.name) {
      return QueryLabels(aggregation.operand, facts)
    }
    let added: [String]
    if aggregation.name == "count_values", case .string(let label)? = aggregation.parameter?.node {
      added = [label]
    } else {
      added = []
    }
    guard let grouping = aggregation.grouping else { return none.adding(added) }
    let names = grouping.labels.map(\.name)
    if grouping.isWithout { return QueryLabels(aggregation.operand, facts).removing(names).adding(added) }
    return none.adding(names + added)
  }

  private static func labels(of binary: PromQLBinary, _ facts: MonitoringFacts) -> QueryLabels {
    if binary.left.type == .scalar { return QueryLabels(binary.right, facts) }
    let left = QueryLabels(binary.left, facts)
    if binary.right.type == .scalar { return left }
    let right = QueryLabels(binary.right, facts)
    if binary.name == "or" {
      return QueryLabels(
        names: left.names.union(right.names), isOpen: left.isOpen || right.isOpen,
        isDescribed: left.isDescribed && right.isDescribed)
    }
    if binary.isSetOperation { return left }
    let matching = binary.matching
    let included = matching.included.map(\.name)
    if matching.group == "group_left" { return left.adding(included) }
    if matching.group == "group_right" { return right.adding(included) }
    switch matching.isOn {
    case true?: return none.adding(matching.labels.map(\.name))
    case false?: return left.removing(matching.labels.map(\.name))
    case nil: return left
    }
  }
}
