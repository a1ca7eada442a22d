import Mermaid

/// State, class and entity diagrams of a training service, as models.
enum ServiceDiagrams {
  /// The life of a job: five states, a loop, notes on both sides.
  static let jobStates = StateDiagram(
    states: [
      .init(id: "start", kind: .start), .init(id: "queued"), .init(id: "running"), .init(id: "completed"),
      .init(id: "failed"), .init(id: "cancelled"), .init(id: "end", kind: .end),
    ],
    transitions: [
      .init(from: 0, to: 1, label: "start_grpo"), .init(from: 1, to: 2, label: "worker polls"),
      .init(from: 2, to: 3, label: "converged or N iterations"), .init(from: 2, to: 4, label: "error"),
      .init(from: 2, to: 5, label: "cancel or over budget"), .init(from: 2, to: 2, label: "checkpoint"),
      .init(from: 1, to: 5, label: "cancel"), .init(from: 3, to: 6), .init(from: 4, to: 6),
      .init(from: 5, to: 6),
    ],
    notes: [
      .init(state: 1, side: .right, text: "waits in Redis"),
      .init(state: 2, side: .left, text: "collects, rewards,\nupdates the policy"),
      .init(state: 3, side: .left, text: "saves the final checkpoint,\nexports metrics, frees resources"),
    ])

  /// Composite, concurrent, choice, fork, join and history.
  static let worker = StateDiagram(
    states: [
      .init(id: "start", kind: .start),
      .init(id: "Active", kind: .composite(regions: 2, direction: nil)),
      .init(id: "Collecting", parent: 1), .init(id: "Scoring", parent: 1),
      .init(id: "Heartbeat", parent: 1, region: 1), .init(id: "Waiting", parent: 1, region: 1),
      .init(id: "fork", kind: .fork), .init(id: "join", kind: .join), .init(id: "choice", kind: .choice),
      .init(id: "Idle", descriptions: ["Idle", "nothing in the queue", "polls every second"]),
      .init(id: "H", kind: .history(deep: false)), .init(id: "Left"), .init(id: "Right"),
      .init(id: "end", kind: .end),
    ],
    transitions: [
      .init(from: 0, to: 9), .init(from: 9, to: 1, label: "job"), .init(from: 2, to: 3),
      .init(from: 3, to: 2),
      .init(from: 4, to: 5, label: "every 30 s"), .init(from: 5, to: 4), .init(from: 1, to: 8),
      .init(from: 8, to: 9, label: "no more"), .init(from: 8, to: 6, label: "split"), .init(from: 6, to: 11),
      .init(from: 6, to: 12), .init(from: 11, to: 7), .init(from: 12, to: 7), .init(from: 7, to: 10),
      .init(from: 10, to: 13),
    ],
    notes: [.init(state: 1, side: .right, text: "Both regions run at once")])

  static let rewards: ClassDiagram = {
    typealias Member = ClassDiagram.Member
    return ClassDiagram(
      classes: [
        .init(
          id: "RewardFunction", annotations: ["interface"],
          methods: [
            Member("compute(trajectory: Trajectory) : Double", visibility: .public, classifier: .abstract)
          ]),
        .init(
          id: "CodeQuality", attributes: [Member("coverageWeight: Double", visibility: .private)],
          methods: [Member("compute(trajectory: Trajectory) : Double", visibility: .public)], namespace: 0),
        .init(
          id: "TaskEfficiency",
          methods: [Member("compute(trajectory: Trajectory) : Double", visibility: .public)], namespace: 0),
        .init(
          id: "Registry", label: "Registry<RewardFunction>",
          attributes: [
            Member("functions: [String: RewardFunction]", visibility: .private),
            Member("shared: Registry", visibility: .public, classifier: .static),
          ],
          methods: [
            Member("register(name, function)", visibility: .public),
            Member("resolve(agent) : RewardFunction", visibility: .public),
          ]),
        .init(id: "Trajectory", attributes: [Member("steps: [Step]", visibility: .public)]),
        .init(id: "Step", attributes: [Member("action: String"), Member("result: String")]),
      ],
      relations: [
        .init(from: 0, to: 1, fromEnd: .inheritance, line: .dotted),
        .init(from: 0, to: 2, fromEnd: .inheritance, line: .dotted),
        .init(
          from: 3, to: 0, fromEnd: .aggregation, fromCardinality: "1", toCardinality: "0..*", label: "holds"),
        .init(from: 4, to: 5, fromEnd: .composition, fromCardinality: "1", toCardinality: "1..*"),
        .init(from: 0, to: 4, toEnd: .dependency, line: .dotted, label: "reads"),
        .init(from: 5, to: 5, toEnd: .dependency, label: "next"),
      ],
      namespaces: [.init(id: "Builtins", title: "Built in")],
      notes: [
        .init(subject: 3, text: "One registry for the whole process;\na fresh one is empty"),
        .init(text: "All rewards lie in 0…1"),
      ])
  }()

  static let tables: ERDiagram = {
    typealias Attribute = ERDiagram.Attribute
    return ERDiagram(
      entities: [
        .init(
          id: "training_jobs",
          attributes: [
            Attribute(type: "uuid", name: "job_id", keys: [.primary]),
            Attribute(type: "varchar(255)", name: "agent_id"),
            Attribute(type: "varchar(50)", name: "status", comment: "one of 5"),
            Attribute(type: "jsonb", name: "config"), Attribute(type: "decimal(10,2)", name: "cost_usd"),
          ]),
        .init(
          id: "trajectories",
          attributes: [
            Attribute(type: "uuid", name: "trajectory_id", keys: [.primary]),
            Attribute(type: "uuid", name: "job_id", keys: [.foreign]),
            Attribute(type: "jsonb", name: "steps"),
            Attribute(type: "float", name: "reward"),
          ]),
        .init(
          id: "policy_checkpoints",
          attributes: [
            Attribute(type: "uuid", name: "checkpoint_id", keys: [.primary, .unique]),
            Attribute(type: "uuid", name: "job_id", keys: [.foreign]),
            Attribute(type: "int", name: "iteration"),
          ]),
        .init(id: "training_metrics"), .init(id: "trajectory_steps"),
      ],
      relationships: [
        .init(from: 0, to: 1, fromCardinality: .exactlyOne, toCardinality: .zeroOrMore, label: "generates"),
        .init(from: 0, to: 2, fromCardinality: .exactlyOne, toCardinality: .zeroOrMore, label: "saves"),
        .init(
          from: 0, to: 3, fromCardinality: .exactlyOne, toCardinality: .oneOrMore, identifying: false,
          label: "records"),
        .init(from: 1, to: 4, fromCardinality: .exactlyOne, toCardinality: .oneOrMore, label: "consists of"),
        .init(from: 0, to: 2, fromCardinality: .zeroOrOne, toCardinality: .zeroOrOne, label: "best"),
      ])
  }()
}
