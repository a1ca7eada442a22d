import JSON
import JSONRPC

/// One object or value of the service's requests and answers, by the name of the contract's component.
struct Component: Sendable {
  var name: String
  var shape: Shape
}

/// The components that the service knows.
enum Components {
  private static let job = Shape.Field.field("job_id", .named("JobId"))
  private static let agent = Shape.Field.field("agent_id", .named("AgentId"))
  private static let count = Shape.integer(0...Int.max)
  private static let fraction = Shape.number(0, 1)
  private static let percent = Shape.number(0, 100)
  private static let timestamp = Shape.named("Timestamp")
  private static let dollars = Shape.named("USD")
  /// A sentence that is stored with a job.
  private static let sentence = Shape.text(1...1000)
  private static let totalIterations = Shape.Field.field("total_iterations", .integer(1...10_000))
  private static let problem = [Shape.Field.field("field", .someText), .field("error", .someText)]

  static let shapes: [Component] =
    scalars + requests + results + errorData + webhooks + events

  private static func object(
    _ name: String, _ fields: [Shape.Field], open: Bool = false, rule: (String, JSON?) = ("allOf", nil)
  ) -> Component {
    Component(name: name, shape: .object(fields, open: open).with(rule))
  }

  private static let scalars: [Component] = [
    Component(name: "JobId", shape: .uuid), Component(name: "CheckpointId", shape: .uuid),
    Component(name: "TrajectoryId", shape: .uuid), Component(name: "WebhookId", shape: .uuid),
    Component(name: "AgentId", shape: .text(1...255)),
    Component(
      name: "Timestamp",
      shape: .pattern(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?Z$", format: "date-time")),
    Component(name: "USD", shape: .pattern("^(0|[1-9][0-9]*)\\.[0-9]{2}$")),
    Component(
      name: "BudgetAmount",
      shape: Shape([
        (
          "anyOf",
          [
            Shape.pattern("^(0|[1-9][0-9]{0,7})(\\.[0-9]{1,2})?$").schema,
            Shape.number(0, 99999999.99).with(("multipleOf", 0.01)).schema,
          ]
        )
      ])),
    Component(name: "JobState", shape: .words(JobState.allCases.map(\.rawValue))),
    Component(name: "WebhookEvent", shape: .words(WebhookEvent.allCases.map(\.rawValue))),
  ]

  private static let requests: [Component] = [
    object(
      "GRPOConfig",
      Parameters.listing { (parameters) throws(RPCError) in _ = try GRPOConfig(&parameters) }),
    object("TrainingQuery", [.field("query", .someText), .field("expected_outcome", .anyObject)]),
  ]

  private static let results: [Component] = [
    object(
      "StartedJob",
      [
        job, .field("status", .words([JobState.queued.rawValue])), agent, totalIterations,
        .field("created_at", timestamp),
      ]),
    object(
      "TrainingMetrics",
      [
        .optional("train_loss", .anyNumber), .optional("validation_accuracy", fraction),
        .optional("avg_reward", .anyNumber), .optional("trajectories_generated", count),
      ]),
    object(
      "JobStatus",
      [
        job, agent, .field("status", .named("JobState")), .optional("reason", sentence),
        .optional("error_message", sentence), .field("current_iteration", count), totalIterations,
        .field("progress_percent", percent), .field("metrics", .named("TrainingMetrics")),
        .field("cost_usd", dollars), .field("budget_usd", dollars),
        .field("budget_remaining_percent", percent), .field("started_at", .nullable(timestamp)),
        .field("estimated_completion", .nullable(timestamp)),
        .field("best_checkpoint_id", .nullable(.named("CheckpointId"))),
      ],
      rule: ("allOf", [only("error_message", in: .failed), only("reason", in: .cancelled)])),
    object(
      "JobSummary",
      [
        job, agent, .field("status", .named("JobState")), .field("current_iteration", count),
        totalIterations, .field("created_at", timestamp),
      ]),
    object(
      "JobPage",
      [
        .field("jobs", .list(.named("JobSummary"), 0...ListInput.maximumLimit)),
        .field("count", .integer(0...ListInput.maximumLimit)), .field("total_count", count),
        .field("has_more", .boolean),
      ]),
    object(
      "Cancellation",
      [
        job, .field("status", .words([JobState.cancelled.rawValue])), .field("cancelled_at", timestamp),
        .field("iterations_completed", count), .field("checkpoint_saved", .boolean),
        .field("checkpoint_id", .nullable(.named("CheckpointId"))),
      ]),
    object(
      "EvaluationMetrics",
      [
        .field("success_rate", fraction), .field("avg_reward", .anyNumber),
        .field("avg_steps", .number(0)), .optional("tool_accuracy", fraction),
      ]),
    object(
      "BaselineComparison",
      [
        .field("success_rate_improvement", .number(-1, 1)), .field("avg_reward_improvement", .anyNumber),
        .field("p_value", .number(0.000001, 1)), .field("statistically_significant", .boolean),
      ]),
    object(
      "Evaluation",
      [
        job, .field("checkpoint_id", .named("CheckpointId")),
        .field("metrics", .named("EvaluationMetrics")),
        .field("baseline_comparison", .named("BaselineComparison")),
        .field("queries_evaluated", .integer(1...Int.max)), .field("evaluation_duration_ms", count),
      ]),
    object("StepAction", [.field("step_type", .someText)], open: true),
    object(
      "Step",
      [
        .field("state", .anyObject), .field("action", .named("StepAction")), .field("result", .anyObject),
        .field("timestamp", timestamp), .field("duration_ms", count),
      ]),
    object(
      "Trajectory",
      [
        .field("trajectory_id", .named("TrajectoryId")), job, agent, .field("query", .someText),
        .field("steps", .list(.named("Step"), 0...100)), .field("reward", .anyNumber),
        .field("normalized_reward", .nullable(type: "number")),
        .field("advantage", .nullable(type: "number")), .field("success", .nullable(type: "boolean")),
        .field("execution_time_ms", .nullable(type: "integer", ("minimum", 0))),
        .field("created_at", timestamp),
      ]),
    object(
      "TrajectoryPage",
      [
        job, .field("trajectories", .list(.named("Trajectory"), 0...TrajectoryArchive.capacity)),
        .field("total_count", count), .field("returned_count", .integer(0...TrajectoryArchive.capacity)),
        .field("has_more", .boolean),
      ]),
    object(
      "Checkpoint",
      [
        .field("checkpoint_id", .named("CheckpointId")), job, agent, .field("iteration", count),
        .field("policy_data", .nullable(type: "object", ("additionalProperties", true))),
        .field("policy_s3_path", .nullable(type: "string", ("maxLength", 500))),
        Shape.Field(name: "validation_score", shape: .anyNumber, fallback: 0),
        .field("metrics", .named("TrainingMetrics")), .field("created_at", timestamp),
      ], rule: ("oneOf", [stored(data: "object", path: "null"), stored(data: "null", path: "string")])),
  ]

  /// A member that is there in one state of a job and in no other.
  private static func only(_ member: String, in state: JobState) -> JSON {
    let present: JSON = ["required": [.string(member)]]
    return [
      "if": ["properties": ["status": ["const": .string(state.rawValue)]]], "then": present,
      "else": ["not": present],
    ]
  }

  private static func stored(data: JSON, path: JSON) -> JSON {
    ["properties": ["policy_data": ["type": data], "policy_s3_path": ["type": path]]]
  }

  private static let errorData: [Component] = [
    object("FieldError", problem),
    object("FieldErrorData", problem + [.optional("errors", .list(.named("FieldError"), 2...20))]),
    object("BudgetErrorData", problem + [.field("budget_usd", dollars), .field("required_usd", dollars)]),
    object(
      "CancelErrorData",
      problem + [
        .field("status", .words(JobState.allCases.filter(\.isFinal).map(\.rawValue)))
      ]),
    object("ErrorDetail", [.field("error", .someText)]),
    object("PermissionErrorData", [.field("error", .someText), .field("permission", .someText)]),
    object(
      "RateLimitData",
      [
        .field("retry_after", .integer(1...60)), .field("limit", .integer(1...Int.max)),
        .field("window_seconds", .integer(1...Int.max)),
      ]),
  ]

  private static let eventList = Shape.Field.field(
    "events", .list(.named("WebhookEvent"), 1...Int.max, unique: true))

  private static func eventData(_ name: String, _ state: JobState, _ fields: [Shape.Field]) -> Component {
    object(name, [job, agent, .field("status", .words([state.rawValue]))] + fields)
  }

  private static let webhooks: [Component] = [
    object(
      "Webhook",
      [
        .field("webhook_id", .named("WebhookId")), .field("url", .text(1...2000)), eventList,
        .field("created_at", timestamp),
      ]),
    object("WebhookList", [.field("webhooks", .list(.named("Webhook"), 0...WebhookRegistry.capacity))]),
    object(
      "WebhookDeletion",
      [.field("webhook_id", .named("WebhookId")), .field("deleted", .only("boolean", true))]),
    eventData("StartedEventData", .running, [totalIterations, .field("started_at", timestamp)]),
    eventData(
      "ProgressEventData",
      .running,
      [
        .field("current_iteration", .integer(1...Int.max)), totalIterations,
        .field("progress_percent", percent), .field("train_loss", .anyNumber),
        .field("avg_reward", .anyNumber), .field("cost_usd", dollars),
      ]),
    object("FinalMetrics", [.field("success_rate", fraction), .field("cost_usd", dollars)]),
    eventData(
      "CompletedEventData",
      .completed,
      [
        .field("iterations_completed", .integer(1...10_000)),
        .field("best_checkpoint_id", .named("CheckpointId")),
        .field("final_metrics", .named("FinalMetrics")),
      ]),
    eventData(
      "FailedEventData",
      .failed,
      [
        .field("iterations_completed", count), .field("error_message", sentence),
        .field("cost_usd", dollars),
      ]),
    eventData(
      "CancelledEventData",
      .cancelled,
      [
        .field("iterations_completed", count), .field("reason", sentence),
        .field("checkpoint_id", .nullable(.named("CheckpointId"))), .field("cost_usd", dollars),
      ]),
    eventData(
      "BudgetEventData",
      .running,
      [
        .field(
          "threshold",
          Shape([
            ("type", "integer"), ("enum", .array(Budget.warningPercents.map { .number($0) })),
          ])), .field("cost_usd", dollars), .field("budget_usd", dollars),
      ]),
  ]

  private static let events = WebhookEvent.allCases.map { event in
    object(
      event.component,
      [
        .field("event", .words([event.rawValue])), .field("timestamp", timestamp),
        .field("data", .named(event.component + "Data")),
      ])
  }
}
