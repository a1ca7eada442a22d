import Determinism
import Diagnostics
import JSON
import JSONRPC

/// The handlers of the methods.
extension TrainingService {
  func perform(_ call: Call, _ parameters: inout Parameters) throws(RPCError) -> JSON {
    switch call {
    case .start: try start(StartInput(&parameters))
    case .status: try job(JobInput(&parameters).jobID).statusResult
    case .list: list(try ListInput(&parameters))
    case .cancel: try cancel(CancelInput(&parameters))
    case .evaluate: try evaluate(EvaluateInput(&parameters))
    case .export: try export(ExportInput(&parameters))
    case .registerWebhook: try register(RegisterInput(&parameters))
    case .listWebhooks: ["webhooks": .array(state.webhooks.hooks.map(\.json))]
    case .deleteWebhook: try delete(DeleteInput(&parameters))
    }
  }

  private func job(_ id: String) throws(RPCError) -> Job {
    guard let job = state.jobs[id] else { throw .notFound.about("job_id", "no job has this id") }
    return job
  }

  private func start(_ input: StartInput) throws(RPCError) -> JSON {
    let problems =
      Job.problems(in: input.trainingData, field: "training_data")
      + Job.problems(in: input.evaluationData ?? [], field: "evaluation_data")
    if !problems.isEmpty { throw .validationFailed.about(problems) }

    let seed = SplitMix64.derive(state.seed, UInt64(state.jobOrder.count))
    var job = Job(
      id: uuid(seed: seed), agentID: input.agentID, config: input.config, trainingData: input.trainingData,
      evaluationData: input.evaluationData, createdAt: now,
      environment: TaskEnvironment(seed: SplitMix64.derive(state.seed, stableHash(input.agentID))),
      seed: seed)
    let cost = job.nextIterationCost
    if job.budget.standing(withNext: cost) == .exceeded {
      throw .budgetExceeded.about(
        "config.max_budget_usd",
        "is \(input.config.budget.dollars); the first iteration needs \(cost.dollarsRoundedUp)",
        ("budget_usd", .string(input.config.budget.dollars)),
        ("required_usd", .string(cost.dollarsRoundedUp)))
    }
    for fault in state.faults.triggered(job: job.id) { fault.jobFaults.map { job.inject($0) } }
    state.jobOrder.append(job.id)
    state.jobs[job.id] = job
    state.activeJobs.append(job.id)
    state.metrics.increment(.jobsCreated, input.agentID)
    for ended in [TrainingMetric.jobsCompleted, .jobsFailed, .jobsCancelled] {
      state.metrics.start(ended, input.agentID)
    }
    record(job)
    return job.startedResult
  }

  private func list(_ input: ListInput) -> JSON {
    let jobs = state.jobOrder.reversed().compactMap { state.jobs[$0] }.filter { job in
      (input.agentID.map { $0 == job.agentID } ?? true) && (input.status.map { $0 == job.state } ?? true)
    }
    let page = jobs.dropFirst(input.offset).prefix(input.limit)
    return .object([
      ("jobs", .array(page.map(\.summary))), ("count", .number(page.count)),
      ("total_count", .number(jobs.count)), ("has_more", .bool(page.endIndex < jobs.endIndex)),
    ])
  }

  private func cancel(_ input: CancelInput) throws(RPCError) -> JSON {
    var job = try job(input.jobID)
    guard let cancelled = job.cancel(reason: input.reason, at: now) else {
      throw .cannotCancel.about(
        "job_id", "the job is \(job.state.rawValue)", ("status", .string(job.state.rawValue)))
    }
    state.jobs[job.id] = job
    state.activeJobs.removeAll { $0 == job.id }
    record(job, cancelled.events)
    return job.cancelledResult(checkpoint: cancelled.checkpoint)
  }

  private func evaluate(_ input: EvaluateInput) throws(RPCError) -> JSON {
    let job = try job(input.jobID)
    let checkpoint: Checkpoint
    if let id = input.checkpointID {
      guard let named = job.checkpoints.checkpoint(id: id) else {
        throw .notFound.about("checkpoint_id", "the job has no checkpoint with this id")
      }
      checkpoint = named
    } else {
      guard let best = job.checkpoints.best else {
        throw .evaluationFailed.about("job_id", "the job has no checkpoint yet")
      }
      checkpoint = best
    }
    guard let queries = input.queries ?? job.evaluationQueries else {
      throw .evaluationFailed.about(
        "evaluation_queries", "is missing, and the job was started without evaluation_data")
    }
    let problems = Job.problems(in: queries, field: "evaluation_queries")
    if !problems.isEmpty { throw .evaluationFailed.about(problems) }
    return job.evaluationResult(checkpoint: checkpoint, queries: queries)
  }

  private func export(_ input: ExportInput) throws(RPCError) -> JSON {
    try job(input.jobID).exportResult(
      successOnly: input.successOnly, minimumReward: input.minimumReward, limit: input.limit,
      offset: input.offset)
  }

  private func register(_ input: RegisterInput) throws(RPCError) -> JSON {
    do throws(LoopbackAddress.Refusal) {
      if !configuration.allowsAnyWebhook { _ = try LoopbackAddress(input.url) }
    } catch {
      throw .webhookRejected.about("url", error.message)
    }
    guard state.webhooks.hooks.count < WebhookRegistry.capacity else {
      throw .webhookRejected.about(
        "url", "is rejected: there are already \(WebhookRegistry.capacity) webhooks; delete one first")
    }
    return state.webhooks.register(
      url: input.url, secret: input.secret, events: input.events ?? WebhookEvent.allCases, at: now
    ).json
  }

  private func delete(_ input: DeleteInput) throws(RPCError) -> JSON {
    guard state.webhooks.delete(id: input.webhookID) else {
      throw .notFound.about("webhook_id", "no webhook has this id")
    }
    return ["webhook_id": .string(input.webhookID), "deleted": true]
  }

  /// Advances every job that has not ended to the present moment.
  func advanceJobs() {
    let moment = now
    for id in state.activeJobs {
      guard var job = state.jobs.removeValue(forKey: id) else { continue }
      if state.faults.isStuck(job: id) { job.hold(at: moment) }
      let events = job.advance(to: moment)
      state.jobs[id] = job
      if !events.isEmpty { record(job, events) }
    }
    state.activeJobs = state.activeJobs.filter { !(state.jobs[$0]?.state.isFinal ?? true) }
    state.metrics.set(.jobsActive, to: Double(state.activeJobs.count))
  }

  /// Records the events and the present state of a job in the metrics, and publishes its notices.
  func record(_ job: Job, _ events: [JobEvent] = []) {
    let (agent, id) = (job.agentID, job.id)
    for event in events {
      switch event {
      case .notice(let notice): publish(notice)
      case .iterated(let attempts, let update, let whole):
        state.metrics.observe(.trajectoryDuration, milliseconds: attempts, agent)
        state.metrics.observe(.updateDuration, milliseconds: [update], agent)
        state.metrics.observe(.iterationDuration, milliseconds: [whole], agent)
      case .saved(let milliseconds):
        state.metrics.observe(.checkpointDuration, milliseconds: [milliseconds], agent)
      case .ended(.completed): state.metrics.increment(.jobsCompleted, agent)
      case .ended(.failed): state.metrics.increment(.jobsFailed, agent)
      case .ended: state.metrics.increment(.jobsCancelled, agent)
      }
    }
    state.metrics.set(.jobsActive, to: Double(state.activeJobs.count))
    state.metrics.set(.budgetUsage, to: job.budget.spent.double, agent, id)
    state.metrics.set(.budgetLimit, to: job.budget.cap.double, agent, id)
    state.metrics.set(.budgetUtilization, to: min(100, job.budget.utilizationPercent), agent, id)
    state.metrics.set(.iterationCurrent, to: Double(job.iterations), agent, id)
    state.metrics.set(.iterationTotal, to: Double(job.config.iterations), agent, id)
    if let loss = job.convergence.losses.last { state.metrics.set(.loss, to: loss, agent, id) }
    if let reward = job.meanReward { state.metrics.set(.rewardMean, to: reward, agent, id) }
  }
}
