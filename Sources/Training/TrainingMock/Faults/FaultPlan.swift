import Determinism
import JSON

/// The faults that are set, and the random draws that decide whether one is triggered.
struct FaultPlan: Sendable {
  struct Armed: Sendable {
    var id: Int
    var fault: Fault
    /// How often it was triggered.
    var count = 0
    /// Set by a header of the current request, and cleared after it.
    var isOfRequest = false

    /// Whether it was triggered as often as `Fault.times` allows.
    var isExhausted: Bool { fault.times.map { count >= $0 } ?? false }

    var json: JSON {
      .object(
        [("id", .number(id))] + (fault.json.object?.members ?? []).map { ($0.name, $0.value) } + [
          ("strikes", .number(count))
        ])
    }
  }

  private(set) var armed: [Armed] = []
  private var generator: SplitMix64
  private var lastID = 0
  /// The faults that the current request has triggered.
  private(set) var triggered: [Fault.Name] = []

  init(_ faults: [Fault], seed: UInt64) {
    generator = SplitMix64(seed: SplitMix64.derive(seed, 0x66_6175_6C74))
    for fault in faults { set(fault) }
  }

  @discardableResult
  mutating func set(_ fault: Fault, isOfRequest: Bool = false) -> Armed {
    lastID += 1
    let new = Armed(id: lastID, fault: fault, isOfRequest: isOfRequest)
    armed.append(new)
    return new
  }

  /// Clears the faults that match; returns how many there were.
  mutating func clear(_ matches: (Armed) -> Bool) -> Int {
    let before = armed.count
    armed.removeAll(where: matches)
    return before - armed.count
  }

  /// Clears the faults of the current request and returns the names of those that it triggered.
  mutating func endRequest() -> [Fault.Name] {
    armed.removeAll { $0.isOfRequest || $0.isExhausted }
    defer { triggered = [] }
    return triggered
  }

  /// Triggers the first fault of that name that applies to a request of one of these methods.
  mutating func trigger(_ name: Fault.Name, methods: [String]) -> Fault? {
    trigger { $0.name == name && ($0.method.map(methods.contains) ?? true) }
  }

  /// Triggers every fault that applies to this job.
  ///
  /// - Parameter only: the id of a fault that was just set, for jobs created before it.
  mutating func triggered(job id: String, only: Int? = nil) -> [Fault] {
    let candidates = armed.filter { armed in
      armed.fault.name.isOfJobs && armed.fault.jobFaults != nil && (only.map { $0 == armed.id } ?? true)
        && (armed.fault.jobID.map { $0 == id } ?? true)
    }
    return candidates.compactMap { candidate in trigger(id: candidate.id) }
  }

  /// Whether queued jobs, or this one, are never started by a worker.
  func isStuck(job id: String) -> Bool {
    armed.contains {
      $0.fault.name == .stuckQueued && ($0.fault.jobID.map { $0 == id } ?? true)
    }
  }

  func isSet(_ name: Fault.Name) -> Bool { armed.contains { $0.fault.name == name && !$0.isExhausted } }

  private mutating func trigger(id: Int) -> Fault? {
    guard let index = armed.firstIndex(where: { $0.id == id }) else { return nil }
    return trigger(at: index)
  }

  private mutating func trigger(_ matches: (Fault) -> Bool) -> Fault? {
    for index in armed.indices where matches(armed[index].fault) {
      if let fault = trigger(at: index) { return fault }
    }
    return nil
  }

  private mutating func trigger(at index: Int) -> Fault? {
    guard !armed[index].isExhausted else { return nil }
    let fault = armed[index].fault
    // Probability 1 draws no random number, so that such a fault does not change when the others are triggered.
    if fault.probability < 1, generator.unit() >= fault.probability { return nil }
    armed[index].count += 1
    triggered.append(fault.name)
    return fault
  }
}
