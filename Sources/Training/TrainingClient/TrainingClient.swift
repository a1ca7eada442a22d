import Foundation

/// A client of the training service: JSON-RPC 2.0 over HTTP, one request a call.
///
///     let client = try TrainingClient.fromEnvironment()
///     let job = try await client.startGRPO(agentID: "support-agent", trainingData: queries)
///     for try await status in client.watch(jobID: job.jobID) {
///       print(status.status, status.currentIteration)
///     }
///
/// It is a value without state of its own; any number of tasks may use one at the same time.
public struct TrainingClient: Sendable {
  /// The service's address without the path of the endpoint: `http://localhost:8001`.
  public var url: URL
  /// The JSON Web Token that every request carries.
  public var token: String
  /// The longest wait for one response. An evaluation runs inside its request and may last minutes.
  public var timeout: Duration
  /// How requests reach the service; tests replace it.
  public var transport: TrainingTransport

  /// A client of the service at an address.
  ///
  ///     let client = TrainingClient(url: address, token: token, timeout: .seconds(30))
  public init(
    url: URL, token: String, timeout: Duration = .seconds(300), transport: TrainingTransport = .urlSession
  ) {
    self.url = url
    self.token = token
    self.timeout = timeout
    self.transport = transport
  }

  /// Reads `TRAINING_URL` (default `http://localhost:8001`) and `JWT_TOKEN`.
  ///
  ///     let client = try TrainingClient.fromEnvironment()
  ///
  /// - Throws: `TrainingError.configuration` when the token is missing or cannot be one, or the address is not an
  ///   HTTP address.
  public static func fromEnvironment(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(TrainingError) -> TrainingClient {
    guard let token = environment["JWT_TOKEN"], !token.isEmpty else {
      throw .configuration("JWT_TOKEN is not set: put the bearer token of the training service in it")
    }
    // URLSession leaves out a header with a line break without an error.
    guard token.utf8.allSatisfy((UInt8(ascii: "!")...UInt8(ascii: "~")).contains) else {
      throw .configuration("JWT_TOKEN holds a space, a line break or another character of no token")
    }
    let address = environment["TRAINING_URL"] ?? "http://localhost:8001"
    guard let url = URL(string: address), let scheme = url.scheme, ["http", "https"].contains(scheme),
      url.host != nil
    else {
      throw .configuration(
        "TRAINING_URL is \"\(address)\": an address such as http://localhost:8001 is needed")
    }
    return TrainingClient(url: url, token: token)
  }
}

extension TrainingClient {
  /// Creates and queues a job; see `TrainingCall.startGRPO`.
  ///
  ///     let job = try await client.startGRPO(
  ///       agentID: "support-agent", config: GRPOConfig(nIterations: 50), trainingData: queries)
  ///
  /// - Throws: `-32602` for a parameter out of range, `-40001` for an insufficient budget, `-40002` for training
  ///   data that is rejected, such as fewer than 100 queries.
  public func startGRPO(
    agentID: String, config: GRPOConfig? = nil, trainingData: [TrainingQuery],
    evaluationData: [TrainingQuery]? = nil
  ) async throws(TrainingError) -> StartedJob {
    try await send(
      .startGRPO(agentID: agentID, config: config, trainingData: trainingData, evaluationData: evaluationData)
    )
  }

  /// Reads the status of a job.
  ///
  ///     let status = try await client.getStatus(jobID: job.jobID)
  ///     print(status.status, "\(status.progressPercent) %", status.costUSD.usd)
  ///
  /// - Throws: `-32001` for an unknown job, `-32602` for an identifier that is not a UUID.
  public func getStatus(jobID: String) async throws(TrainingError) -> JobStatus {
    try await send(.getStatus(jobID: jobID))
  }

  /// Stops a job that is queued or running.
  ///
  ///     let cancelled = try await client.cancel(jobID: job.jobID, reason: "wrong data")
  ///     print(cancelled.checkpointID ?? "no checkpoint")
  ///
  /// - Throws: `-40003` when the job has ended, `-32001` for an unknown job.
  public func cancel(jobID: String, reason: String? = nil) async throws(TrainingError) -> Cancellation {
    try await send(.cancel(jobID: jobID, reason: reason))
  }

  /// Compares a checkpoint with the untrained agent; see `TrainingCall.evaluate`.
  ///
  ///     let evaluation = try await client.evaluate(jobID: job.jobID)
  ///     if evaluation.baselineComparison.statisticallySignificant { print(evaluation.metrics.successRate) }
  ///
  /// - Throws: `-40004` when there is no checkpoint or no evaluation data yet, `-32001` for an unknown job or
  ///   checkpoint.
  public func evaluate(
    jobID: String, checkpointID: String? = nil, evaluationQueries: [TrainingQuery]? = nil
  ) async throws(TrainingError) -> Evaluation {
    try await send(
      .evaluate(jobID: jobID, checkpointID: checkpointID, evaluationQueries: evaluationQueries))
  }

  /// Reads one page of a job's trajectories; see `TrainingCall.exportTrajectories`.
  ///
  ///     let page = try await client.exportTrajectories(jobID: job.jobID, successOnly: true, limit: 100)
  ///     for trajectory in page.trajectories { print(trajectory.query, trajectory.reward) }
  ///
  /// - Throws: `-40005` for a limit above 10,000, `-32001` for an unknown job.
  public func exportTrajectories(
    jobID: String, successOnly: Bool? = nil, minReward: Double? = nil, limit: Int? = nil, offset: Int? = nil
  ) async throws(TrainingError) -> TrajectoryPage {
    try await send(
      .exportTrajectories(
        jobID: jobID, successOnly: successOnly, minReward: minReward, limit: limit, offset: offset))
  }

  /// Lists jobs, newest first; see `TrainingCall.listJobs`.
  ///
  ///     let running = try await client.listJobs(status: .running, limit: 20)
  ///
  /// - Throws: `-32602` for a limit above 500.
  public func listJobs(
    agentID: String? = nil, status: JobState? = nil, limit: Int? = nil, offset: Int? = nil
  ) async throws(TrainingError) -> JobPage {
    try await send(.listJobs(agentID: agentID, status: status, limit: limit, offset: offset))
  }

  /// Registers an address to which events are posted; see `TrainingCall.registerWebhook`.
  ///
  ///     let webhook = try await client.registerWebhook(
  ///       url: "https://ci.example.com/hooks", secret: secret, events: [.completed, .failed])
  ///
  /// - Throws: `-32602` for a secret shorter than 32 characters, `-40006` for an address that the
  ///   service does not post to.
  public func registerWebhook(
    url: String, secret: String, events: [WebhookEvent]? = nil
  ) async throws(TrainingError) -> Webhook {
    try await send(.registerWebhook(url: url, secret: secret, events: events))
  }

  /// Lists all webhooks, oldest first, without their secrets.
  ///
  ///     for webhook in try await client.listWebhooks().webhooks { print(webhook.webhookID, webhook.url) }
  public func listWebhooks() async throws(TrainingError) -> WebhookList {
    try await send(.listWebhooks())
  }

  /// Removes a webhook.
  ///
  ///     _ = try await client.deleteWebhook(webhookID: webhook.webhookID)
  ///
  /// - Throws: `-32001` for an unknown webhook.
  public func deleteWebhook(webhookID: String) async throws(TrainingError) -> WebhookDeletion {
    try await send(.deleteWebhook(webhookID: webhookID))
  }
}

extension TrainingClient {
  /// Sends one call.
  ///
  ///     let status = try await client.send(.getStatus(jobID: job.jobID))
  public func send<Answer>(_ call: TrainingCall<Answer>) async throws(TrainingError) -> Answer {
    let response = try await post(Envelope.Request(id: 1, method: call.method, params: call.params))
    let reply: Envelope.Reply<Answer> = try read(response)
    return try reply.answer()
  }

  /// Sends several calls in one HTTP request and returns their outcomes in the order of the calls.
  ///
  ///     let calls = jobIDs.map { TrainingCall.getStatus(jobID: $0) }
  ///     for (jobID, outcome) in zip(jobIDs, try await client.sendBatch(calls)) {
  ///       switch outcome {
  ///       case .success(let status): print(jobID, status.status)
  ///       case .failure(let error): print(jobID, error)
  ///       }
  ///     }
  ///
  /// Each member succeeds or fails by itself, and each counts towards the rate limit of its method.
  /// - Throws: Only what concerns the request as a whole: no connection, a refused token.
  public func sendBatch<Answer>(
    _ calls: [TrainingCall<Answer>]
  ) async throws(TrainingError) -> [Result<Answer, TrainingError>] {
    // JSON-RPC 2.0 section 6: an empty array is an invalid request.
    guard !calls.isEmpty else { return [] }
    let requests = calls.enumerated().map { index, call in
      Envelope.Request(id: index + 1, method: call.method, params: call.params)
    }
    let response = try await post(requests)
    let replies: [Envelope.Reply<Answer>] = try read(response)
    let byID = Dictionary(replies.map { ($0.id, $0) }) { first, _ in first }
    return requests.map { request in
      guard let reply = byID[request.id] else {
        return .failure(.unreadable("the batch response has no member with the id \(request.id)"))
      }
      return Result { () throws(TrainingError) in try reply.answer() }
    }
  }

  private func post(_ message: some Encodable) async throws(TrainingError) -> TrainingTransport.Response {
    do {
      let endpoint = url.appendingPathComponent("api/v1/jsonrpc")
      return try await transport.post(
        endpoint, token, try Wire.encoder().encode(message), timeout / .seconds(1))
    } catch let error as TrainingError {
      throw error
    } catch is CancellationError {
      throw .cancelled
    } catch {
      throw Task.isCancelled ? .cancelled : .transport("\(url.absoluteString): \(error.localizedDescription)")
    }
  }

  /// HTTP errors carry one JSON-RPC error object, also in answer to a batch.
  private func read<Message: Decodable>(
    _ response: TrainingTransport.Response
  ) throws(TrainingError) -> Message {
    guard response.status == 200 else {
      throw Envelope.failure(ofHTTP: response)
    }
    do {
      return try Wire.decoder().decode(Message.self, from: response.body)
    } catch {
      // The service answers a batch that it cannot parse with a single error object.
      if let failure = Envelope.failure(in: response.body) { throw .from(failure, retryAfter: nil) }
      throw .unreadable(Envelope.reason(error))
    }
  }
}

extension TrainingClient {
  /// A result as one line of JSON, with the names, timestamps and amounts of the service, sorted keys and no null
  /// values: output for another program.
  ///
  ///     print(try TrainingClient.json(of: await client.getStatus(jobID: job.jobID)))
  public static func json(of answer: some Encodable) throws -> String {
    String(decoding: try Wire.encoder().encode(answer), as: UTF8.self)
  }
}
