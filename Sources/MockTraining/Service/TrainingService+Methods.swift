import JSON
import JSONRPC
import SeededRandom

/// The methods that the service implements.
enum Call: String, CaseIterable {
  case start = "training.start_grpo"
  case status = "training.get_status"
  case cancel = "training.cancel"
  case evaluate = "training.evaluate"
  case export = "training.export_trajectories"
}

extension TrainingService {
  func perform(_ call: Call, _ parameters: Parameters) throws(RPCError) -> JSON {
    switch call {
    case .start: try start(parameters)
    case .status: try job(parameters).statusResult
    case .cancel: try cancel(parameters)
    case .evaluate: try evaluate(parameters)
    case .export: try export(parameters)
    }
  }

  private func job(_ parameters: Parameters) throws(RPCError) -> Job {
    // UUIDs are compared without regard to case (RFC 9562, section 4).
    guard let job = jobs[try parameters.requiredString("job_id").lowercased()] else {
      throw .notFound.about("job_id", "no job has this id")
    }
    return job
  }

  private func start(_ parameters: Parameters) throws(RPCError) -> JSON {
    let agentID = try parameters.requiredString("agent_id")
    let config = try parameters.config()
    guard let trainingData = try parameters.queries("training_data") else {
      throw .invalidParams.about("training_data", "is missing")
    }
    let evaluationData = try parameters.queries("evaluation_data")
    if trainingData.count < Job.minimumTrainingQueries {
      throw .validationFailed.about("training_data", Job.tooFew(trainingData.count))
    }
    let problems =
      Job.problems(in: trainingData, field: "training_data")
      + Job.problems(in: evaluationData ?? [], field: "evaluation_data")
    if !problems.isEmpty { throw .validationFailed.about(problems) }

    let seed = SplitMix64.derive(configuration.seed, UInt64(numberOfJobs))
    let job = Job(
      id: uuid(seed: seed), agentID: agentID, config: config, trainingData: trainingData,
      evaluationData: evaluationData, createdAt: now,
      environment: TaskEnvironment(seed: SplitMix64.derive(configuration.seed, stableHash(agentID))),
      seed: seed)
    let cost = job.nextIterationCost
    if job.budget.standing(withNext: cost) == .exceeded {
      throw .budgetExceeded.about(
        "config.max_budget_usd",
        "is \(config.budget.dollars); the first iteration needs \(cost.dollarsRoundedUp)",
        ("budget_usd", .string(config.budget.dollars)), ("required_usd", .string(cost.dollarsRoundedUp)))
    }
    numberOfJobs += 1
    jobs[job.id] = job
    activeJobs.append(job.id)
    metrics.increment(.jobsCreated, agentID)
    record(job)
    return job.startedResult
  }

  private func cancel(_ parameters: Parameters) throws(RPCError) -> JSON {
    var job = try job(parameters)
    let reason = try parameters.string("reason")
    guard let cancelled = job.cancel(reason: reason, at: now) else {
      throw .cannotCancel.about(
        "job_id", "the job is \(job.state.rawValue)", ("status", .string(job.state.rawValue)))
    }
    jobs[job.id] = job
    activeJobs.removeAll { $0 == job.id }
    record(job, cancelled.events)
    return job.cancelledResult(checkpoint: cancelled.checkpoint)
  }

  private func evaluate(_ parameters: Parameters) throws(RPCError) -> JSON {
    let job = try job(parameters)
    let checkpoint: Checkpoint
    if let id = try parameters.string("checkpoint_id") {
      guard let named = job.checkpoints.checkpoint(id: id.lowercased()) else {
        throw .notFound.about("checkpoint_id", "the job has no checkpoint with this id")
      }
      checkpoint = named
    } else {
      guard let best = job.checkpoints.best else {
        throw .evaluationFailed.about("job_id", "the job has no checkpoint yet")
      }
      checkpoint = best
    }
    guard let queries = try parameters.queries("evaluation_queries") ?? job.evaluationQueries else {
      throw .evaluationFailed.about(
        "evaluation_queries", "is missing, and the job was started without evaluation_data")
    }
    let problems = Job.problems(in: queries, field: "evaluation_queries")
    if !problems.isEmpty { throw .evaluationFailed.about(problems) }
    return job.evaluationResult(checkpoint: checkpoint, queries: queries)
  }

  private func export(_ parameters: Parameters) throws(RPCError) -> JSON {
    let job = try job(parameters)
    return job.exportResult(
      successOnly: try parameters.bool("success_only") ?? false,
      minimumReward: try parameters.number("min_reward"),
      limit: try parameters.integer("limit", in: 1...10_000) ?? 1000,
      offset: try parameters.integer("offset", in: 0...Int.max) ?? 0)
  }

  /// Brings every job that has not ended to the present moment.
  func advanceJobs() {
    let moment = now
    for id in activeJobs {
      guard var job = jobs.removeValue(forKey: id) else { continue }
      let events = job.advance(to: moment)
      jobs[id] = job
      if !events.isEmpty { record(job, events) }
    }
    activeJobs.removeAll { jobs[$0]?.state.isFinal ?? true }
    metrics.set(.jobsActive, to: Double(activeJobs.count))
  }

  /// Puts what happened to a job, and what it is now, into the metrics.
  private func record(_ job: Job, _ events: [JobEvent] = []) {
    let (agent, id) = (job.agentID, job.id)
    for event in events {
      switch event {
      case .started: break
      case .iterated(let attempts, let update, let whole):
        metrics.observe(.trajectoryDuration, milliseconds: attempts, agent)
        metrics.observe(.updateDuration, milliseconds: [update], agent)
        metrics.observe(.iterationDuration, milliseconds: [whole], agent)
      case .saved(let milliseconds):
        metrics.observe(.checkpointDuration, milliseconds: [milliseconds], agent)
      case .ended(.completed): metrics.increment(.jobsCompleted, agent)
      case .ended(.failed): metrics.increment(.jobsFailed, agent)
      case .ended: metrics.increment(.jobsCancelled, agent)
      }
    }
    metrics.set(.jobsActive, to: Double(activeJobs.count))
    metrics.set(.budgetUsage, to: job.budget.spent.double, agent, id)
    metrics.set(.budgetLimit, to: job.budget.cap.double, agent, id)
    metrics.set(.budgetUtilization, to: min(100, job.budget.utilizationPercent), agent, id)
    metrics.set(.iterationCurrent, to: Double(job.iterations), agent, id)
    metrics.set(.iterationTotal, to: Double(job.config.iterations), agent, id)
    if let loss = job.convergence.losses.last { metrics.set(.loss, to: loss, agent, id) }
    if let reward = job.meanReward { metrics.set(.rewardMean, to: reward, agent, id) }
  }
}
