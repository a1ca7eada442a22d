/// All that a service remembers from one request to the next, and forgets when it is reset.
struct ServiceState: Sendable {
  let seed: UInt64
  /// The present moment of the virtual clock; on the computer's clock, the start and what was added to it.
  var clock: Instant
  var jobs: [String: Job] = [:]
  /// The ids of all jobs, in the order in which they were created.
  var jobOrder: [String] = []
  /// The jobs that have not ended, in that order.
  var activeJobs: [String] = []
  var limiter = RateLimiter()
  var metrics = MetricsRegistry()
  var webhooks: WebhookRegistry
  var faults: FaultPlan
  var journal = Journal()
  /// What faults have added to the time of the request under way, in milliseconds.
  var slowness = 0

  init(_ configuration: MockConfiguration, seed: UInt64) {
    self.seed = seed
    clock = configuration.start
    webhooks = WebhookRegistry(seed: seed)
    faults = FaultPlan(configuration.faults, seed: seed)
    metrics.set(.jobsActive, to: 0)
  }
}
