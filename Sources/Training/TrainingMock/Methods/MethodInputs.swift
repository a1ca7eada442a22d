import JSON
import JSONRPC

// The inputs of each method, in one place: names, kinds, ranges and defaults.

struct StartInput {
  var agentID: String
  var trainingData: [String]
  var config: GRPOConfig
  var evaluationData: [String]?

  /// The most queries in one list.
  static let maximumQueries = 10_000

  init(_ parameters: inout Parameters) throws(RPCError) {
    agentID = try parameters.required("agent_id", .text(.named("AgentId")))
    trainingData = try parameters.required(
      "training_data",
      .queries(
        Job.minimumTrainingQueries...Self.maximumQueries,
        codes: ["minItems": .number(RPCError.validationFailed.code)]))
    config = try parameters.value("config", .config, default: .object([]))
    evaluationData = try parameters.optional("evaluation_data", .queries(1...Self.maximumQueries))
  }
}

extension GRPOConfig {
  init(_ parameters: inout Parameters) throws(RPCError) {
    iterations = try parameters.value("n_iterations", .integer(1...10_000), default: 1000)
    batchSize = try parameters.value("batch_size", .integer(1...128), default: 16)
    trajectoriesPerQuery = try parameters.value("n_trajectories_per_query", .integer(1...16), default: 8)
    learningRate = try parameters.value("learning_rate", .fraction, default: 0.0001)
    budget = try parameters.value("max_budget_usd", .budget, default: "100.00")
    checkpointInterval = try parameters.value("checkpoint_interval", .integer(1...Int.max), default: 10)
    maximumSteps = try parameters.value("max_steps_per_trajectory", .integer(1...100), default: 20)
    gamma = try parameters.value("gamma", .fraction, default: 0.99)
  }
}

struct JobInput {
  var jobID: String

  init(_ parameters: inout Parameters) throws(RPCError) {
    jobID = try parameters.required("job_id", .id("JobId"))
  }
}

struct ListInput {
  var agentID: String?
  var status: JobState?
  var limit: Int
  var offset: Int

  static let maximumLimit = 500

  init(_ parameters: inout Parameters) throws(RPCError) {
    agentID = try parameters.optional("agent_id", .text(.named("AgentId")))
    status = try parameters.optional("status", .word("JobState", like: .queued))
    limit = try parameters.value("limit", .integer(1...Self.maximumLimit), default: 50)
    offset = try parameters.value("offset", .integer(0...Int.max), default: 0)
  }
}

struct CancelInput {
  var jobID: String
  var reason: String?

  init(_ parameters: inout Parameters) throws(RPCError) {
    jobID = try parameters.required("job_id", .id("JobId"))
    reason = try parameters.optional("reason", .text(.text(1...1000)))
  }
}

struct EvaluateInput {
  var jobID: String
  var checkpointID: String?
  var queries: [String]?

  init(_ parameters: inout Parameters) throws(RPCError) {
    jobID = try parameters.required("job_id", .id("JobId"))
    var checkpoint = Input<String>.id("CheckpointId")
    checkpoint.shape = .nullable(checkpoint.shape)
    checkpointID = try parameters.optional("checkpoint_id", checkpoint)
    queries = try parameters.optional("evaluation_queries", .queries(1...StartInput.maximumQueries))
  }
}

struct ExportInput {
  var jobID: String
  var successOnly: Bool
  var minimumReward: Double?
  var limit: Int
  var offset: Int

  init(_ parameters: inout Parameters) throws(RPCError) {
    jobID = try parameters.required("job_id", .id("JobId"))
    successOnly = try parameters.value("success_only", .boolean, default: false)
    minimumReward = try parameters.optional("min_reward", .number)
    limit = try parameters.value(
      "limit",
      .integer(
        1...TrajectoryArchive.capacity, codes: ["maximum": .number(RPCError.exportLimitExceeded.code)]),
      default: 1000)
    offset = try parameters.value("offset", .integer(0...Int.max), default: 0)
  }
}

struct RegisterInput {
  var url: String
  var secret: String
  var events: [WebhookEvent]?

  init(_ parameters: inout Parameters) throws(RPCError) {
    url = try parameters.required(
      "url", .text(.pattern("^https?://[^\\s/?#]+[^\\s#]*$", maximumLength: 2000)))
    secret = try parameters.required("secret", .text(.text(32...256)))
    events = try parameters.optional("events", .events)
  }
}

struct DeleteInput {
  var webhookID: String

  init(_ parameters: inout Parameters) throws(RPCError) {
    webhookID = try parameters.required("webhook_id", .id("WebhookId"))
  }
}
