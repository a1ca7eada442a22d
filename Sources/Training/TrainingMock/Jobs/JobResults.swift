import Determinism
import JSON

/// The results of the methods about a job.
extension Job {
  var startedResult: JSON {
    .object([
      ("job_id", .string(id)), ("status", .string(state.rawValue)), ("agent_id", .string(agentID)),
      ("total_iterations", .number(config.iterations)), ("created_at", .string(createdAt.timestamp)),
    ])
  }

  var statusResult: JSON {
    var metrics: [(String, JSON)] = []
    if iterations > 0 {
      if let loss = convergence.losses.last { metrics.append(("train_loss", .fixed(loss, places: 4))) }
      if let validationAccuracy {
        metrics.append(("validation_accuracy", .fixed(validationAccuracy, places: 4)))
      }
      if let meanReward { metrics.append(("avg_reward", .fixed(meanReward, places: 4))) }
      metrics.append(("trajectories_generated", .number(trajectoriesGenerated)))
    }
    var members: [(String, JSON)] = [
      ("job_id", .string(id)), ("agent_id", .string(agentID)), ("status", .string(state.rawValue)),
    ]
    if let reason { members.append(("reason", .string(reason))) }
    if let errorMessage { members.append(("error_message", .string(errorMessage))) }
    members += [
      ("current_iteration", .number(iterations)), ("total_iterations", .number(config.iterations)),
      ("progress_percent", .fixed(progressPercent, places: 1)), ("metrics", .object(metrics)),
      ("cost_usd", .string(budget.spent.dollars)), ("budget_usd", .string(budget.cap.dollars)),
      ("budget_remaining_percent", .fixed(budget.remainingPercent, places: 1)),
      ("started_at", startedAt.map { .string($0.timestamp) } ?? .null),
      ("estimated_completion", estimatedCompletion.map { .string($0.timestamp) } ?? .null),
      ("best_checkpoint_id", checkpoints.best.map { .string($0.id) } ?? .null),
    ]
    return .object(members)
  }

  /// The job as one line of a list.
  var summary: JSON {
    .object([
      ("job_id", .string(id)), ("agent_id", .string(agentID)), ("status", .string(state.rawValue)),
      ("current_iteration", .number(iterations)), ("total_iterations", .number(config.iterations)),
      ("created_at", .string(createdAt.timestamp)),
    ])
  }

  /// The result of a cancellation; `checkpoint` is the one saved then.
  func cancelledResult(checkpoint: Checkpoint?) -> JSON {
    .object([
      ("job_id", .string(id)), ("status", .string(state.rawValue)),
      ("cancelled_at", endedAt.map { .string($0.timestamp) } ?? .null),
      ("iterations_completed", .number(iterations)), ("checkpoint_saved", .bool(checkpoint != nil)),
      ("checkpoint_id", checkpoint.map { .string($0.id) } ?? .null),
    ])
  }

  /// Measures a checkpoint. The same checkpoint and queries always give the same result.
  func evaluationResult(checkpoint: Checkpoint, queries: [String]) -> JSON {
    let evaluation = Evaluation(
      queries: queries, policy: checkpoint.policy, environment: heldOutEnvironment,
      maximumSteps: config.maximumSteps,
      seed: SplitMix64.derive(SplitMix64.derive(seed, 4), UInt64(checkpoint.iteration)))
    let trained = evaluation.trained
    var metrics: [(String, JSON)] = [
      ("success_rate", .fixed(trained.successRate, places: 4)),
      ("avg_reward", .fixed(trained.rewards.mean, places: 4)),
      ("avg_steps", .fixed(trained.steps.mean, places: 4)),
    ]
    if let accuracy = trained.toolAccuracy { metrics.append(("tool_accuracy", .fixed(accuracy, places: 4))) }
    let p = evaluation.test.pValue
    return .object([
      ("job_id", .string(id)), ("checkpoint_id", .string(checkpoint.id)), ("metrics", .object(metrics)),
      (
        "baseline_comparison",
        .object([
          ("success_rate_improvement", .fixed(evaluation.successRateImprovement, places: 4)),
          ("avg_reward_improvement", .fixed(evaluation.rewardImprovement, places: 4)),
          ("p_value", .fixed(max(p, Evaluation.smallestReported), places: 6)),
          ("statistically_significant", .bool(p < Evaluation.significance)),
        ])
      ),
      ("queries_evaluated", .number(queries.count)),
      ("evaluation_duration_ms", .number(evaluation.milliseconds)),
    ])
  }

  /// One page of the stored trajectories, newest first.
  func exportResult(successOnly: Bool, minimumReward: Double?, limit: Int, offset: Int) -> JSON {
    var total = 0
    var page: [JSON] = []
    for record in archive.newestFirst {
      if successOnly, !record.success { continue }
      if let minimumReward, record.reward < minimumReward { continue }
      if total >= offset, page.count < limit { page.append(trajectory(record)) }
      total += 1
    }
    return .object([
      ("job_id", .string(id)), ("trajectories", .array(page)), ("total_count", .number(total)),
      ("returned_count", .number(page.count)),
      ("has_more", .bool(offset < total && offset + page.count < total)),
    ])
  }

  private func trajectory(_ record: TrajectoryRecord) -> JSON {
    let query = trainingQueries[record.query]
    var moment = createdAt + record.offset
    var steps: [JSON] = []
    let attempt = Attempt(
      seed: record.seed, kind: TaskEnvironment.kind(of: query), probabilities: record.probabilities,
      environment: trainingEnvironment, maximumSteps: config.maximumSteps
    ) { step in
      steps.append(Self.step(step, number: steps.count, query: query, at: moment))
      moment = moment + step.milliseconds
    }
    // The last step is the answer, and only now is it known whether it was right.
    let outcome: [(String, JSON)] = [
      ("content", .string(attempt.success ? "The expected outcome" : "Not the expected outcome")),
      ("success", .bool(attempt.success)),
    ]
    if let last = steps.indices.last, var object = steps[last].object {
      object["result"] = .object(outcome)
      steps[last] = JSON(.object(object))
    }
    return .object([
      ("trajectory_id", .string(uuid(seed: record.seed))), ("job_id", .string(id)),
      ("agent_id", .string(agentID)), ("query", .string(query)), ("steps", .array(steps)),
      ("reward", .fixed(record.reward, places: 4)),
      ("normalized_reward", .fixed(record.advantage, places: 4)),
      ("advantage", .fixed(record.advantage, places: 4)), ("success", .bool(record.success)),
      ("execution_time_ms", .number(attempt.milliseconds)), ("created_at", .string(moment.preciseTimestamp)),
    ])
  }

  private static func step(_ step: Attempt.Step, number: Int, query: String, at moment: Instant) -> JSON {
    var action: [(String, JSON)] = [("step_type", .string(step.type.rawValue))]
    let result: [(String, JSON)]
    switch step.type {
    case .reasoning: result = [("content", "A plan for the next steps")]
    case .toolCall:
      action.append(("tool", "search"))
      result =
        step.failed
        ? [("error", "The tool did not answer in time"), ("error_type", "timeout")]
        : [("content", "What the tool found")]
    case .verifyResult: result = [("content", "The result agrees with its sources")]
    case .response: result = []
    }
    return .object([
      ("state", .object([("query", .string(query)), ("step", .number(number + 1))])),
      ("action", .object(action)), ("result", .object(result)),
      ("timestamp", .string(moment.preciseTimestamp)),
      ("duration_ms", .number(step.milliseconds)),
    ])
  }
}
