/// The state that a service keeps between requests; a reset replaces it.
struct ServiceState: Sendable {
  let seed: UInt64
  /// The present moment of the virtual clock; on the computer's clock, the start and the added time.
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
  /// Latency that faults add to the current request, in milliseconds.
  var addedLatency = 0

  init(_ configuration: MockConfiguration, seed: UInt64) {
    self.seed = seed
    clock = configuration.start
    webhooks = WebhookRegistry(seed: seed)
    faults = FaultPlan(configuration.faults, seed: seed)
    metrics.set(.jobsActive, to: 0)
  }
}
