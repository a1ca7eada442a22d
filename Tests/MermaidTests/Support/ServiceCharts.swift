import Mermaid

/// Flowcharts of a training service, as models: what the layout is judged by.
enum ServiceCharts {
  static let all: [(name: String, chart: Flowchart)] = [
    ("components", components), ("training loop", trainingLoop), ("trajectory", trajectory),
    ("kubernetes", kubernetes), ("monitoring", monitoring), ("budget", budget),
    ("disaster recovery", disasterRecovery),
  ]

  static let components = chart { c in
    c.node("Client", "Client application", .rounded)
    c.node("API", "Training API")
    c.node("Auth", "Authentication (JWT)")
    c.node("Queue", "Job queue (Redis)", .cylinder)
    c.node("DB", "Database (PostgreSQL)", .cylinder)
    c.node("Workers", "Training workers")
    c.node("Metrics", "Metrics (Prometheus)")
    c.node("Storage", "Checkpoint storage (S3)", .cylinder)
    c.edge("Client", "API", "JSON-RPC")
    for target in ["Auth", "Queue", "DB", "Metrics"] { c.edge("API", target) }
    c.edge("Queue", "Workers")
    for target in ["DB", "Storage", "Metrics"] { c.edge("Workers", target) }
  }

  static let trainingLoop = chart { c in
    c.node("Start", "Start", .stadium)
    c.node("Init", "Initialise policy")
    c.node("Iter", "iteration < N?", .diamond)
    c.node("Sample", "Sample a batch of queries")
    c.node("Collect", "Collect K trajectories per query")
    c.node("Rewards", "Compute rewards\nR·γ^(n−1−k) credit")
    c.node("Normalise", "Normalise in the group")
    c.node("Advantages", "Advantages\nA = (R − mean) / std")
    c.node("Gradient", "Policy gradient")
    c.node("Update", "Update the policy\nθ ← θ + α∇θ")
    c.node("Budget", "Budget ok?", .diamond)
    c.node("Due", "Checkpoint due?", .diamond)
    c.node("Save", "Save checkpoint", .cylinder)
    c.node("Cancel", "Cancel job")
    c.node("Final", "Final checkpoint", .cylinder)
    c.node("End", "End", .stadium)
    c.chain(["Start", "Init", "Iter"])
    c.edge("Iter", "Sample", "yes")
    c.chain(["Sample", "Collect", "Rewards", "Normalise", "Advantages", "Gradient", "Update", "Budget"])
    c.edge("Budget", "Due", "yes")
    c.edge("Budget", "Cancel", "no")
    c.edge("Due", "Save", "yes")
    c.edge("Due", "Iter", "no")
    c.edge("Save", "Iter")
    c.edge("Iter", "Final", "no")
    c.edge("Final", "End")
    c.edge("Cancel", "End")
  }

  static let trajectory = chart(.leftToRight) { c in
    c.node("Query", "Training query", .leanRight)
    c.node("Agent", "Agent executor")
    c.node("S1", "Step 1\nstate, action, result")
    c.node("S2", "Step 2\nstate, action, result")
    c.node("SN", "Step N\nstate, action, result")
    c.node("Tau", "Trajectory τ", .rounded)
    c.node("Reward", "Reward function R(τ)")
    c.node("DB", "Database", .cylinder)
    c.chain(["Query", "Agent", "S1", "S2", "SN", "Tau", "Reward", "DB"])
  }

  static let kubernetes = chart { c in
    c.group("ingress", "Ingress")
    c.node("Ingress", "Ingress controller", in: "ingress")
    c.group("app", "Application tier")
    for name in ["1", "2", "3"] { c.node("API\(name)", "API pod \(name)", in: "app") }
    for name in ["1", "2", "N"] { c.node("W\(name)", "Worker pod \(name)", in: "app") }
    c.group("data", "Data tier")
    c.node("Redis", "Redis cluster\n3 masters + 3 replicas", .cylinder, in: "data")
    c.node("PG", "PostgreSQL\nStatefulSet + PVC", .cylinder, in: "data")
    c.group("monitoring", "Monitoring")
    c.node("Prom", "Prometheus", in: "monitoring")
    c.node("Grafana", "Grafana", in: "monitoring")
    c.group("storage", "Storage")
    c.node("S3", "S3 bucket", .cylinder, in: "storage")
    for name in ["1", "2", "3"] { c.edge("Ingress", "API\(name)") }
    for name in ["1", "2", "3"] {
      c.edge("API\(name)", "Redis")
      c.edge("API\(name)", "PG")
    }
    for name in ["1", "2", "N"] { c.edge("Redis", "W\(name)") }
    for name in ["1", "2", "N"] {
      c.edge("W\(name)", "PG")
      c.edge("W\(name)", "S3")
    }
    c.edge("API1", "Prom", line: .dotted)
    c.edge("W1", "Prom", line: .dotted)
    c.edge("Prom", "Grafana")
  }

  static let monitoring = chart(.leftToRight) { c in
    c.node("API", "API pods")
    c.node("Workers", "Worker pods")
    c.node("RedisExp", "Redis exporter")
    c.node("PGExp", "PostgreSQL exporter")
    c.node("Prom", "Prometheus", .cylinder)
    c.node("Grafana", "Grafana")
    c.node("Alert", "Alertmanager")
    c.node("OnCall", "On-call pager", .rounded)
    c.node("Chat", "Team chat", .rounded)
    for source in ["API", "Workers", "RedisExp", "PGExp"] { c.edge(source, "Prom", "/metrics") }
    c.edge("Prom", "Grafana")
    c.edge("Prom", "Alert", "rules")
    c.edge("Alert", "OnCall", "critical")
    c.edge("Alert", "Chat", "warning")
  }

  static let budget = chart { c in
    c.node("Start", "Start", .stadium)
    c.node("Track", "Track cost")
    c.node("Check", "Cost check\neach iteration", .diamond)
    c.node("Continue", "Continue training")
    c.node("Stop", "Stop training")
    c.node("Warn", "Over 75 %?", .diamond)
    c.node("Warn90", "Over 90 %?", .diamond)
    c.node("Alert75", "Send 75 % alert")
    c.node("Alert90", "Send 90 % alert")
    c.node("Save", "Save checkpoint", .cylinder)
    c.node("Status", "Set status\ncancelled")
    c.node("End", "End", .stadium)
    c.chain(["Start", "Track", "Check"])
    c.edge("Check", "Continue", "cost < budget")
    c.edge("Check", "Stop", "cost ≥ budget")
    c.edge("Continue", "Warn")
    c.edge("Warn", "Warn90", "yes")
    c.edge("Warn", "Track", "no")
    c.edge("Warn90", "Alert90", "yes")
    c.edge("Warn90", "Alert75", "no")
    c.edge("Alert75", "Track")
    c.edge("Alert90", "Track")
    c.chain(["Stop", "Save", "Status", "End"])
  }

  static let disasterRecovery = chart { c in
    c.group("primary", "Primary site")
    c.node("PG", "PostgreSQL", .cylinder, in: "primary")
    c.node("Redis", "Redis", .cylinder, in: "primary")
    c.group("backups", "Backups")
    c.node("Daily", "S3 daily\n30 days", .cylinder, in: "backups")
    c.node("Hourly", "S3 hourly\n7 days", .cylinder, in: "backups")
    c.node("Replica", "Read replica", .cylinder, in: "backups")
    c.edge("PG", "Daily", "pg_dump")
    c.edge("PG", "Replica", "WAL streaming")
    c.edge("Redis", "Hourly", "snapshot")
    c.edge("Replica", "PG", "failover", line: .dotted)
  }

  static func chart(_ direction: Direction = .topToBottom, _ build: (inout ChartBuilder) -> Void) -> Flowchart
  {
    var builder = ChartBuilder(direction)
    build(&builder)
    return builder.chart
  }
}

/// Writes a flowchart's model in few words.
struct ChartBuilder {
  var chart: Flowchart

  init(_ direction: Direction) { chart = Flowchart(direction: direction) }

  mutating func node(
    _ id: String, _ label: String? = nil, _ shape: NodeShape = .rectangle, in group: String? = nil
  ) {
    let subgraph = group.flatMap { name in chart.subgraphs.firstIndex { $0.id == name } }
    chart.nodes.append(
      Flowchart.Node(id: id, label: label.map { RichText($0) }, shape: shape, subgraph: subgraph))
  }

  mutating func group(
    _ id: String, _ title: String? = nil, in parent: String? = nil, _ direction: Direction? = nil
  ) {
    let above = parent.flatMap { name in chart.subgraphs.firstIndex { $0.id == name } }
    chart.subgraphs.append(
      Flowchart.Subgraph(id: id, title: title.map { RichText($0) }, parent: above, direction: direction))
  }

  func end(_ id: String) -> Flowchart.Endpoint {
    if let group = chart.subgraphs.firstIndex(where: { $0.id == id }) { return .subgraph(group) }
    return .node(chart.nodes.firstIndex { $0.id == id } ?? 0)
  }

  mutating func edge(
    _ from: String, _ to: String, _ label: String? = nil, line: LineKind = .solid, length: Int = 1
  ) {
    chart.edges.append(
      Flowchart.Edge(
        from: end(from), to: end(to), line: line, minLength: length, label: label.map { RichText($0) }))
  }

  mutating func chain(_ ids: [String]) {
    for (from, to) in zip(ids, ids.dropFirst()) { edge(from, to) }
  }
}
